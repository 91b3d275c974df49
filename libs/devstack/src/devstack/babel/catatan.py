"""What the papers say of a person, beside what is true."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from devstack.babel.orang import Orang


class Label(StrEnum):
    """The truth about a record, known to tests only."""

    BERSIH = "bersih"
    GANDA_IDENTIK = "ganda_identik"
    GANDA_NIK = "ganda_nik"
    GANDA_TANPA_NIK = "ganda_tanpa_nik"
    KEMBAR_ALAMI = "kembar_alami"
    DI_BAWAH_UMUR = "di_bawah_umur"
    NIK_RUSAK = "nik_rusak"
    MENINGGAL = "meninggal"
    PINDAH = "pindah"
    TNI = "tni"
    POLRI = "polri"
    RT_RW_NOL = "rt_rw_nol"
    SALAH_TPS = "salah_tps"
    BELUM_TERDAFTAR = "belum_terdaftar"
    UBAH = "ubah"


SALAH_PENEMPATAN = "8"
KODE_TMS = {
    Label.MENINGGAL: "1",
    Label.DI_BAWAH_UMUR: "3",
    Label.PINDAH: "4",
    Label.TNI: "6",
    Label.POLRI: "7",
}


@dataclass(slots=True, eq=False)
class Catatan:
    """One record: the person as found in the field (`benar`) and as DP4 has him (`dp4`).

    `susulan`: the fact came to light only after the DPS. `dicoret`: the copy that a decided case
    strikes. `baris`: line of the DP4 file, 0 when the file lacks the person.
    """

    benar: Orang
    dp4: Orang | None
    label: Label = Label.BERSIH
    perubahan: dict[str, str] = field(default_factory=dict)
    bukti: str = ""
    susulan: bool = False
    dicoret: bool = False
    baris: int = 0

    @property
    def tms(self) -> bool:
        """Whether the person may not vote."""
        return self.label in KODE_TMS

    @property
    def baru(self) -> bool:
        """Whether no usable line of DP4 exists, so that the person is entered anew."""
        return self.label in {Label.BELUM_TERDAFTAR, Label.NIK_RUSAK}

    @property
    def masuk_dps(self) -> bool:
        """Whether the record is in the DPS, which follows coklit and the decided cases."""
        if self.tms:
            return self.susulan
        return not (self.dicoret or self.susulan)

    @property
    def masuk_dpt(self) -> bool:
        """Whether the record is in the final list."""
        return not (self.tms or self.dicoret)

    def coklit(self) -> dict[str, Any] | None:
        """Return what the visit before the DPS noted; none when nobody knew of the person."""
        if self.susulan:
            return None if self.dp4 is None else self._line("sesuai")
        return self._fact()

    def perbaikan(self) -> dict[str, Any] | None:
        """Return what came to light after the DPS, if anything did."""
        return self._fact() if self.susulan else None

    def _fact(self) -> dict[str, Any]:
        if self.baru:
            return {"tps": self.benar.kode_tps, "hasil": "baru", "pemilih": self.benar.row()}
        if self.tms:
            return self._line("tms", kode=KODE_TMS[self.label], bukti=self.bukti)
        if self.label is Label.SALAH_TPS:
            return self._line("pindah_tps", kode=SALAH_PENEMPATAN, tps_benar=self.benar.kode_tps)
        if self.perubahan:
            return self._line("ubah", perubahan=self.perubahan)
        return self._line("sesuai")

    def _line(self, hasil: str, **lain: object) -> dict[str, Any]:
        orang = self.dp4 or self.benar
        return {"tps": orang.kode_tps, "baris": self.baris, "hasil": hasil, **lain}


@dataclass(slots=True, eq=False)
class Kasus:
    """A suspected duplicate and its verdict; `pertahankan` is none when they are two persons."""

    jenis: str
    anggota: list[Catatan]
    pertahankan: Catatan | None
    alasan: str

    def line(self) -> dict[str, Any]:
        """Return the verdict as the office writes it down, by lines of the DP4 file."""
        return {
            "jenis": self.jenis,
            "anggota": sorted(c.baris for c in self.anggota),
            "pertahankan": self.pertahankan.baris if self.pertahankan else None,
            "alasan": self.alasan,
        }
