"""Grants: by a letter, to another, within its time; mandates to act in somebody's office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from election_common.actor import PESERTA, Actor
from election_common.akses import Sifat
from election_common.errors import Refusal
from election_common.peran import Peran
from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """Whether a grant stands; its end comes by time, not by an act."""

    AKTIF = "aktif"
    DICABUT = "dicabut"


class Aksi(StrEnum):
    """What changes a grant."""

    PENCABUTAN = "pencabutan"


AKSES: Machine[Status, Aksi] = Machine(
    "akses",
    [
        Transition(
            Status.AKTIF, Aksi.PENCABUTAN, Status.DICABUT, "whoever may give the role",
            "UU 30/2014 Pasal 14 [M]",
        ),
    ],
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surat:
    """The letter that grants stand on; `berakhir` when it names an end."""

    nomor: str
    tanggal: date
    berakhir: datetime | None = None


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of the letter: who gets which role, where, and for how long."""

    subjek: str
    peran: Peran
    wilayah: str
    dari: datetime
    sampai: datetime | None = None
    peserta: str = ""
    unit: str = ""
    sifat: Sifat = Sifat.DEFINITIF
    untuk: UUID | None = None


def require_another(subjek: str, by: Actor, lain: frozenset[str] = frozenset()) -> None:
    """Refuse what would be a grant to oneself.

    Args:
        subjek: Who is granted something, or gets a key to it.
        by: Who grants, or registers the key.
        lain: For a client, whoever has done the other of the two.
    """
    if by.sub == subjek or by.sub in lain:
        raise Refusal("pemberian-kepada-diri-sendiri", subjek=subjek)


def require_belonging(butir: Butir) -> None:
    """Refuse a role of a party without its party, and a party for anybody else."""
    if (butir.peran in PESERTA) != bool(butir.peserta):
        raise Refusal("peserta-tidak-sesuai", peran=butir.peran)
    if butir.peran is Peran.WBS_TIM and not butir.unit:
        raise Refusal("peserta-tidak-sesuai", peran=butir.peran)


def require_time(butir: Butir, surat: Surat) -> None:
    """Refuse a grant that ends before it begins, or outlives its letter."""
    if butir.sampai is not None and butir.sampai <= butir.dari:
        raise Refusal("waktu-akses-tidak-sah", sebab="sampai <= dari")
    if surat.berakhir and (butir.sampai is None or butir.sampai > surat.berakhir):
        raise Refusal("waktu-akses-tidak-sah", sebab="sampai > surat.berakhir")


def require_mandate(butir: Butir, induk: Butir | None, status: Status | None) -> None:
    """Refuse a mandate that is not of an office as it is held, or that has no end.

    Plh acts while the holder is away, so the holder's grant stands and outlasts the mandate; Plt
    acts where nobody holds the office any more, so the holder's grant is revoked, or over before
    the mandate begins (UU 30/2014 Pasal 14 and 34 [M]).
    """
    if butir.sifat is Sifat.DEFINITIF:
        _require(butir.untuk is None, "untuk")
        return
    _require(induk is not None, "untuk")
    assert induk is not None  # noqa: S101 - for the type checker
    _require(induk.sifat is Sifat.DEFINITIF and office(induk) == office(butir), "jabatan")
    _require(butir.subjek != induk.subjek, "subjek")
    _require(butir.sampai is not None, "sampai")
    if butir.sifat is Sifat.PLH:
        _require(status is Status.AKTIF, "status")
        _require(induk.dari <= butir.dari, "dari")
        _require(_ends_within(butir, induk), "sampai")
    else:
        _require(status is Status.DICABUT or _is_over(induk, butir.dari), "pemegang")


def require_vacant(butir: Butir, definitif: Iterable[Butir]) -> None:
    """Refuse a Plt in an office that anybody holds definitively meanwhile.

    The grant that a mandate names is one of those that its office may have (UU 30/2014 Pasal 14 and
    34 [M]).
    """
    held = any(office(one) == office(butir) and _overlap(one, butir) for one in definitif)
    if butir.sifat is Sifat.PLT and held:
        raise Refusal("jabatan-masih-dipegang")


def _require(holds: bool, sebab: str) -> None:
    if not holds:
        raise Refusal("mandat-tidak-sesuai", sebab=sebab)


def _is_over(butir: Butir, at: datetime) -> bool:
    return butir.sampai is not None and butir.sampai <= at


def _overlap(one: Butir, other: Butir) -> bool:
    return not _is_over(one, other.dari) and not _is_over(other, one.dari)


def office(butir: Butir) -> tuple[str, ...]:
    """What makes an office one: role, region, party and unit."""
    return butir.peran, butir.wilayah, butir.peserta, butir.unit


def _ends_within(butir: Butir, induk: Butir) -> bool:
    if butir.sampai is None or induk.sampai is None:
        return induk.sampai is None
    return butir.sampai <= induk.sampai
