"""A consistent picture of one region's results, taken from one snapshot of the database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from election_common.provenance import Asal
from publication.domain.angka import Angka, bagian
from publication.domain.unit import Pengesahan, Unit, gabung

PANJANG_KECAMATAN = 6
PANJANG_DESA = 10


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A region."""

    kode: str
    nama: str
    jenis: str
    induk: str | None


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Sums over forms; as weak as the weakest of them."""

    angka: Angka
    asal: Asal


@dataclass(frozen=True, slots=True)
class Formulir:
    """The form of one TPS as it was accepted."""

    tps: str
    angka: Angka
    asal: Asal
    peringatan: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Potret:
    """What lies in one region: regions by code, TPS and sums per kecamatan, what was declared."""

    wilayah: Mapping[str, Wilayah]
    jumlah_tps: Mapping[str, int]
    jumlah: Mapping[str, Jumlah]
    pengesahan: Mapping[str, Pengesahan]

    def units(self) -> dict[str, Unit]:
        """Return every unit of the region down to its kecamatan, by code."""
        below: dict[str | None, list[str]] = defaultdict(list)
        for kode, w in sorted(self.wilayah.items()):
            below[w.induk].append(kode)
        done: dict[str, Unit] = {}
        for kode in sorted(self.wilayah, key=len, reverse=True):
            if len(kode) < PANJANG_KECAMATAN:
                w = self.wilayah[kode]
                anak = [done[k] for k in below[kode]]
                done[kode] = gabung(kode, w.nama, w.jenis, anak, self.pengesahan.get(kode))
            elif len(kode) == PANJANG_KECAMATAN:
                done[kode] = self._kecamatan(kode)
        return done

    def _kecamatan(self, kode: str) -> Unit:
        w = self.wilayah[kode]
        jumlah = self.jumlah.get(kode)
        return Unit(
            kode=kode,
            nama=w.nama,
            jenis=w.jenis,
            tps_total=self.jumlah_tps.get(kode, 0),
            dihitung=jumlah.angka if jumlah else {},
            asal_dihitung={bagian(k): jumlah.asal for k in jumlah.angka} if jumlah else {},
            pengesahan=self.pengesahan.get(kode),
        )
