"""Rule sets, elections and their legal time."""

from collections import Counter
from datetime import date
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field, model_validator

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import (
    IdPemilihan,
    KodeWilayah,
    Masukan,
    Nomor,
    Saat,
    Teks,
    WaktuSandbox,
)
from voter_registry.domain.ruleset import Aturan
from voter_registry.store import pemilihan as store
from voter_registry.store.pemilihan import Pemilihan
from voter_registry.usecases import aksi as usecase_aksi
from voter_registry.usecases import pemilihan as usecase
from voter_registry.usecases.izin import load_pemilihan

router = APIRouter(tags=["pemilihan"])


class AturanMasukan(Masukan):
    """A rule with its source and validity; `terverifikasi` once somebody has read the source."""

    nama: Nomor
    nilai: Any
    regulasi: Teks
    pasal: Teks
    berlaku_dari: date
    berlaku_sampai: date | None = None
    terverifikasi: bool


def _require_different(aturan: list[AturanMasukan]) -> list[AturanMasukan]:
    """Refuse a rule that begins twice on one day: which one is in force?"""
    begun = Counter((a.nama, a.berlaku_dari) for a in aturan)
    twice = [nama for (nama, _), n in begun.items() if n > 1]
    if twice:
        raise keliru(
            "aturan-berulang",
            id=f"Aturan {min(twice)} disebut dua kali dengan `berlaku_dari` yang sama.",
            en=f"Rule {min(twice)} comes twice with the same `berlaku_dari`.",
        )
    return aturan


class RulesetMasukan(Masukan):
    """A set of rules."""

    id: IdPemilihan
    nama: Teks
    aturan: Annotated[
        list[AturanMasukan], Field(min_length=1, max_length=200), AfterValidator(_require_different)
    ]


class RulesetKeluaran(BaseModel):
    """A set of rules was registered."""

    id: str
    aturan: int


class PemilihanMasukan(Masukan):
    """An election to register."""

    id: IdPemilihan
    nama: Teks
    jenis: Literal["pilkada", "pemilu"]
    wilayah: KodeWilayah
    hari_pemungutan: date
    ruleset: IdPemilihan
    sandbox: bool = Field(description="Jam legal dapat digeser; ditolak di produksi")
    waktu_legal: Saat | None = None

    @model_validator(mode="after")
    def _real_time(self) -> Self:
        """Only a sandbox has a clock of its own."""
        if self.waktu_legal is not None and not self.sandbox:
            raise keliru(
                "waktu-tanpa-sandbox",
                id="`waktu_legal` hanya untuk sandbox; pemilihan lain menurut waktu sebenarnya.",
                en="`waktu_legal` is for a sandbox only; any other election follows real time.",
            )
        return self


class PemilihanKeluaran(BaseModel):
    """An election; `waktu` is its legal time where that is not the real one."""

    id: str
    nama: str
    jenis: str
    wilayah: str
    hari_pemungutan: date
    ruleset: str
    sandbox: bool
    waktu: WaktuSandbox


class WaktuLegal(Masukan):
    """The moment to which legal time moves."""

    waktu: Saat


def _shape(row: Pemilihan) -> PemilihanKeluaran:
    return PemilihanKeluaran(
        id=row.id, nama=row.nama, jenis=row.jenis, wilayah=row.wilayah, ruleset=row.ruleset,
        hari_pemungutan=row.hari_pemungutan, sandbox=row.sandbox, waktu=row.waktu_legal,
    )  # fmt: skip


@router.post("/ruleset", status_code=201, response_model=RulesetKeluaran)
async def register_ruleset(
    body: RulesetMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Daftarkan ruleset: setiap aturan dengan regulasi, pasal, dan masa berlakunya."""
    rules = [Aturan(**a.model_dump()) for a in body.aturan]
    await usecase.register_ruleset(tx, body.id, body.nama, rules, by=by, at=now)
    answer = RulesetKeluaran(id=body.id, aturan=len(rules))
    return await once.answer(201, answer, location=f"/v1/ruleset/{body.id}")


@router.post("/pemilihan", status_code=201, response_model=PemilihanKeluaran)
async def register_pemilihan(
    request: Request, body: PemilihanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Daftarkan pemilihan dan buka daftar pemilih setiap kabupaten/kota (PKPU 2/2024)."""
    baru = usecase.Pendaftaran(**body.model_dump())
    row = await usecase.register_pemilihan(
        tx, baru, production=request.app.state.production, by=by, at=now
    )
    return await once.answer(201, _shape(row), location=f"/v1/pemilihan/{row.id}")


@router.get("/pemilihan")
async def list_pemilihan(tx: Tx, halaman: Halaman) -> Daftar[PemilihanKeluaran]:
    """Daftar pemilihan."""
    return halaman.answer(await store.all_(tx, halaman), _shape)


@router.get("/pemilihan/{id}", response_model=PemilihanKeluaran)
async def get_pemilihan(tx: Tx, id: IdPemilihan, baca: Baca) -> Response:
    """Baca satu pemilihan beserta waktu legalnya."""
    row = await load_pemilihan(tx, id)
    return baca.answer(_shape(row), row.versi)


@router.get("/pemilihan/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_pemilihan(
    request: Request, id: IdPemilihan, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat tindakan provinsi yang terbuka bagi Anda kini, dan mengapa tidak (PKPU 7/2024)."""
    found = await usecase_aksi.list_acts_on_pemilihan(
        tx, id, production=request.app.state.production, by=by, at=now
    )
    return aksi.answer(request, found)


@router.post("/pemilihan/{id}/waktu-legal", status_code=200, response_model=PemilihanKeluaran)
async def move_legal_time(
    request: Request,
    id: IdPemilihan,
    body: WaktuLegal,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
) -> JSONResponse:
    """Majukan waktu legal pemilihan sandbox; pemilihan lain berjalan menurut waktu sebenarnya."""
    row = await usecase.move_legal_time(
        tx, id, body.waktu, production=request.app.state.production, by=by, at=now
    )
    return await once.answer(200, _shape(row))
