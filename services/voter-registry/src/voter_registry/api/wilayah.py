"""Regions."""

from collections import Counter
from typing import Annotated, Self

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field, model_validator

from election_common.errors import Refusal
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import KodeWilayah, Masukan, Teks
from voter_registry.store import wilayah as store
from voter_registry.usecases import wilayah as usecase

router = APIRouter(prefix="/wilayah", tags=["wilayah"])

#: How long the code of a region's parent is, by the length of its own; a TPS is no region.
PANJANG_INDUK = {2: 0, 4: 2, 6: 4, 10: 6}


class WilayahMasukan(Masukan):
    """A region to load."""

    kode: KodeWilayah
    nama: Teks
    jenis: Teks
    induk: KodeWilayah | None

    @model_validator(mode="after")
    def _below_its_parent(self) -> Self:
        """Only a province has no parent; any other code begins with that of the level above.

        Plenaries are asked for level by level: a village that hung on its kabupaten would be in no
        PPK's recap, and its voters in a list all the same.
        """
        atas = PANJANG_INDUK.get(len(self.kode))
        if atas is None or (self.induk or "") != self.kode[:atas]:
            raise keliru(
                "induk-bukan-awalan",
                id="`induk` adalah kode setingkat di atas `kode` (19, 1906, 190601, 1906011001);"
                " hanya provinsi yang tanpa induk, dan TPS bukan wilayah.",
                en="`induk` is the code one level above `kode` (19, 1906, 190601, 1906011001);"
                " only a province has none, and a polling station is no region.",
            )
        return self


def _require_one_province(wilayah: list[WilayahMasukan]) -> list[WilayahMasukan]:
    """Refuse what is not one province with its regions: who loads one has no say in another."""
    provinces = sum(w.induk is None for w in wilayah)
    if provinces != 1:
        raise keliru(
            "provinsi-tidak-satu",
            id=f"Muat tepat satu provinsi beserta seluruh wilayahnya; di sini ada {provinces}.",
            en=f"Load exactly one province with all its regions; here are {provinces}.",
        )
    return wilayah


def _require_codes(wilayah: list[WilayahMasukan]) -> list[WilayahMasukan]:
    """Refuse a code that comes twice, and a parent that does not come."""
    codes = Counter(w.kode for w in wilayah)
    twice = [kode for kode, n in codes.items() if n > 1]
    if twice:
        raise keliru(
            "kode-berulang",
            id=f"Kode {min(twice)} disebut lebih dari sekali; sebutkan setiap wilayah sekali.",
            en=f"Code {min(twice)} comes more than once; name each region once.",
        )
    absent = {w.induk for w in wilayah if w.induk} - codes.keys()
    if absent:
        raise keliru(
            "induk-tidak-dimuat",
            id=f"Induk {min(absent)} tidak ada dalam muatan ini; sertakan wilayah itu.",
            en=f"Parent {min(absent)} is not in this load; include that region.",
        )
    return wilayah


class MuatWilayah(Masukan):
    """A province with all its regions, and where they come from."""

    sumber: Teks
    wilayah: Annotated[
        list[WilayahMasukan],
        Field(min_length=1, max_length=20_000),
        AfterValidator(_require_one_province),
        AfterValidator(_require_codes),
    ]


class Dimuat(BaseModel):
    """How many regions were loaded."""

    jumlah: int


class WilayahRingkas(BaseModel):
    """A region."""

    kode: str
    nama: str
    jenis: str


class WilayahKeluaran(WilayahRingkas):
    """A region and those right below it."""

    induk: str | None
    sumber: str
    anak: list[WilayahRingkas]


@router.post("", status_code=201, response_model=Dimuat)
async def load_wilayah(body: MuatWilayah, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Muat wilayah satu provinsi beserta seluruh isinya (Kode wilayah Kemendagri)."""
    rows = [usecase.Wilayah(**w.model_dump()) for w in body.wilayah]
    jumlah = await usecase.load_wilayah(tx, rows, body.sumber, by=by, at=now)
    return await once.answer(201, Dimuat(jumlah=jumlah))


@router.get("/{kode}")
async def get_wilayah(
    tx: PublicTx,
    kode: Annotated[str, Path(max_length=20, description="Kode; bentuk bertitik diterima")],
) -> WilayahKeluaran:
    """Baca satu wilayah dan wilayah tepat di bawahnya."""
    kode = kode.replace(".", "")
    row = await store.get(tx, kode)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="wilayah", id=kode)
    anak = [
        WilayahRingkas(kode=w.kode, nama=w.nama, jenis=w.jenis)
        for w in await store.children(tx, kode)
    ]
    return WilayahKeluaran(
        kode=row.kode, nama=row.nama, jenis=row.jenis, induk=row.induk, sumber=row.sumber, anak=anak
    )
