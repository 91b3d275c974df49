"""Searching voters by name: in which ways, and what a name must be to be searched for."""

from enum import StrEnum

from election_common.errors import Refusal

#: Three letters are the least that a trigram index can look for.
NAMA_TERPENDEK = 3


class Cara(StrEnum):
    """How the name asked for relates to those found."""

    AWALAN = "awalan"
    MENGANDUNG = "mengandung"
    MIRIP = "mirip"


def nama_dicari(nama: str) -> str:
    """The name as it is compared: capitals, single spaces; refuses with `nama-terlalu-pendek`."""
    dicari = " ".join(nama.upper().split())
    if len(dicari) < NAMA_TERPENDEK:
        raise Refusal("nama-terlalu-pendek", paling_sedikit=NAMA_TERPENDEK)
    return dicari
