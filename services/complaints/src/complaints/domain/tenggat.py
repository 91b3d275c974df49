"""The clock: from the day of an event to the day by which the law wants an answer.

Units that are never mixed: working days, calendar days, hours or minutes. A day counts only when it
is whole: neither the day of the event, nor one on which the clock stood still while the office
waited for the reporter. The result explains itself day by day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from complaints.domain.kalender import Kalender
from election_common.errors import Refusal
from election_common.legal_time import WIB

SEHARI = timedelta(days=1)
AKHIR_HARI = time(23, 59, 59)
#: Ten years: longer than any term, so that a clock that never ends is found.
TERJAUH = 3660


class Satuan(StrEnum):
    """The unit of a term."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOURS = "hours"
    MINUTES = "minutes"


class Hitungan(StrEnum):
    """What became of a day."""

    KEJADIAN = "hari-kejadian"
    DIHITUNG = "dihitung"
    LIBUR = "libur"
    JEDA = "jeda"
    DI_LUAR_JAM = "di-luar-jam-layanan"


@dataclass(frozen=True, slots=True)
class Jeda:
    """While the office waited for the reporter; without an end it still does."""

    mulai: datetime
    selesai: datetime | None


@dataclass(frozen=True, slots=True)
class Jangka:
    """A term: how much of which unit.

    Attributes:
        jumlah: How many units.
        satuan: The unit.
        sampai: Time of the last day at which it ends (16:00 for an act at the counter).
        jam_layanan: Whether hours run only while the office is open.
    """

    jumlah: int
    satuan: Satuan
    sampai: time = AKHIR_HARI
    jam_layanan: bool = False


@dataclass(frozen=True, slots=True)
class Hari:
    """A day of the explanation: its number when it is counted, hours when hours are."""

    tanggal: date
    hitungan: Hitungan
    keterangan: str = ""
    ke: int | None = None
    jam: float | None = None


@dataclass(frozen=True, slots=True)
class Tenggat:
    """When a term ends, and how that was counted."""

    jatuh_tempo: datetime
    hari: Sequence[Hari]


def hitung(
    kejadian: datetime, jangka: Jangka, kalender: Kalender, jeda: Iterable[Jeda] = ()
) -> Tenggat | None:
    """Count a term from an event; None while the clock stands still.

    Raises:
        Refusal: `tenggat-terlalu-jauh` when it does not end within ten years.
    """
    jeda = list(jeda)
    if any(j.selesai is None for j in jeda):
        return None
    mulai = kejadian.astimezone(WIB)
    jeda = gabungkan(jeda, mulai)
    if jangka.satuan in {Satuan.HOURS, Satuan.MINUTES}:
        return _jam(mulai, jangka, kalender, jeda)
    return _hari(mulai, jangka, kalender, jeda)


def gabungkan(jeda: Iterable[Jeda], mulai: datetime) -> list[Jeda]:
    """Join pauses that overlap, within the ten years in which a term may end: anybody may ask."""
    batas = mulai + TERJAUH * SEHARI
    joined: list[Jeda] = []
    spans = ((max(j.mulai, mulai), min(j.selesai, batas)) for j in jeda if j.selesai is not None)
    for dari, sampai in sorted(span for span in spans if span[0] <= span[1]):
        if joined and dari <= (joined[-1].selesai or dari):
            last = joined.pop()
            joined.append(Jeda(last.mulai, max(last.selesai or sampai, sampai)))
        else:
            joined.append(Jeda(dari, sampai))
    return joined


def _hari(mulai: datetime, jangka: Jangka, kalender: Kalender, jeda: Sequence[Jeda]) -> Tenggat:
    """Count whole days."""
    stood = _hari_jeda(jeda)
    tanggal, counted = mulai.date(), 0
    rows = [Hari(tanggal, Hitungan.KEJADIAN)]
    while counted < jangka.jumlah:
        tanggal += SEHARI
        row = _satu(tanggal, jangka, kalender, stood)
        if row.hitungan is Hitungan.DIHITUNG:
            counted += 1
            row = replace(row, ke=counted)
        rows.append(row)
        _require_near(rows)
    return Tenggat(datetime.combine(tanggal, jangka.sampai, WIB), rows)


def _satu(tanggal: date, jangka: Jangka, kalender: Kalender, stood: set[date]) -> Hari:
    libur = kalender.libur(tanggal) if jangka.satuan is Satuan.WORKING_DAY else None
    if libur is not None:
        return Hari(tanggal, Hitungan.LIBUR, libur.nama)
    if tanggal in stood:
        return Hari(tanggal, Hitungan.JEDA)
    return Hari(tanggal, Hitungan.DIHITUNG)


def _hari_jeda(jeda: Iterable[Jeda]) -> set[date]:
    """Days that a pause touched."""
    spans = [
        (j.mulai.astimezone(WIB).date(), j.selesai.astimezone(WIB).date())
        for j in jeda
        if j.selesai is not None
    ]
    return {dari + n * SEHARI for dari, akhir in spans for n in range((akhir - dari).days + 1)}


def _jam(mulai: datetime, jangka: Jangka, kalender: Kalender, jeda: Sequence[Jeda]) -> Tenggat:
    """Count hours or minutes, to the second: of the clock, or of the open office."""
    left = timedelta(**{jangka.satuan.value: jangka.jumlah})
    rows: list[Hari] = []
    hari = mulai.date()
    while True:
        spans = _terbuka(hari, mulai, jangka, kalender, jeda)
        ran = timedelta()
        for dari, sampai in spans:
            take = min(left - ran, sampai - dari)
            ran += take
            if ran == left:
                rows.append(_baris_jam(hari, ran, kalender, jangka))
                return Tenggat(dari + take, rows)
        left -= ran
        rows.append(_baris_jam(hari, ran, kalender, jangka))
        _require_near(rows)
        hari += SEHARI


def _terbuka(
    hari: date, mulai: datetime, jangka: Jangka, kalender: Kalender, jeda: Sequence[Jeda]
) -> list[tuple[datetime, datetime]]:
    """The parts of a day in which the hours run, in order."""
    awal = datetime.combine(hari, time(), WIB)
    batas = awal, awal + SEHARI
    if jangka.jam_layanan:
        jam = kalender.jam_layanan(hari)
        if jam is None:
            return []
        batas = jam
    dari, sampai = max(batas[0], mulai), batas[1]
    here = [j for j in jeda if j.mulai < sampai and (j.selesai or sampai) > dari]
    cuts = sorted({dari, sampai, *(t for j in here for t in (j.mulai, j.selesai) if t)})
    return [
        (a, b)
        for a, b in pairwise(cuts)
        if dari <= a < b <= sampai and not any(j.mulai <= a < (j.selesai or b) for j in here)
    ]


def _baris_jam(hari: date, ran: timedelta, kalender: Kalender, jangka: Jangka) -> Hari:
    libur = kalender.libur(hari) if jangka.jam_layanan else None
    if ran:
        return Hari(hari, Hitungan.DIHITUNG, jam=round(ran.total_seconds() / 3600, 4))
    if libur is not None:
        return Hari(hari, Hitungan.LIBUR, libur.nama)
    return Hari(hari, Hitungan.DI_LUAR_JAM if jangka.jam_layanan else Hitungan.JEDA)


def _require_near(rows: Sequence[Hari]) -> None:
    if len(rows) > TERJAUH:
        raise Refusal("tenggat-terlalu-jauh", tahun=TERJAUH // 366)
