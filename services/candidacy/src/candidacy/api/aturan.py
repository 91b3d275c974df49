"""The rules."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, RootModel, StrictBool, model_validator

from candidacy.domain import aturan as rule
from candidacy.domain.aturan import Nama
from candidacy.store import aturan as store
from candidacy.store.aturan import AturanRow
from candidacy.usecases.aturan import register_rule
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import Masukan, Nomor, Tanggal, Teks

router = APIRouter(prefix="/aturan", tags=["aturan"])

Persen = Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,3})?$")]
PersenBulat = Annotated[int, Field(ge=0, le=100, strict=True)]
Umur = Annotated[int, Field(ge=17, le=99, strict=True)]
Anggota = Annotated[int, Field(ge=1, le=99, strict=True)]


class Tingkat(Masukan):
    """A bracket: up to so many voters (inclusive), null for all above."""

    sampai: Annotated[int, Field(ge=1, le=300_000_000, strict=True)] | None
    persen: Persen


def _require_open_ended(tingkat: list[Tingkat]) -> None:
    """Refuse brackets that do not rise, or do not end open: some number would be in none."""
    *bounds, last = [t.sampai for t in tingkat]
    known = [b for b in bounds if b is not None]
    if last is not None or len(known) != len(bounds) or known != sorted(set(known)):
        raise keliru(
            "tingkat-tidak-urut",
            id="Batas `sampai` harus naik, dan tingkat terakhir terbuka (null).",
            en="Bounds `sampai` must rise, and the last bracket is open (null).",
        )


class Daerah(Masukan):
    """The brackets of each level of region."""

    provinsi: Annotated[list[Tingkat], Field(min_length=1, max_length=20)]
    kabupaten_kota: Annotated[list[Tingkat], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Hold both to their order."""
        _require_open_ended(self.provinsi)
        _require_open_ended(self.kabupaten_kota)
        return self


class Kursi(Masukan):
    """Percent of the seats, or of the valid votes."""

    kursi_persen: PersenBulat
    suara_persen: PersenBulat


class Usia(Masukan):
    """The least age at each level of region, and the window whose last day it is counted on."""

    provinsi: Umur
    kabupaten_kota: Umur
    acuan: Nomor


class Kuorum(Masukan):
    """Members of the plenary, how many must be present, how many must agree."""

    anggota: Anggota
    hadir: Anggota
    setuju: Anggota


class _Aturan(Masukan):
    """What every rule has; `terverifikasi` only when somebody has read its source."""

    regulasi: Nomor
    pasal: Teks
    berlaku_dari: Tanggal
    berlaku_sampai: Tanggal | None = None
    terverifikasi: StrictBool

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Refuse a rule that ends before it begins."""
        if self.berlaku_sampai is not None and self.berlaku_sampai < self.berlaku_dari:
            raise keliru(
                "masa-berlaku-terbalik",
                id="`berlaku_sampai` mendahului `berlaku_dari`.",
                en="`berlaku_sampai` is before `berlaku_dari`.",
            )
        return self


class AturanTingkat(_Aturan):
    """A threshold by brackets of voters."""

    nama: Literal[Nama.AMBANG_SUARA, Nama.AMBANG_PERSEORANGAN]
    nilai: Daerah


class AturanKursi(_Aturan):
    """A threshold by seats or votes."""

    nama: Literal[Nama.AMBANG_KURSI]
    nilai: Kursi


class AturanUsia(_Aturan):
    """The age of candidates."""

    nama: Literal[Nama.USIA_CALON]
    nilai: Usia


class AturanPleno(_Aturan):
    """The quorum of the plenary."""

    nama: Literal[Nama.PLENO]
    nilai: Kuorum


class AturanMasukan(RootModel[AturanTingkat | AturanKursi | AturanUsia | AturanPleno]):
    """A rule; the form of its value follows from its name."""

    root: AturanTingkat | AturanKursi | AturanUsia | AturanPleno = Field(discriminator="nama")


class AturanKeluaran(BaseModel):
    """A rule with its basis and validity."""

    nama: Nama
    nilai: dict[str, Any]
    regulasi: str
    pasal: str
    berlaku_dari: date
    berlaku_sampai: date | None
    terverifikasi: bool


@router.post("", status_code=201, response_model=AturanKeluaran)
async def register_aturan(
    body: AturanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Daftarkan aturan pencalonan yang baru, dengan dasar dan masa berlakunya (PKPU 8/2024)."""
    aturan = rule.Aturan(**body.root.model_dump())
    await register_rule(tx, aturan, by=by, at=now)
    return await once.answer(201, _shape(aturan))


@router.get("")
async def list_aturan(
    tx: Tx,
    by: By,  # noqa: ARG001 - any token will do
    halaman: Halaman,
) -> Daftar[AturanKeluaran]:
    """Baca semua aturan pencalonan, yang lama pun, dengan dasarnya (UU 10/2016)."""
    return halaman.answer(await store.list_all(tx, halaman), _shape)


def _shape(aturan: rule.Aturan | AturanRow) -> AturanKeluaran:
    return AturanKeluaran.model_validate(aturan, from_attributes=True)
