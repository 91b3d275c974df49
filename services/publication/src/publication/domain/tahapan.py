"""The schedule: stages with absolute or relative times, and the windows that they open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from election_common.errors import Refusal
from election_common.tindakan import Jendela


class Keadaan(StrEnum):
    """Where a stage stands in legal time; `menunggu` for one that is only relative so far."""

    MENUNGGU = "menunggu"
    AKAN_DATANG = "akan-datang"
    BERLANGSUNG = "berlangsung"
    SELESAI = "selesai"


@dataclass(frozen=True, slots=True)
class Tahapan:
    """A row of the schedule. `tanda`: S = seen in a source, M = from memory, to be verified."""

    kode: str
    layanan: str
    kegiatan: str
    tindakan: Sequence[str]
    mulai: datetime | None
    selesai: datetime | None
    relative_to: str | None
    offset: int | None
    offset_kind: str | None
    set_by: str
    dasar: str
    tanda: str
    catatan: str


def require_consistent(tahapan: Sequence[Tahapan]) -> None:
    """Refuse a schedule with a code twice, or a row without usable times (`tahapan-tidak-sah`)."""
    seen: set[str] = set()
    for t in tahapan:
        if t.kode in seen:
            raise Refusal("tahapan-tidak-sah", kode=t.kode, sebab="kode")
        seen.add(t.kode)
        if (t.mulai is None) != (t.selesai is None):
            raise Refusal("tahapan-tidak-sah", kode=t.kode, sebab="mulai, selesai")
        if t.mulai is None and not t.relative_to:
            raise Refusal("tahapan-tidak-sah", kode=t.kode, sebab="mulai, relative_to")
        if t.mulai and t.selesai and t.selesai < t.mulai:
            raise Refusal("tahapan-tidak-sah", kode=t.kode, sebab="selesai < mulai")


def jendela(tahapan: Iterable[Tahapan]) -> list[Jendela]:
    """Return one window per act of every row that has absolute times."""
    return [
        Jendela(t.kode, t.kegiatan, act, t.mulai, t.selesai)
        for t in tahapan
        if t.mulai and t.selesai
        for act in dict.fromkeys(t.tindakan)
    ]


def keadaan(mulai: datetime | None, selesai: datetime | None, pada: datetime) -> Keadaan:
    """Say where a stage stands at a moment of legal time."""
    if mulai is None or selesai is None:
        return Keadaan.MENUNGGU
    if pada < mulai:
        return Keadaan.AKAN_DATANG
    return Keadaan.BERLANGSUNG if pada <= selesai else Keadaan.SELESAI
