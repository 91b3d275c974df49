"""Which columns of a candidate each role sees in a dossier: what is not needed is not shown.

NIK, birth place and birth date stand in no view. The last digits of the NIK are shown where it is
compared with the papers. What asks for further documents may be a verdict: it is for whoever may
read those documents (KPT 1229/2024; UU 27/2022).
"""

from collections.abc import Collection, Mapping

#: What the ballot and the decree will print.
UNSUR = ("posisi", "nama", "jenis_kelamin", "gelar")
PENGAWASAN = (*UNSUR, "pemicu")
PENELITIAN = (*PENGAWASAN, "nik_akhir")

TAMPILAN: Mapping[str, tuple[str, ...]] = {
    "kpu_provinsi": PENELITIAN,
    "operator": PENELITIAN,
    "verifikator": PENELITIAN,
    "penyetuju": PENELITIAN,
    "lo": PENELITIAN,
    "admin_silon": PENELITIAN,
    "ketua": PENGAWASAN,
    "anggota": PENGAWASAN,
    "bawaslu": PENGAWASAN,
    "partai": UNSUR,
}


def kolom_terlihat(peran: Collection[str]) -> tuple[str, ...]:
    """Return the columns that any of these roles sees, in one order; none for strangers."""
    seen = {kolom for role in peran for kolom in TAMPILAN.get(role, ())}
    return tuple(kolom for kolom in PENELITIAN if kolom in seen)
