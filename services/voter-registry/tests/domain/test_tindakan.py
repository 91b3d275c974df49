"""Acts of this service: which wait for no window, and that the schedule has those of the others."""

from devstack.babel.sumber import read_csv
from voter_registry.domain.tindakan import SEMUA

WITHOUT_WINDOW = {
    "pemuatan-wilayah",
    "pendaftaran-ruleset",
    "pendaftaran-pemilihan",
    "pergeseran-waktu-legal",
    "tanggapan",
    "pembacaan-pemilih",
    "pencarian-pemilih",
    "buka-nik",
    "pengajuan-ekspor-kerja",
    "pengambilan-ekspor-kerja",
    "persetujuan-ekspor-kerja",
    "pembacaan-proses-daftar",
    "pembacaan-tanggapan",
}


def test_every_act_without_a_window_is_known_here():
    assert {t.nama for t in SEMUA if t.jendela is None} == WITHOUT_WINDOW


def test_every_window_is_in_the_schedule_of_2024():
    rows = read_csv("jadwal-rinci-pilgub-2024")
    known = {
        name
        for row in rows
        if row["layanan"] == "voter-registry"
        for name in row["tindakan"].split()
    }
    assert {t.jendela for t in SEMUA if t.jendela} <= known


def test_bawaslu_reads_and_changes_nothing():
    open_to_bawaslu = {t.nama for t in SEMUA if "bawaslu" in t.peran}
    assert open_to_bawaslu == {
        "pembacaan-pemilih",
        "pencarian-pemilih",
        "pembacaan-proses-daftar",
        "pembacaan-tanggapan",
    }


def test_the_public_does_none_of_the_acts():
    assert not any("publik" in t.peran for t in SEMUA)
