"""Acts of publication: who may do each, in which window of the schedule, on what basis."""

from election_common.tindakan import Tindakan

PROVINSI = frozenset({"kpu_provinsi"})

PENJADWALAN = Tindakan(
    "penjadwalan",
    PROVINSI,
    None,
    "PKPU 2/2024",
    tanpa_jendela="the schedule is what opens windows",
)
PENETAPAN_KOLOM = Tindakan(
    "penetapan-kolom",
    PROVINSI,
    None,
    "PKPU 17/2024 [M]",
    tanpa_jendela="the columns of the form follow the determination of pairs, which candidacy owns",
)
HASIL_TPS = Tindakan(
    "hasil-tps", frozenset({"kpps", "ppk", "kpu_kabko"}), "hasil-tps", "PKPU 17/2024; PKPU 18/2024"
)
PINDAIAN = Tindakan(
    "pindaian-hasil-tps",
    frozenset({"kpps", "ppk", "kpu_kabko"}),
    "hasil-tps",
    "PKPU 17/2024 [M]; PKPU 18/2024",
)
REKAPITULASI_KECAMATAN = Tindakan(
    "rekapitulasi-kecamatan", frozenset({"ppk"}), "rekapitulasi-kecamatan", "PKPU 18/2024"
)
REKAPITULASI_KABKO = Tindakan(
    "rekapitulasi-kabko", frozenset({"kpu_kabko", "ketua"}), "rekapitulasi-kabko", "PKPU 18/2024"
)
REKAPITULASI_PROVINSI = Tindakan(
    "rekapitulasi-provinsi", PROVINSI | {"ketua"}, "rekapitulasi-provinsi", "PKPU 18/2024"
)
PENGUMUMAN = Tindakan("pengumuman-hasil", PROVINSI | {"ketua"}, "pengumuman-hasil", "PKPU 18/2024")

#: The plenary of each level, by the length of its region's code.
PLENO = {6: REKAPITULASI_KECAMATAN, 4: REKAPITULASI_KABKO, 2: REKAPITULASI_PROVINSI}

#: Every act of the service, in the order of an election.
SEMUA = tuple(value for value in dict(globals()).values() if isinstance(value, Tindakan))
