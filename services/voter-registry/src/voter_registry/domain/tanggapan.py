"""Responses of the public to a voter list: each is answered with its reason (PKPU 7/2024)."""

from enum import StrEnum

from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """State of a response."""

    DITERIMA = "diterima"
    DIJAWAB = "dijawab"


class Hasil(StrEnum):
    """What the office found; the list itself changes only by coklit, correction and duplicates."""

    DITERIMA = "diterima"
    DITOLAK = "ditolak"


class Aksi(StrEnum):
    """What moves a response."""

    JAWABAN = "jawaban"


TANGGAPAN: Machine[Status, Aksi] = Machine(
    "tanggapan",
    [
        Transition(
            Status.DITERIMA, Aksi.JAWABAN, Status.DIJAWAB, "kpu_kabko, operator", "PKPU 7/2024 [M]"
        )
    ],
)
