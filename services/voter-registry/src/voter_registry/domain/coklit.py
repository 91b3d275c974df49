"""Coklit: what a Pantarlih's finding at the door does to a record.

A finding is about a version of the record; another finding in between makes it a conflict that a
person resolves. A record once struck returns only by a new finding, and only where no other active
record has its NIK.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from election_common.errors import Refusal
from voter_registry.domain.nik import galat_nik, galat_nkk
from voter_registry.domain.ruleset import Ruleset
from voter_registry.domain.umur import cukup_umur


class Hasil(StrEnum):
    """The finding at the door."""

    SESUAI = "sesuai"
    UBAH = "ubah"
    TMS = "tms"
    PINDAH_TPS = "pindah_tps"
    BARU = "baru"


@dataclass(frozen=True, slots=True)
class Catatan:
    """A record as it stands."""

    lokasi: str
    status: str
    tanggal_lahir: date
    status_kawin: str
    versi: int


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding: its kind, code of the ruleset, evidence, new values, right TPS."""

    hasil: Hasil
    versi_dasar: int
    kode: str | None = None
    tps_benar: str | None = None
    bukti: str | None = None
    perubahan: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Akibat:
    """What becomes of the record."""

    status: str
    kode_tms: str | None
    lokasi: str
    perubahan: dict[str, object]


def terapkan(catatan: Catatan, temuan: Temuan, ruleset: Ruleset, hari_pemungutan: date) -> Akibat:
    """Apply a finding to a record.

    Raises:
        Refusal: `versi-usang` when the record changed since, `kode-tms-tidak-dikenal`,
            `kode-tidak-cocok` when the code does something else than the finding says,
            `tps-benar-tidak-sah` for a TPS outside the record's village, `belum-cukup-umur`.
    """
    if temuan.versi_dasar != catatan.versi:
        raise Refusal("versi-usang", versi=temuan.versi_dasar, sekarang=catatan.versi)
    match temuan.hasil:
        case Hasil.TMS:
            _require_effect(ruleset, temuan, "tms")
            return Akibat("tms", temuan.kode, catatan.lokasi, {})
        case Hasil.PINDAH_TPS:
            _require_effect(ruleset, temuan, "pindah_tps")
            _require_same_village(catatan.lokasi, temuan.tps_benar)
            _require_age(catatan, {}, ruleset, hari_pemungutan)
            return Akibat("ubah", None, str(temuan.tps_benar), {})
        case _:
            _require_age(catatan, temuan.perubahan, ruleset, hari_pemungutan)
            status = "ubah" if temuan.perubahan else "sesuai"
            return Akibat(status, None, catatan.lokasi, temuan.perubahan)


def periksa_baru(
    *,
    nik: str,
    nkk: str,
    tanggal_lahir: date,
    status_kawin: str,
    ruleset: Ruleset,
    hari_pemungutan: date,
) -> None:
    """Check a person found at the door and not in the list; refuses with the reason."""
    galat = galat_nik(nik) or galat_nkk(nkk)
    if galat:
        raise Refusal("nomor-identitas-tidak-sah", sebab=str(galat))
    minimum = ruleset.usia_minimum
    if not cukup_umur(
        tanggal_lahir, status_kawin, hari_pemungutan=hari_pemungutan, minimum=minimum
    ):
        raise Refusal("belum-cukup-umur", minimum=minimum)


def _require_effect(ruleset: Ruleset, temuan: Temuan, akibat: str) -> None:
    kode = temuan.kode or "-"
    if ruleset.akibat_tms(kode) != akibat:
        raise Refusal("kode-tidak-cocok", kode=kode, hasil=temuan.hasil.value)


def _require_same_village(lokasi: str, tps_benar: str | None) -> None:
    if tps_benar is None or tps_benar[:10] != lokasi[:10]:
        raise Refusal("tps-benar-tidak-sah", tps=tps_benar or "-", desa=lokasi[:10])


def _require_age(
    catatan: Catatan, perubahan: dict[str, object], ruleset: Ruleset, hari_pemungutan: date
) -> None:
    lahir = perubahan.get("tanggal_lahir", catatan.tanggal_lahir)
    kawin = perubahan.get("status_kawin", catatan.status_kawin)
    minimum = ruleset.usia_minimum
    if isinstance(lahir, date) and not cukup_umur(
        lahir, str(kawin), hari_pemungutan=hari_pemungutan, minimum=minimum
    ):
        raise Refusal("belum-cukup-umur", minimum=minimum)
