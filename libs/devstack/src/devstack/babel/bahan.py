"""The records of a kabupaten while faults are put in: which are clean, which TPS have room."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from devstack.babel.catatan import Catatan, Kasus, Label
from devstack.babel.orang import Keluarga, Orang
from devstack.babel.penduduk import Penduduk
from devstack.babel.sasaran import TPS_MAKSIMUM
from devstack.babel.wilayah import KECAMATAN

KEL_DESA = 10


@dataclass(slots=True)
class Bahan:
    """Records and verdicts of a kabupaten, with the means to pick and to add."""

    penduduk: Penduduk
    keluarga: list[Keluarga]
    rng: Random
    catatan: list[Catatan] = field(default_factory=list)
    kasus: list[Kasus] = field(default_factory=list)
    _milik: dict[Orang, Catatan] = field(default_factory=dict)
    _bersih: list[Catatan] = field(default_factory=list)
    _isi: Counter[str] = field(default_factory=Counter)
    _di: dict[str, list[Keluarga]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Take every true person as a clean record."""
        for keluarga in self.keluarga:
            self._isi[keluarga.tps.kode] += len(keluarga.anggota)
            for kode in _levels(keluarga.tps.kode):
                self._di[kode].append(keluarga)
            for orang in keluarga.anggota:
                self._milik[orang] = Catatan(orang, orang)
        self.catatan = list(self._milik.values())
        self._bersih = list(self.catatan)
        self.rng.shuffle(self._bersih)

    def record(self, orang: Orang) -> Catatan:
        """Return the record of a true person."""
        return self._milik[orang]

    def take(
        self, jumlah: int, label: Label, fits: Callable[[Catatan], bool] = lambda _: True
    ) -> list[Catatan]:
        """Label this many clean records that fit, fewer when there are no more, and return them."""
        terpilih: list[Catatan] = []
        sisa: list[Catatan] = []
        while self._bersih and len(terpilih) < jumlah:
            catatan = self._bersih.pop()
            if catatan.label is Label.BERSIH:
                (terpilih if fits(catatan) else sisa).append(catatan)
        self._bersih += sisa
        for catatan in terpilih:
            catatan.label = label
        return terpilih

    def take_families(self, jumlah: int, label: Label) -> list[Keluarga]:
        """Label whole clean families until they have this many members, and return them."""
        terpilih: list[Keluarga] = []
        for keluarga in self.rng.sample(self.keluarga, len(self.keluarga)):
            if jumlah <= 0:
                break
            catatan = [self._milik[o] for o in keluarga.anggota]
            if all(c.label is Label.BERSIH for c in catatan):
                terpilih.append(keluarga)
                jumlah -= len(catatan)
                for c in catatan:
                    c.label = label
        return terpilih

    def neighbours(self, kode_tps: str, level: int) -> list[Keluarga]:
        """Return the families that share the first digits of a TPS's code with it."""
        return self._di[kode_tps[:level]]

    def has_room(self, kode_tps: str, jumlah: int = 1) -> bool:
        """Return whether so many more records fit the legal maximum of a TPS."""
        return self._isi[kode_tps] + jumlah <= TPS_MAKSIMUM

    def occupy(self, kode_tps: str, jumlah: int = 1) -> None:
        """Count records that a TPS holds beside its true voters."""
        self._isi[kode_tps] += jumlah

    def add(self, catatan: Catatan) -> None:
        """Add a record that DP4 has too many."""
        self.catatan.append(catatan)
        self.occupy(catatan.benar.kode_tps)


def _levels(kode_tps: str) -> tuple[str, ...]:
    """Return the codes of the TPS, its village and its kecamatan."""
    return kode_tps, kode_tps[:KEL_DESA], kode_tps[:KECAMATAN]
