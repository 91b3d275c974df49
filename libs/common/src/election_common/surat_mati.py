"""Dead letters as HTTP shows them: the list, and the two decisions about one.

A decision is only noted here; the worker does it (`dead_letter.settlement`).
"""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Row, select, update

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx as Session
from election_common.dead_letter import Status
from election_common.errors import Refusal
from election_common.feed import Posisi
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import Masukan, Teks
from election_common.tables import dead_letter
from election_common.tindakan import Tindakan, require_house

router = APIRouter(prefix="/surat-mati", tags=["peristiwa"])

SURAT_MATI = Tindakan(
    "surat-mati",
    frozenset({"admin"}),
    None,
    "operation of the system",
    tanpa_jendela="a fault of the system is mended whenever it appears",
)


class SuratMati(BaseModel):
    """A fact that could not be applied, or one that waits for such a fact of its aggregate."""

    id: int
    status: Status
    sumber: str
    agregat: str
    id_agregat: str
    seq: int
    jenis: str = Field(description="Subjek peristiwa")
    galat: str = Field(description="Kelas galat; kosong bila hanya menunggu")
    tempat: list[str] = Field(description="Tempat dalam kode, tanpa nilai")
    peristiwa: dict[str, Any]
    alasan: str | None
    masuk_pada: datetime


class Pembuangan(Masukan):
    """Why a fact is discarded: its effect will never be."""

    alasan: Teks


@router.get("")
async def list_dead_letters(tx: Tx, by: By, halaman: Halaman) -> Daftar[SuratMati]:
    """Daftar peristiwa yang gagal diterapkan dan yang menunggunya."""
    require_house(SURAT_MATI, by)
    query = select(dead_letter).where(dead_letter.c.selesai_pada.is_(None))
    return halaman.answer(await halaman.read(tx, query, dead_letter.c.id), _shape)


@router.post("/{id}/ulang", status_code=202, response_model=SuratMati)
async def retry_dead_letter(id: Posisi, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Minta peristiwa diterapkan lagi, disusul yang menunggunya menurut urutan."""
    row = await _decide(tx, id, Status.DIULANG, None, by=by, at=now)
    return await once.answer(202, _shape(row))


@router.post("/{id}/buang", status_code=202, response_model=SuratMati)
async def discard_dead_letter(
    id: Posisi, body: Pembuangan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Buang peristiwa dengan alasan; yang menunggunya diterapkan tanpanya."""
    row = await _decide(tx, id, Status.DIBUANG, body.alasan, by=by, at=now)
    return await once.answer(202, _shape(row))


async def _decide(
    tx: Session, id_: int, status: Status, alasan: str | None, *, by: Actor, at: datetime
) -> Row[Any]:
    """Note a decision about a letter that failed; one that waits is decided by its predecessor."""
    require_house(SURAT_MATI, by)
    mine = dead_letter.c.id == id_
    found = (await tx.execute(select(dead_letter).where(mine))).one_or_none()
    if found is None:
        raise Refusal("tidak-ditemukan", jenis="surat mati", id=id_)
    failed = (dead_letter.c.status == Status.GAGAL) & dead_letter.c.selesai_pada.is_(None)
    change = update(dead_letter).where(mine, failed).values(status=status, alasan=alasan)
    row: Row[Any] | None = (await tx.execute(change.returning(dead_letter))).one_or_none()
    if row is None:
        raise Refusal("surat-mati-tidak-menunggu-keputusan", status=found.status)
    rincian = {"alasan": alasan} if alasan else {}
    await record_act(tx, f"surat-mati-{status}", str(id_), by=by, at=at, **rincian)
    return row


def _shape(row: Row[Any]) -> SuratMati:
    return SuratMati(
        id=row.id, status=row.status, sumber=row.sumber, agregat=row.jenis_agregat,
        id_agregat=row.id_agregat, seq=row.seq, jenis=row.subject, galat=row.galat,
        tempat=row.tempat, peristiwa=row.peristiwa, alasan=row.alasan, masuk_pada=row.masuk_pada,
    )  # fmt: skip
