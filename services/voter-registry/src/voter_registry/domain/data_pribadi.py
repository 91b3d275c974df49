"""Which columns of a voter each role sees: what is not needed for a duty is not shown for it.

NIK and NKK stand in no view: in full they are revealed one at a time (`buka-nik`) or leave in a
working export. The last four digits of a NIK are its serial: with the birth date they are most of
it, so they are shown only where both are compared with the papers. Birth date and disability are
for those who keep the list (UU 27/2022 Pasal 4).
"""

from collections.abc import Collection, Mapping

#: The seven elements that watchers receive (DKPP 4-PKE-DKPP/I/2024 [M]), and what names the row.
UNSUR = (
    "id", "versi", "lokasi", "nama", "jenis_kelamin", "alamat", "rt", "rw", "status", "kode_tms",
)  # fmt: skip

#: What is compared with the papers at the door (Model A-Daftar Pemilih).
PENDATAAN = (
    *UNSUR, "baris", "nik_akhir", "nkk_akhir", "tempat_lahir", "tanggal_lahir", "status_kawin",
    "disabilitas", "ktp_el",
)  # fmt: skip

TAMPILAN: Mapping[str, tuple[str, ...]] = {
    "pantarlih": PENDATAAN,
    "pps": PENDATAAN,
    "ppk": PENDATAAN,
    "operator": PENDATAAN,
    "kpu_kabko": PENDATAAN,
    "kpu_provinsi": PENDATAAN,
    "bawaslu": UNSUR,
    "ppid": UNSUR,
}


def kolom_terlihat(peran: Collection[str]) -> tuple[str, ...]:
    """Return the columns that any of these roles sees, in one order; none for strangers."""
    seen = {kolom for role in peran for kolom in TAMPILAN.get(role, ())}
    return tuple(kolom for kolom in PENDATAAN if kolom in seen)
