"""An operation as its caller reads it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, Field

from election_common.catalogue import Language, language
from election_common.errors import Refusal
from election_common.operasi.row import Operasi


class OperasiKeluaran(BaseModel):
    """An operation. `laju` is rows per second, `sisa_detik` the time left at that rate."""

    id: UUID
    jenis: str
    status: str = Field(description="menunggu, berjalan, selesai, atau gagal")
    langkah: str
    selesai: int
    total: int
    laju: float | None
    sisa_detik: float | None
    hasil: dict[str, Any] | None
    masalah: dict[str, str] | None = Field(description="Mengapa gagal, dari katalog galat")
    galat: str | None = Field(description="Alamat laporan galat per baris")


def shape(request: Request, row: Operasi) -> OperasiKeluaran:
    """Shape an operation for its caller."""
    rate = _rate(row)
    left = (row.total - row.selesai) / rate if rate and row.status == "berjalan" else None
    return OperasiKeluaran(
        id=row.id,
        jenis=row.jenis,
        status=row.status,
        langkah=row.langkah,
        selesai=row.selesai,
        total=row.total,
        laju=round(rate, 1) if rate else None,
        sisa_detik=round(left, 1) if left is not None else None,
        hasil=row.hasil,
        masalah=_problem(request, row, language(request.headers.get("accept-language"))),
        galat=f"/v1/operasi/{row.id}/galat" if row.berkas_galat else None,
    )


def _rate(row: Operasi) -> float | None:
    if row.mulai_pada is None or not row.selesai:
        return None
    end = row.selesai_pada or datetime.now(UTC)
    return row.selesai / max((end - row.mulai_pada).total_seconds(), 0.001)


def _problem(request: Request, row: Operasi, words: Language) -> dict[str, str] | None:
    if row.masalah is None:
        return None
    refusal = Refusal(row.masalah, **(row.hasil or {}).get("params", {}))
    title, detail = request.app.state.catalogue.words(refusal, words)
    return {"code": row.masalah, "title": title, "detail": detail}
