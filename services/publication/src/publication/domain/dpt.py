"""Recaps of the DPT, each figure with its provenance; `resmi` is computed like that of a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from election_common.provenance import Asal, weakest


@dataclass(frozen=True, slots=True)
class RekapDpt:
    """Voters of a region. The total and its split into men and women may come from two sources."""

    l: int
    p: int
    tps: int
    asal_jumlah: Asal | None
    asal_lp: Asal | None

    @property
    def jumlah(self) -> int:
        """All voters."""
        return self.l + self.p

    def figures(self) -> dict[str, int]:
        """Return the figures by name."""
        return {"l": self.l, "p": self.p, "jumlah": self.jumlah, "tps": self.tps}


@dataclass(frozen=True, slots=True)
class DptDinyatakan:
    """What a plenary declared, with its papers; the province recapitulates without a decree."""

    rekap: RekapDpt
    ba_nomor: str
    sk_nomor: str | None


@dataclass(frozen=True, slots=True)
class UnitDpt:
    """A region with the recap of its DPT."""

    kode: str
    nama: str
    jenis: str
    dihitung: RekapDpt
    dinyatakan: DptDinyatakan | None = None
    anak: tuple["UnitDpt", ...] = ()

    @property
    def rekap(self) -> RekapDpt:
        """What the unit passes on: the declared recap, else the computed one."""
        return self.dinyatakan.rekap if self.dinyatakan else self.dihitung

    @property
    def selisih(self) -> dict[str, tuple[int, int]]:
        """Declared figures that differ from the computed ones, with both."""
        if self.dinyatakan is None:
            return {}
        dihitung = self.dihitung.figures()
        return {
            nama: (nilai, dihitung[nama])
            for nama, nilai in self.dinyatakan.rekap.figures().items()
            if nilai != dihitung[nama]
        }

    @property
    def angka_resmi(self) -> list[str]:
        """Figures that may be called resmi: declared officially, no difference open."""
        if self.dinyatakan is None or self.selisih:
            return []
        rekap = self.dinyatakan.rekap
        jumlah = ["jumlah", "tps"] if rekap.asal_jumlah is Asal.OFFICIAL else []
        return [*jumlah, *(["l", "p"] if rekap.asal_lp is Asal.OFFICIAL else [])]


def gabung_dpt(anak: Sequence[UnitDpt]) -> RekapDpt:
    """Return the recap that these children make up."""
    parts = [a.rekap for a in anak if a.rekap.tps]
    return RekapDpt(
        l=sum(r.l for r in parts),
        p=sum(r.p for r in parts),
        tps=sum(r.tps for r in parts),
        asal_jumlah=_weakest([r.asal_jumlah for r in parts]),
        asal_lp=_weakest([r.asal_lp for r in parts]),
    )


def _weakest(asal: Sequence[Asal | None]) -> Asal | None:
    known = {a for a in asal if a is not None}
    return weakest(known) if known else None
