"""Acts of voter-registry: who may do each, in which window of the schedule, on what basis."""

from election_common.tindakan import Tindakan
from voter_registry.domain.data_pribadi import TAMPILAN

PROVINSI = frozenset({"kpu_provinsi"})
KABKO = frozenset({"kpu_kabko", "operator"})

MUAT_WILAYAH = Tindakan(
    "pemuatan-wilayah",
    PROVINSI,
    None,
    "Kode wilayah Kemendagri",
    tanpa_jendela="regions are reference data, older than any election",
)
DAFTAR_RULESET = Tindakan(
    "pendaftaran-ruleset",
    PROVINSI,
    None,
    "UU 1/2015 jo. UU 10/2016",
    tanpa_jendela="rules are set before the schedule can refer to them",
)
DAFTAR_PEMILIHAN = Tindakan(
    "pendaftaran-pemilihan",
    PROVINSI,
    None,
    "PKPU 2/2024",
    tanpa_jendela="the schedule exists only for an election that exists",
)
GESER_WAKTU = Tindakan(
    "pergeseran-waktu-legal",
    PROVINSI,
    None,
    "sandbox elections only",
    tanpa_jendela="it moves the clock by which windows open",
)
IMPOR_DP4 = Tindakan("impor-dp4", KABKO | PROVINSI, "impor-dp4", "UU 7/2017 Pasal 201; PKPU 2/2024")
PEMETAAN_TPS = Tindakan("pemetaan-tps", KABKO, "pemetaan-tps", "PKPU 7/2024 [M]")
COKLIT = Tindakan(
    "coklit", frozenset({"pantarlih", "pps"}) | KABKO, "coklit", "UU 7/2017 Pasal 204; Kpt 799/2024"
)
PERBAIKAN = Tindakan("perbaikan", frozenset({"pps"}) | KABKO, "penyusunan-dpshp", "PKPU 7/2024 [M]")
KEGANDAAN = Tindakan(
    "kegandaan", KABKO | PROVINSI, "pemutakhiran", "UU 7/2017 Pasal 198 ayat (2); PKPU 7/2024 [M]"
)
DPHP_PPS = Tindakan("dphp-pps", frozenset({"pps"}), "dphp-pps", "Kpt 799/2024 [M]")
DPHP_PPK = Tindakan("dphp-ppk", frozenset({"ppk"}), "dphp-ppk", "Kpt 799/2024 [M]")
DPSHP_PPS = Tindakan("dpshp-pps", frozenset({"pps"}), "penyusunan-dpshp", "PKPU 7/2024 [M]")
DPSHP_PPK = Tindakan("dpshp-ppk", frozenset({"ppk"}), "penyusunan-dpshp", "PKPU 7/2024 [M]")
PENETAPAN_DPS = Tindakan(
    "penetapan-dps",
    frozenset({"ketua"}),
    "penetapan-dps",
    "Perbawaslu 10/2024 Pasal 21; PKPU 7/2024",
)
PENETAPAN_DPSHP = Tindakan(
    "penetapan-dpshp", frozenset({"ketua"}), "penyusunan-dpshp", "UU 7/2017 Pasal 207 [M]"
)
PENETAPAN_DPT = Tindakan(
    "penetapan-dpt", frozenset({"ketua"}), "penetapan-dpt", "UU 7/2017 Pasal 208 [M]; PKPU 7/2024"
)
PENYUSUNAN_DPS = Tindakan("penyusunan-dps", KABKO, "penetapan-dps", "PKPU 7/2024 [M]")
PENYUSUNAN_DPSHP = Tindakan("penyusunan-dpshp", KABKO, "penyusunan-dpshp", "PKPU 7/2024 [M]")
PENYUSUNAN_DPT = Tindakan("penyusunan-dpt", KABKO, "penetapan-dpt", "PKPU 7/2024 [M]")
PENERIMAAN_REKAP = Tindakan(
    "penerimaan-rekap", KABKO, "penetapan-dpt", "PKPU 7/2024 [M]: list kept outside this system"
)
BACA_PEMILIH = Tindakan(
    "pembacaan-pemilih",
    frozenset(TAMPILAN),
    None,
    "UU 27/2022 Pasal 16 ayat (2); PKPU 7/2024 [M]",
    tanpa_jendela="reading serves acts that have windows of their own",
)
BUKA_NIK = Tindakan(
    "buka-nik",
    KABKO | PROVINSI,
    None,
    "UU 27/2022 Pasal 16 ayat (2), 35",
    tanpa_jendela="a person is identified whenever a case needs it",
)
PENGAJUAN_EKSPOR = Tindakan(
    "pengajuan-ekspor-kerja",
    KABKO | PROVINSI,
    None,
    "UU 27/2022 Pasal 35, 39",
    tanpa_jendela="a case has its own deadlines",
)
PERSETUJUAN_EKSPOR = Tindakan(
    "persetujuan-ekspor-kerja",
    frozenset({"penyetuju"}),
    None,
    "UU 27/2022 Pasal 35, 39",
    tanpa_jendela="a case has its own deadlines",
)
PENGAMBILAN_EKSPOR = Tindakan(
    "pengambilan-ekspor-kerja",
    PENGAJUAN_EKSPOR.peran,
    None,
    "UU 27/2022 Pasal 35, 39",
    tanpa_jendela="a file is there for a day once it is made",
)
#: Who sees the exports of others; everybody else sees his own.
PEMBACA_EKSPOR = PERSETUJUAN_EKSPOR.peran | {"admin"}
TANGGAPAN = Tindakan(
    "tanggapan",
    KABKO,
    None,
    "PKPU 7/2024 [M]",
    tanpa_jendela="what came on the last day is answered after it; the list changes by other acts",
)
REKAPITULASI_DPS = Tindakan("rekapitulasi-dps", PROVINSI, "rekapitulasi-dps", "Kpt 799/2024 [M]")
REKAPITULASI_DPT = Tindakan("rekapitulasi-dpt", PROVINSI, "rekapitulasi-dpt", "PKPU 2/2024")
PENCARIAN = Tindakan(
    "pencarian-pemilih",
    frozenset({"pps", "ppk", "bawaslu"}) | KABKO | PROVINSI,
    None,
    "PKPU 7/2024 [M]; UU 10/2016 Pasal 30 for Bawaslu [M]",
    tanpa_jendela="a read; it changes nothing",
)
#: Who makes the lists, at every level, and who watches that they are made rightly.
PENYELENGGARA = KABKO | PROVINSI | {
    "kpu_ri", "verifikator", "penyetuju", "ketua", "anggota", "sekretaris", "ppk", "pps", "kpps",
    "pantarlih", "bawaslu", "dkpp", "kantor", "admin",
}  # fmt: skip
BACA_PROSES = Tindakan(
    "pembacaan-proses-daftar",
    PENYELENGGARA,
    None,
    "UU 7/2017 Pasal 204-208 [M]: others see a list when a plenary has established it",
    tanpa_jendela="a read; it changes nothing",
)
BACA_TANGGAPAN = Tindakan(
    "pembacaan-tanggapan",
    PENYELENGGARA | {"ppid", "helpdesk"},
    None,
    "UU 27/2022 Pasal 16: what a citizen wrote to an office is for those who answer",
    tanpa_jendela="a read; it changes nothing",
)

#: Every act of the service, in the order of an election.
SEMUA = tuple(value for value in dict(globals()).values() if isinstance(value, Tindakan))
