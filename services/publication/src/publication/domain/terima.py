"""Accepting papers, the form of a TPS or what a plenary declares: every check passes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from election_common.errors import Refusal
from election_common.provenance import Asal
from publication.domain.angka import Angka
from publication.domain.kolom import Kolom, require_columns
from publication.domain.pemeriksaan import (
    PERINGATAN,
    UNTUK_FORMULIR,
    UNTUK_REKAP,
    Batas,
    Lembar,
    Pelanggaran,
    periksa,
)
from publication.domain.potret import Formulir

PANJANG_KAB = 4


@dataclass(frozen=True, slots=True)
class Acuan:
    """What the forms of an election are held against: limits, columns, the DPT of their TPS."""

    batas: Batas
    kolom: Sequence[Kolom]
    dpt: Mapping[str, tuple[int, int]]
    kab_berdpt: Collection[str]


def terima_formulir(tps: str, angka: Angka, asal: Asal, acuan: Acuan) -> Formulir:
    """Accept the form of a TPS.

    Raises:
        Refusal: `kolom-tidak-sesuai`; `tps-tidak-dikenal`, or `dpt-belum-diterima` while that
            cannot be known; `pemeriksaan-gagal`; `dpt-tidak-sama`.
    """
    require_columns(angka, acuan.kolom)
    require_tps(tps, acuan.dpt, acuan.kab_berdpt)
    lembar = Lembar(angka, acuan.batas)
    _require_sound(periksa(UNTUK_FORMULIR, lembar))
    _require_dpt(angka, acuan.dpt[tps])
    peringatan = sorted({v.aturan for v in periksa(PERINGATAN, lembar)})
    return Formulir(tps, angka, asal, tuple(peringatan))


def require_tps(tps: str, dpt: Collection[str], kab_berdpt: Collection[str]) -> None:
    """Refuse a TPS that the DPT does not hold, or of which that cannot be known yet."""
    if tps in dpt:
        return
    kab = tps[:PANJANG_KAB]
    if kab in kab_berdpt:
        raise Refusal("tps-tidak-dikenal", tps=tps)
    raise Refusal("dpt-belum-diterima", wilayah=kab)


def periksa_rekap(lembar: Lembar) -> None:
    """Refuse what a plenary declares when a check fails (`pemeriksaan-gagal`)."""
    _require_sound(periksa(UNTUK_REKAP, lembar))


def _require_sound(pelanggaran: Sequence[Pelanggaran]) -> None:
    """Refuse with the number of the first failed check, and every figure that fails one."""
    if not pelanggaran:
        return
    pertama = pelanggaran[0].aturan
    raise Refusal(
        "pemeriksaan-gagal",
        members={
            "aturan": pertama,
            "pelanggaran": [{**asdict(v), "beda": v.beda} for v in pelanggaran],
        },
        aturan=pertama,
        uraian=", ".join(str(v) for v in pelanggaran if v.aturan == pertama),
    )


def _require_dpt(angka: Angka, dpt: tuple[int, int]) -> None:
    """Refuse a form whose DPT is not the established one: the base of check 2."""
    pada_formulir = (angka["pemilih.terdaftar.l"], angka["pemilih.terdaftar.p"])
    if pada_formulir == dpt:
        return
    raise Refusal(
        "dpt-tidak-sama",
        members={"aturan": 2},
        formulir=" + ".join(map(str, pada_formulir)),
        dpt=" + ".join(map(str, dpt)),
    )
