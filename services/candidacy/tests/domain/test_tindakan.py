"""Acts of this service: which wait for no window, and that the schedule has those of the others."""

from candidacy.domain.tindakan import SEMUA
from devstack.babel.sumber import read_csv

WITHOUT_WINDOW = {
    "pendaftaran-aturan",
    "pendaftaran-partai",
    "penetapan-ambang-batas",
    "impor-hasil-publik",
    "pemberian-akses",
    "pengisian",
    "penerimaan",
    "penarikan",
    "jawaban-tanggapan",
    "pengumuman-benih",
    "pembatalan",
    "pembacaan-berkas",
}


def test_every_act_without_a_window_is_known_here():
    assert {t.nama for t in SEMUA if t.jendela is None} == WITHOUT_WINDOW


def test_every_window_is_in_the_schedule_of_2024():
    rows = read_csv("jadwal-rinci-pilgub-2024")
    known = {
        name for row in rows if row["layanan"] == "candidacy" for name in row["tindakan"].split()
    }
    assert {t.jendela for t in SEMUA if t.jendela} <= known
