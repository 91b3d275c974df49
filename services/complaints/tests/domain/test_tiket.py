"""What each regime asks of a report, and each act of whoever does it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.domain.permohonan_informasi import AlasanKeberatan, Pengecualian
from complaints.domain.status import Aksi
from complaints.domain.syarat_langkah import Isian, require_said
from complaints.domain.tiket import (
    BOLEH_ANONIM,
    SYARAT,
    Jenis,
    Kanal,
    Laporan,
    require_complete,
    sealed_unit,
)
from complaints.domain.tiket_teknis import Kategori, Keparahan, keparahan
from election_common.errors import Refusal

PRIBADI = {
    "nama": "Warga", "alamat": "Manggar", "telepon": "081234567890", "identitas": "1",
    "uraian": "cerita", "terlapor": "seseorang", "tempat": "TPS 1",
}  # fmt: skip
RINCIAN = {
    "tujuan": "penelitian", "cara_memperoleh": "salinan-digital", "cara_pengiriman": "email",
    "objek": "badan-adhoc", "diketahui_pada": "2026-11-20", "aplikasi": "silon",
    "kategori": "gangguan",
}  # fmt: skip


def laporan(jenis: Jenis, **changes) -> Laporan:
    fields = {"pribadi": PRIBADI, "rincian": RINCIAN} | changes
    return Laporan(jenis=jenis, kanal=Kanal.WEB, wilayah="1906", perihal="uji", **fields)


@pytest.mark.parametrize("jenis", Jenis)
def test_a_complete_report_is_taken(jenis):
    require_complete(laporan(jenis))


@pytest.mark.parametrize(("jenis", "name"), [(j, n) for j in Jenis for n in SYARAT[j]])
def test_a_report_without_one_thing_is_refused_by_its_name(jenis, name):
    gone = {"telepon", "email"} if name == "kontak" else {name}
    pribadi = {k: v for k, v in PRIBADI.items() if k not in gone}
    rincian = {k: v for k, v in RINCIAN.items() if k not in gone}
    with pytest.raises(Refusal) as refused:
        require_complete(laporan(jenis, pribadi=pribadi, rincian=rincian))
    assert refused.value.code == "isian-wajib-kurang"
    assert [g["di"] for g in refused.value.members["galat"]] == [name]


@pytest.mark.parametrize(
    ("objek", "kurang"),
    [
        ("daftar-pemilih", ["pemilihan", "tahap_daftar"]),
        ("pasangan-calon", ["pemilihan", "nominasi"]),
    ],
)
def test_a_response_names_its_object(objek, kurang):
    with pytest.raises(Refusal) as refused:
        require_complete(laporan(Jenis.TANGGAPAN_MASYARAKAT, rincian=RINCIAN | {"objek": objek}))
    assert [g["di"] for g in refused.value.members["galat"]] == kurang


@pytest.mark.parametrize("jenis", Jenis)
def test_an_anonymous_report_needs_a_regime_that_takes_one(jenis):
    anonymous = laporan(jenis, anonim=True, pribadi={"uraian": "cerita"})
    if jenis in BOLEH_ANONIM:
        require_complete(anonymous)
        return
    with pytest.raises(Refusal, match="laporan-tidak-boleh-anonim"):
        require_complete(anonymous)


@pytest.mark.parametrize("jenis", Jenis)
def test_only_whistleblowers_reports_are_sealed(jenis):
    assert sealed_unit(jenis) == ("wbs" if jenis.value == "wbs" else "")


FULL = Isian(
    keterangan="k", alasan="a", tujuan="t", nomor_surat="1", tanggal_surat=date(2026, 11, 24),
    alasan_keberatan=AlasanKeberatan.A, pengecualian=Pengecualian.H, rujukan_hulu="r",
)  # fmt: skip


@pytest.mark.parametrize(
    ("jenis", "aksi", "kurang"),
    [
        (Jenis.PENGADUAN_LAYANAN, Aksi.PENERUSAN, ["tujuan", "nomor_surat", "tanggal_surat"]),
        (Jenis.PENGADUAN_LAYANAN, Aksi.PENOLAKAN, ["alasan"]),
        (Jenis.PERMOHONAN_INFORMASI, Aksi.PENOLAKAN, ["alasan", "pengecualian"]),
        (Jenis.PERMOHONAN_INFORMASI, Aksi.PERPANJANGAN, ["alasan"]),
        (Jenis.PERMOHONAN_INFORMASI, Aksi.KEBERATAN, ["alasan_keberatan"]),
        (Jenis.TIKET_TEKNIS, Aksi.ESKALASI, ["tujuan", "alasan"]),
        (Jenis.PENGADUAN_LAYANAN, Aksi.VERIFIKASI, []),
    ],
)
def test_an_act_says_what_the_law_wants_said(jenis, aksi, kurang):
    require_said(jenis, aksi, FULL)
    if not kurang:
        require_said(jenis, aksi, Isian())
        return
    with pytest.raises(Refusal) as refused:
        require_said(jenis, aksi, Isian())
    assert [g["di"] for g in refused.value.members["galat"]] == kurang


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kategori", "dampak", "jam", "wanted"),
    [
        (Kategori.KEBOCORAN_DATA, 1, None, Keparahan.S1),
        (Kategori.GANGGUAN, 1, 23.9, Keparahan.S1),
        (Kategori.PERTANYAAN, 1, 23.9, Keparahan.S1),
        (Kategori.GANGGUAN, 1, -1, Keparahan.S1),
        (Kategori.GANGGUAN, 2, 24, Keparahan.S2),
        (Kategori.GANGGUAN, 1, 48, Keparahan.S3),
        (Kategori.AKUN, 1, None, Keparahan.S3),
        (Kategori.PERTANYAAN, 100, None, Keparahan.S4),
    ],
)
def test_severity(kategori, dampak, jam, wanted):
    terancam = NOW + timedelta(hours=jam) if jam is not None else None
    assert keparahan(kategori, dampak, terancam, NOW) is wanted


@pytest.mark.parametrize("jenis", Jenis)
@pytest.mark.parametrize("anonim", [True, False])
def test_whistleblowers_and_who_wants_it_so_are_without_a_name(jenis, anonim):
    laporan = Laporan(jenis, Kanal.WEB, "19", "uji", {}, anonim=anonim)
    assert laporan.tanpa_nama is (anonim or jenis is Jenis.WBS)


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ({}, True),
        ({"dikabari": False}, False),
        ({"pribadi": {}}, False),
        ({"anonim": True}, False),
        ({"jenis": Jenis.WBS}, False),
    ],
)
def test_whom_word_reaches(changes, reached):
    said = {"jenis": Jenis.TIKET_TEKNIS, "pribadi": {"telepon": "0812"}, "dikabari": True}
    laporan = Laporan(kanal=Kanal.WEB, wilayah="19", perihal="uji", **(said | changes))
    assert laporan.dapat_dikabari is reached
