"""Which columns of a report each role sees: what is not needed for a duty is not shown for it.

Whoever answers needs the story; whoever calls back, the contact; the identity number is compared
with the papers by those who judge whether somebody may ask (UU 14/2008 Pasal 4; UU 27/2022).
"""

from collections.abc import Collection, Mapping

ISI = ("perihal", "uraian", "terlapor", "tempat")
KONTAK = ("nama", "alamat", "telepon", "email")
IDENTITAS = "identitas"
SEMUA = (*KONTAK, IDENTITAS, *ISI)
#: What reporter and office wrote to each other, and an office to itself.
TULISAN, CATATAN, LAMPIRAN = "tulisan", "catatan", "lampiran"

TAMPILAN: Mapping[str, tuple[str, ...]] = {
    "ppid": SEMUA,
    "kpu_provinsi": SEMUA,
    "kpu_kabko": SEMUA,
    "wbs_tim": SEMUA,
    "helpdesk": (*KONTAK, *ISI),
    "operator": ("nama", "telepon", *ISI),
    "sekretaris": ("nama", *ISI),
    "ketua": ("nama", *ISI),
}


def kolom_terlihat(peran: Collection[str]) -> tuple[str, ...]:
    """Return the columns that any of these roles sees, in one order; none for strangers."""
    seen = {kolom for role in peran for kolom in TAMPILAN.get(role, ())}
    return tuple(kolom for kolom in SEMUA if kolom in seen)
