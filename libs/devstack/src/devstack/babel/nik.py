"""NIK and NKK: issued by rule, unique, and broken on purpose."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from devstack.babel.orang import JenisKelamin
from devstack.babel.wilayah import PROVINSI, anak_wilayah, semua_kecamatan

PANJANG = 16
# The law: the day of birth of a woman is written plus 40 (PP 40/2019).
TAMBAHAN_PEREMPUAN = 40
# The digits are of the place of first registration: most people were born here, some moved in.
LAHIR_DI_KECAMATAN = 0.86
LAHIR_DI_KABUPATEN = 0.94
# Kabupaten are generated apart from one another. A block of serials for each keeps a NIK unique
# in the province although several issue numbers of the same kecamatan of birth.
BLOK = 1000


@dataclass(slots=True)
class Penerbit:
    """Issuer of the numbers of one kabupaten's people."""

    kab: str
    rng: Random
    _terakhir: dict[str, int] = field(default_factory=dict)
    _terpakai: set[str] = field(default_factory=set)

    def nik(self, kecamatan: str, lahir: date, jenis_kelamin: JenisKelamin) -> str:
        """Return the next NIK for a person who lives in a kecamatan."""
        hari = lahir.day + (TAMBAHAN_PEREMPUAN if jenis_kelamin == "P" else 0)
        asal = self._first_registered(kecamatan)
        return self._next(f"{asal}{hari:02d}{lahir:%m%y}", asal)

    def nkk(self, kecamatan: str, terbit: date) -> str:
        """Return the next family card number of a kecamatan."""
        return self._next(f"{kecamatan}{terbit:%d%m%y}", kecamatan)

    def transposed(self, nik: str) -> str:
        """Return a valid NIK not yet in use that reads like this one with two digits changed."""
        awal, urut = nik[:-4], nik[-4:]
        terbalik = f"{awal}{urut[:2]}{urut[3]}{urut[2]}"
        while terbalik in self._terpakai or terbalik == nik:
            urut = f"{int(urut) + 10:04d}"
            terbalik = awal + urut
        self._terpakai.add(terbalik)
        return terbalik

    def _first_registered(self, kecamatan: str) -> str:
        undian = self.rng.random()
        if undian < LAHIR_DI_KECAMATAN:
            return kecamatan
        if undian < LAHIR_DI_KABUPATEN:
            return self.rng.choice(anak_wilayah(self.kab)).kode
        return self.rng.choice(semua_kecamatan())

    def _next(self, awal: str, asal: str) -> str:
        blok = 0 if asal.startswith(self.kab) else self._block()
        while True:
            urut = self._terakhir.get(awal, blok) + 1
            self._terakhir[awal] = urut
            nomor = f"{awal}{urut:04d}"
            if nomor not in self._terpakai:
                self._terpakai.add(nomor)
                return nomor

    def _block(self) -> int:
        kabupaten = [w.kode for w in anak_wilayah(PROVINSI)]
        return BLOK * (kabupaten.index(self.kab) + 1)


def broken(nik: str, rng: Random) -> str:
    """Return the NIK as somebody typed it wrongly; it never passes the rules."""
    return rng.choice(
        (
            nik[:-1],
            f"{nik}{nik[-1]}",
            f"{nik[:9]}O{nik[10:]}",
            f"{nik[:6]}00{nik[8:]}",
            f"{nik[:-4]}0000",
            str(rng.randint(1, 9)) * PANJANG,
        )
    )
