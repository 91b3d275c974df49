"""Acts as data: who may do each, in which window of the schedule, on what legal basis.

Each service has one table of its acts in `domain/tindakan.py`. A row without a window says why it
needs none; a test prints all of those.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from election_common.actor import Actor
from election_common.errors import EarlyRefusal, Refusal
from election_common.legal_time import WIB
from election_common.scope import NASIONAL


@dataclass(frozen=True, slots=True)
class Tindakan:
    """One act of the law.

    Attributes:
        nama: The act-noun (`penetapan-dpt`).
        peran: Roles that may do it.
        jendela: The `tindakan` of the schedule that opens it, or None.
        dasar: Legal basis; marked [M] where it is from memory and unverified.
        tanpa_jendela: Why no window applies, when `jendela` is None.
    """

    nama: str
    peran: frozenset[str]
    jendela: str | None
    dasar: str
    tanpa_jendela: str = ""

    def __post_init__(self) -> None:
        """Refuse a row that says neither its window nor why it has none."""
        if (self.jendela is None) == (not self.tanpa_jendela):
            raise ValueError(f"{self.nama}: name a window, or say why there is none")


@dataclass(frozen=True, slots=True)
class Jendela:
    """A window of the schedule of one election: `mulai <= legal time <= selesai`."""

    kode: str
    kegiatan: str
    tindakan: str
    mulai: datetime
    selesai: datetime


def require_role(tindakan: Tindakan, by: Actor) -> None:
    """Refuse an actor without a role for the act (`peran-tidak-berwenang`)."""
    if not by.peran & tindakan.peran:
        raise Refusal(
            "peran-tidak-berwenang",
            tindakan=tindakan.nama,
            peran=", ".join(sorted(tindakan.peran)),
        )


def require_region(kode: str, by: Actor) -> None:
    """Refuse an act on a region that the caller named and that is not his."""
    if not by.scope.covers(kode):
        raise Refusal("wilayah-di-luar-kewenangan", wilayah=kode)


def require_own_region(kode: str, by: Actor) -> None:
    """Refuse a plenary of a region that is not exactly the actor's: nobody sits in for another."""
    if by.wilayah != kode:
        raise Refusal("wilayah-di-luar-kewenangan", wilayah=kode)


def require_house(tindakan: Tindakan, by: Actor) -> None:
    """Refuse an act on a service as a whole to whoever belongs to a part of the nation.

    Raises:
        Refusal: for the role; `wilayah-di-luar-kewenangan`.
    """
    require_role(tindakan, by)
    require_region(NASIONAL, by)


def require_open(tindakan: Tindakan, jadwal: Iterable[Jendela], at: datetime) -> None:
    """Refuse the act when legal time `at` is in none of its windows.

    Raises:
        Refusal: `jadwal-belum-diterima` without any schedule, `di-luar-jadwal` with the act's
            windows as member `jendela`.
    """
    if tindakan.jendela is None:
        return
    jadwal = list(jadwal)
    if not jadwal:
        raise EarlyRefusal("jadwal-belum-diterima", tindakan=tindakan.nama)
    windows = [j for j in jadwal if j.tindakan == tindakan.jendela]
    if any(j.mulai <= at <= j.selesai for j in windows):
        return
    raise Refusal(
        "di-luar-jadwal",
        members={
            "waktu_legal": at.isoformat(),
            "jendela": [
                {
                    "kode": j.kode,
                    "kegiatan": j.kegiatan,
                    "mulai": j.mulai.astimezone(WIB).isoformat(),
                    "selesai": j.selesai.astimezone(WIB).isoformat(),
                }
                for j in windows
            ],
        },
        tindakan=tindakan.nama,
        waktu=at.isoformat(timespec="minutes"),
        jendela="; ".join(_words(j) for j in windows) or "-",
    )


def refusal_of(
    tindakan: Tindakan,
    jadwal: Iterable[Jendela],
    *checks: Callable[[], object],
    by: Actor,
    at: datetime,
) -> Refusal | None:
    """Say why the act would be refused now, by the very checks that refuse it; None when open.

    Args:
        tindakan: The act.
        jadwal: The schedule.
        checks: What else the act asks, stage and region, in its order.
        by: Who would act.
        at: Legal time.
    """
    try:
        require_role(tindakan, by)
        require_open(tindakan, jadwal, at)
        for check in checks:
            check()
    except Refusal as refusal:
        return refusal
    return None


def _words(jendela: Jendela) -> str:
    mulai, selesai = jendela.mulai.astimezone(WIB), jendela.selesai.astimezone(WIB)
    return f"{mulai:%Y-%m-%d %H:%M} – {selesai:%Y-%m-%d %H:%M} WIB ({jendela.kegiatan})"
