"""Who may give which role: the table that the law and the commission's decrees make."""

from collections.abc import Iterable
from dataclasses import dataclass

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.peran import Peran


@dataclass(frozen=True, slots=True)
class Pemberi:
    """A role may be given by holders of others, within their region."""

    peran: Peran
    oleh: frozenset[Peran]
    dasar: str


def _rows(peran: Iterable[Peran], oleh: Iterable[Peran], dasar: str) -> list[Pemberi]:
    return [Pemberi(p, frozenset({Peran.ADMIN, *oleh}), dasar) for p in peran]


_P = Peran
#: Every role but `publik`, which nobody needs to be given.
PEMBERI = {
    row.peran: row
    for row in [
        *_rows([_P.PPK, _P.PPS], [_P.KPU_KABKO], "UU 7/2017 Pasal 51-54 [M]; PKPU 8/2022 [M]"),
        *_rows([_P.KPPS], [_P.KPU_KABKO, _P.PPS], "UU 7/2017 Pasal 59 [M]; PKPU 8/2022 [M]"),
        *_rows([_P.PANTARLIH], [_P.KPU_KABKO, _P.PPS], "UU 7/2017 Pasal 204 [M]; PKPU 8/2022 [M]"),
        *_rows([_P.KPU_PROVINSI, _P.KPU_KABKO], [_P.KPU_RI], "UU 7/2017 Pasal 13 [M]"),
        *_rows(
            [_P.OPERATOR, _P.VERIFIKATOR, _P.PENYETUJU],
            [_P.KPU_PROVINSI, _P.KPU_KABKO],
            "decree of the office [M]",
        ),
        *_rows(
            [
                *(_P.KPU_RI, _P.KETUA, _P.ANGGOTA, _P.SEKRETARIS, _P.PARTAI, _P.LO),
                *(_P.ADMIN_SILON, _P.SAKSI, _P.PEMANTAU, _P.BAWASLU, _P.DKPP, _P.PPID),
                *(_P.HELPDESK, _P.WBS_TIM, _P.PENERBIT, _P.KANTOR, _P.ADMIN),
            ],
            [],
            "letter that names the holder",
        ),
    ]
}


def require_granter(peran: Peran, by: Actor) -> None:
    """Refuse whoever may not give or take this role (`bukan-pemberi-peran`)."""
    row = PEMBERI.get(peran)
    if row is None:
        raise Refusal("peran-tanpa-pemberian", peran=peran)
    if not by.peran & row.oleh:
        raise Refusal("bukan-pemberi-peran", peran=peran, oleh=", ".join(sorted(row.oleh)))
