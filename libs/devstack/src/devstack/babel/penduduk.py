"""The people of a kabupaten as they truly are: families, each in one TPS, with valid numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from devstack.babel import nama
from devstack.babel.nik import Penerbit
from devstack.babel.orang import HARI_PEMUNGUTAN, UMUR_PEMILIH, JenisKelamin, Keluarga, Orang
from devstack.babel.rancangan import Rancangan, plan_families
from devstack.babel.sasaran import SasaranKabupaten
from devstack.babel.sumber import chance
from devstack.babel.tps import Tps
from devstack.babel.wilayah import KECAMATAN, anak_wilayah

JALAN = (
    "Jl. Jenderal Sudirman", "Jl. Diponegoro", "Jl. Ahmad Yani", "Jl. Melati", "Jl. Kartini",
    "Jl. Pelabuhan", "Jl. Pahlawan", "Jl. Merdeka", "Jl. Lada", "Jl. Timah", "Jl. Pantai",
    "Dusun Air Raya", "Dusun Air Anyir", "Dusun Parit Tebu", "Dusun Pasir Putih",
    "Dusun Tanjung Batu", "Dusun Aik Ruak", "Gang Mawar", "Gang Cempaka", "Gang Rukun",
)  # fmt: skip
RT_PER_TPS = 3
LAHIR_DI_SINI = 0.86
KOTA_LAIN = ("Pangkalpinang", "Tanjungpandan", "Palembang", "Jakarta", "Sungailiat", "Semarang")
DISABILITAS = 0.006
# Physical, intellectual, mental, speech, hearing, sight.
BOBOT_DISABILITAS = (40, 8, 17, 12, 11, 12)
BELUM_KTP = 0.005
BELUM_KTP_PEMULA = 0.6


@dataclass(slots=True)
class Penduduk:
    """Maker of persons of one kabupaten; the same seed makes the same people."""

    kab: SasaranKabupaten
    rng: Random
    penerbit: Penerbit
    _kunci: set[tuple[str, date, str]] = field(default_factory=set)

    def families(self, tps: tuple[Tps, ...]) -> list[Keluarga]:
        """Return the families of all TPS: men and women as in the target, no numbers yet."""
        rancangan = [(t, r) for t in tps for r in plan_families(t.dpt, self.rng)]
        jenis_kelamin = self._sexes([r for _, r in rancangan])
        return [self._family(t, r, jenis_kelamin) for t, r in rancangan]

    def number(self, keluarga: Keluarga) -> None:
        """Give a family its card and its members their NIK."""
        kecamatan = keluarga.tps.kode_wilayah[:KECAMATAN]
        nkk = self.new_nkk(keluarga.tps.kode_wilayah)
        for orang in keluarga.anggota:
            orang.nkk = nkk
            orang.nik = self.penerbit.nik(kecamatan, orang.tanggal_lahir, orang.jenis_kelamin)

    def new_nkk(self, kode_wilayah: str) -> str:
        """Return the number of a new family card of a village."""
        terbit = HARI_PEMUNGUTAN - timedelta(days=self.rng.randint(220, 5800))
        return self.penerbit.nkk(kode_wilayah[:KECAMATAN], terbit)

    def relative(
        self, keluarga: Keluarga, jenis_kelamin: JenisKelamin, umur: int, status_kawin: str
    ) -> Orang:
        """Return one more person at a family's address, numbered, not yet among its members."""
        orang = self._person(keluarga, jenis_kelamin, umur, status_kawin)
        kepala = keluarga.kepala
        orang.nkk, orang.alamat, orang.rt, orang.rw = (
            kepala.nkk, kepala.alamat, kepala.rt, kepala.rw,
        )  # fmt: skip
        orang.nik = self.penerbit.nik(
            keluarga.tps.kode_wilayah[:KECAMATAN], orang.tanggal_lahir, jenis_kelamin
        )
        return orang

    def claim(self, kunci: tuple[str, date, str]) -> bool:
        """Reserve a name, birth date and sex; false when another person has all three."""
        if kunci in self._kunci:
            return False
        self._kunci.add(kunci)
        return True

    def _sexes(self, rancangan: list[Rancangan]) -> Iterator[JenisKelamin]:
        """Return the sex of all who are not half of a couple: what the target leaves."""
        pasangan = sum(r.pasangan is not None for r in rancangan)
        laki_laki = self.kab.laki_laki - pasangan
        sisanya: list[JenisKelamin] = ["L"] * laki_laki
        sisanya += ["P"] * (self.kab.perempuan - pasangan)
        self.rng.shuffle(sisanya)
        return iter(sisanya)

    def _family(
        self, tps: Tps, rancangan: Rancangan, jenis_kelamin: Iterator[JenisKelamin]
    ) -> Keluarga:
        suku = nama.draw_suku(self.rng)
        keluarga = Keluarga(tps, suku, nama.draw_marga(suku, self.rng), [])
        if rancangan.pasangan is not None:
            keluarga.anggota.append(self._person(keluarga, "L", rancangan.kepala, "S"))
            keluarga.anggota.append(self._person(keluarga, "P", rancangan.pasangan, "S"))
        else:
            status = "P" if rancangan.anak else self._status(rancangan.kepala)
            keluarga.anggota.append(
                self._person(keluarga, next(jenis_kelamin), rancangan.kepala, status)
            )
        for umur in rancangan.anak:
            keluarga.anggota.append(self._person(keluarga, next(jenis_kelamin), umur, "B"))
        self._settle(keluarga)
        return keluarga

    def _status(self, umur: int) -> str:
        """Return the marital status of one who lives alone."""
        return "P" if self.rng.random() < (umur - 20) / 50 else "B"

    def _settle(self, keluarga: Keluarga) -> None:
        """Give a family its address; a TPS covers a few neighbouring RT."""
        pertama = (int(keluarga.tps.nomor) - 1) * RT_PER_TPS
        rt = pertama + self.rng.randint(1, RT_PER_TPS)
        rumah = f"{JALAN[(rt * 7) % len(JALAN)]} No. {self.rng.randint(1, 180)}"
        for orang in keluarga.anggota:
            orang.alamat, orang.rt, orang.rw = rumah, f"{rt:03d}", f"{(rt + 2) // 3:03d}"

    def _person(
        self, keluarga: Keluarga, jenis_kelamin: JenisKelamin, umur: int, status_kawin: str
    ) -> Orang:
        while True:
            lahir = birth_date(umur, self.rng)
            penuh = nama.full_name(keluarga.suku, keluarga.marga, jenis_kelamin, umur, self.rng)
            if self.claim((penuh, lahir, jenis_kelamin)):
                break
        return Orang(
            nkk="",
            nik="",
            nama=penuh,
            tempat_lahir=self._birth_place(),
            tanggal_lahir=lahir,
            jenis_kelamin=jenis_kelamin,
            status_kawin=status_kawin,
            alamat="",
            rt="",
            rw="",
            disabilitas=self._disability(),
            ktp_el=self._ktp(umur),
            kode_wilayah=keluarga.tps.kode_wilayah,
            tps=keluarga.tps.nomor,
        )

    def _birth_place(self) -> str:
        if self.rng.random() < LAHIR_DI_SINI:
            return self.rng.choice(anak_wilayah(self.kab.kode)).nama
        return self.rng.choice(KOTA_LAIN)

    def _disability(self) -> str:
        if self.rng.random() >= DISABILITAS:
            return "0"
        return self.rng.choices("123456", BOBOT_DISABILITAS)[0]

    def _ktp(self, umur: int) -> str:
        belum = BELUM_KTP_PEMULA if umur <= UMUR_PEMILIH else BELUM_KTP
        return "B" if self.rng.random() < belum else "S"


def birth_date(umur: int, rng: Random) -> date:
    """Return a day of birth of one who has this age on the day of voting."""
    termuda = HARI_PEMUNGUTAN.replace(year=HARI_PEMUNGUTAN.year - umur)
    return termuda - timedelta(days=rng.randrange(365))


def new_population(kab: SasaranKabupaten, seed: int) -> Penduduk:
    """Return the maker of a kabupaten's people."""
    rng = chance(seed, kab.kode, "penduduk")
    return Penduduk(kab, rng, Penerbit(kab.kode, chance(seed, kab.kode, "nik")))
