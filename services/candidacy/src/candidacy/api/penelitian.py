"""Research of a dossier."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from candidacy.api.models import ButirMasukan, NominasiKeluaran, shape
from candidacy.domain.dokumen_syarat import Alasan, Nilai
from candidacy.usecases import penelitian as usecase
from candidacy.usecases.hasil_penelitian import announce_research
from election_common.etag import IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.route_table import MIB, RouteRule, allow
from election_common.shapes import Masukan, Nomor, Teks

router = APIRouter(prefix="/nominasi/{id}", tags=["penelitian"])

#: An item about what its sender saw, and what has changed since.
USANG: dict[int | str, dict[str, Any]] = {412: {}}


class UsulanMasukan(ButirMasukan):
    """What a verifier finds of a document, and what he saw of it; a reason unless it is MS."""

    versi: Annotated[int, Field(ge=1, le=2**31 - 1, description="Versi dokumen yang dinilai")]
    usulan_ke: Annotated[
        int, Field(ge=0, le=2**31 - 1, description="Seperti dalam daftar syarat; 0: belum ada")
    ]
    nilai: Nilai
    alasan: Alasan | None = None
    catatan: Teks | None = None


class DaftarUsulan(Masukan):
    """Findings of several documents."""

    butir: Annotated[list[UsulanMasukan], Field(min_length=1, max_length=100)]


class PersetujuanMasukan(ButirMasukan):
    """What a second person says to a finding, and to which one."""

    setuju: bool
    usulan_ke: Annotated[int, Field(ge=1, le=2**31 - 1, description="Seperti dalam daftar syarat")]


class DaftarPersetujuan(Masukan):
    """Answers to several findings."""

    butir: Annotated[list[PersetujuanMasukan], Field(min_length=1, max_length=100)]


class HasilMasukan(Masukan):
    """The minutes of a round of research."""

    ba_nomor: Nomor


@router.post("/usulan", status_code=200, response_model=NominasiKeluaran, responses=USANG)
@allow(RouteRule(body_bytes=4 * MIB, seconds=6.5))
async def propose_findings(
    id: UUID, body: DaftarUsulan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Usulkan penilaian dokumen: MS, BMS (hanya putaran pertama), atau TMS (KPT 1229/2024)."""
    usulan = [
        usecase.Usulan((b.posisi, b.jenis), b.versi, b.usulan_ke, b.nilai, b.alasan, b.catatan)
        for b in body.butir
    ]
    row = await usecase.propose_findings(tx, id, usulan, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/persetujuan", status_code=200, response_model=NominasiKeluaran, responses=USANG)
async def decide_findings(
    id: UUID, body: DaftarPersetujuan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Setujui atau tolak usulan orang lain; tidak seorang pun menilai sendiri (KPT 1229/2024)."""
    answers = [usecase.Persetujuan((b.posisi, b.jenis), b.setuju, b.usulan_ke) for b in body.butir]
    row = await usecase.decide_findings(tx, id, answers, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/hasil-penelitian", status_code=200, response_model=NominasiKeluaran)
async def announce(
    request: Request, id: UUID, body: HasilMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Umumkan hasil satu putaran; ia mengikuti penilaian dokumen dan umur calon (PKPU 8/2024)."""
    keyring = request.app.state.keyring
    row = await announce_research(tx, id, body.ba_nomor, versi, keyring, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))
