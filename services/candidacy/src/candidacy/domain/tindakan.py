"""Acts of candidacy: who may do each, in which window of the schedule, on what basis."""

from election_common.tindakan import Tindakan

PROVINSI = frozenset({"kpu_provinsi"})
PETUGAS = PROVINSI | {"penyetuju"}
PASANGAN = frozenset({"lo", "admin_silon"})
PLENO = PROVINSI | {"ketua"}

PENDAFTARAN_ATURAN = Tindakan(
    "pendaftaran-aturan",
    PROVINSI,
    None,
    "UU 10/2016; PKPU 8/2024 jo. PKPU 10/2024",
    tanpa_jendela="the law may change on any day, even two days before registration",
)
PENDAFTARAN_PARTAI = Tindakan(
    "pendaftaran-partai",
    PROVINSI,
    None,
    "UU 10/2016 Pasal 40",
    tanpa_jendela="the last DPRD election was before the schedule of this one",
)
PENETAPAN_AMBANG = Tindakan(
    "penetapan-ambang-batas",
    PLENO,
    None,
    "PKPU 10/2024 Pasal 11",
    tanpa_jendela="the decree precedes the announcement of registration, and follows the law",
)
IMPOR_HASIL = Tindakan(
    "impor-hasil-publik",
    PROVINSI,
    None,
    "UU 14/2008",
    tanpa_jendela="it records what was announced elsewhere, after the event",
)
PEMBERIAN_AKSES = Tindakan(
    "pemberian-akses",
    PROVINSI | {"operator"},
    None,
    "PKPU 8/2024 [M]: permohonan akses",
    tanpa_jendela="access is provisioned before registration opens",
)
PENGISIAN = Tindakan(
    "pengisian",
    PASANGAN,
    None,
    "PKPU 8/2024 [M]",
    tanpa_jendela="a draft may be filled early; its submission has the window",
)
PENGGANTIAN_PARTAI = Tindakan(
    "penggantian-partai-pengusul",
    PASANGAN,
    "pendaftaran",
    "UU 10/2016 Pasal 40; PKPU 8/2024 [M]: tanda pengembalian",
)
PENGAJUAN = Tindakan("pengajuan", PASANGAN, "pendaftaran", "PKPU 8/2024 Pasal 95")
PENERIMAAN = Tindakan(
    "penerimaan",
    PETUGAS,
    None,
    "PKPU 8/2024 [M]: tanda terima, tanda pengembalian",
    tanpa_jendela="it answers what was received within the window, perhaps after midnight",
)
PENELITIAN = Tindakan("penelitian", frozenset({"verifikator"}), "penelitian", "PKPU 8/2024")
PERSETUJUAN = Tindakan("persetujuan", PETUGAS, "penelitian", "PKPU 8/2024")
HASIL_PENELITIAN = Tindakan("hasil-penelitian", PETUGAS, "pemberitahuan-hasil", "PKPU 8/2024")
PERBAIKAN = Tindakan("perbaikan", PASANGAN, "perbaikan", "PKPU 8/2024")
PENELITIAN_PERBAIKAN = Tindakan(
    "penelitian-perbaikan", frozenset({"verifikator"}), "penelitian-perbaikan", "PKPU 8/2024"
)
PERSETUJUAN_PERBAIKAN = Tindakan(
    "persetujuan-perbaikan", PETUGAS, "penelitian-perbaikan", "PKPU 8/2024"
)
HASIL_PERBAIKAN = Tindakan("hasil-perbaikan", PETUGAS, "penelitian-perbaikan", "PKPU 8/2024")
PENARIKAN = Tindakan(
    "penarikan",
    PASANGAN | {"partai"},
    None,
    "UU 10/2016 Pasal 43, 53 [M]",
    tanpa_jendela="an attempt is recorded whenever it is made; it has no effect",
)
#: Filed with complaints; here its window says which inputs are open, and which came too late.
TANGGAPAN = Tindakan(
    "tanggapan-calon", frozenset({"publik"}), "tanggapan-calon", "PKPU 8/2024 Pasal 137"
)
JAWABAN_TANGGAPAN = Tindakan(
    "jawaban-tanggapan",
    PETUGAS,
    None,
    "PKPU 8/2024 Pasal 137",
    tanpa_jendela="determination waits for every answer, so each may be given until then",
)
PENETAPAN = Tindakan("penetapan-paslon", PLENO, "penetapan-paslon", "PKPU 2/2024; PKPU 8/2024")
PENGUMUMAN_BENIH = Tindakan(
    "pengumuman-benih",
    PLENO,
    None,
    "PKPU 8/2024 [M]; tata kerja sendiri",
    tanpa_jendela="it comes before the draw, which has the window, and fixes no number",
)
PENGUNDIAN = Tindakan("pengundian", PLENO, "pengundian", "PKPU 2/2024; PKPU 8/2024 [M]")
PEMBATALAN_UNDIAN = Tindakan("pembatalan-undian", PLENO, "pengundian", "PKPU 8/2024 [M]")
PEMBATALAN = Tindakan(
    "pembatalan",
    PLENO,
    None,
    "PKPU 8/2024 Pasal 127-128 [M]",
    tanpa_jendela="death, a final verdict and an order of Bawaslu come when they come",
)
PEMBACAAN = Tindakan(
    "pembacaan-berkas",
    PROVINSI
    | PASANGAN
    | {"operator", "verifikator", "penyetuju", "ketua", "anggota", "partai", "bawaslu"},
    None,
    "KPT 1229/2024; UU 27/2022",
    tanpa_jendela="who may read a dossier may do so at any time, and is recorded",
)

#: Every act of the service, in the order of an election.
SEMUA = tuple(value for value in dict(globals()).values() if isinstance(value, Tindakan))

#: Proposing, approving and deciding in the first round, and after repair.
PUTARAN = {
    1: (PENELITIAN, PERSETUJUAN, HASIL_PENELITIAN),
    2: (PENELITIAN_PERBAIKAN, PERSETUJUAN_PERBAIKAN, HASIL_PERBAIKAN),
}
