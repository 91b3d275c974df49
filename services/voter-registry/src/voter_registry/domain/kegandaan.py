"""Duplicates are cases that people decide, never deletions (UU 7/2017 Pasal 198 ayat (2))."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from election_common.errors import Refusal
from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """State of a case."""

    TERBUKA = "terbuka"
    GANDA = "ganda"
    BUKAN_GANDA = "bukan_ganda"


class Putusan(StrEnum):
    """A verdict."""

    GANDA = "ganda"
    BUKAN_GANDA = "bukan_ganda"


T = Transition[Status, Putusan]

KASUS: Machine[Status, Putusan] = Machine(
    "kegandaan",
    [
        T(Status.TERBUKA, Putusan.GANDA, Status.GANDA, "kpu_kabko", "UU 7/2017 Pasal 198(2)"),
        T(
            Status.TERBUKA,
            Putusan.BUKAN_GANDA,
            Status.BUKAN_GANDA,
            "kpu_kabko",
            "UU 7/2017 Pasal 198(2)",
        ),
    ],
)


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a verdict does."""

    status: Status
    dicoret: frozenset[UUID]


def putuskan(status: Status, anggota: Collection[UUID], pertahankan: UUID | None) -> Hasil:
    """Decide a case: one member is kept and the others struck, or all are different people.

    Raises:
        Refusal: `tahap-tidak-mengizinkan` when it is decided, `bukan-anggota-kasus`.
    """
    putusan = Putusan.BUKAN_GANDA if pertahankan is None else Putusan.GANDA
    baru = KASUS.step(status, putusan)
    if pertahankan is None:
        return Hasil(baru, frozenset())
    if pertahankan not in anggota:
        raise Refusal("bukan-anggota-kasus")
    return Hasil(baru, frozenset(anggota) - {pertahankan})
