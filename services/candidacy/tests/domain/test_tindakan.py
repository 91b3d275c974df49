"""Acts and windows: each act is opened by exactly the windows that name it."""

from datetime import UTC, datetime, timedelta

import pytest

from candidacy.domain.tindakan import SEMUA
from devstack.babel.sumber import read_csv
from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.tindakan import Jendela, require_open, require_role

AT = datetime(2024, 6, 1, tzinfo=UTC)

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


def window(tindakan, start=-1, end=1):
    return Jendela("X", "Uji", tindakan, AT + timedelta(days=start), AT + timedelta(days=end))


def test_every_act_without_a_window_is_known_here():
    assert {t.nama for t in SEMUA if t.jendela is None} == WITHOUT_WINDOW


def test_every_window_is_in_the_schedule_of_2024():
    rows = read_csv("jadwal-rinci-pilgub-2024")
    known = {
        name for row in rows if row["layanan"] == "candidacy" for name in row["tindakan"].split()
    }
    assert {t.jendela for t in SEMUA if t.jendela} <= known


@pytest.mark.parametrize("tindakan", [t for t in SEMUA if t.jendela], ids=lambda t: t.nama)
def test_only_its_own_window_opens_an_act(tindakan):
    others = {t.jendela for t in SEMUA if t.jendela} - {tindakan.jendela}
    require_open(tindakan, [window(tindakan.jendela)], AT)
    with pytest.raises(Refusal) as refusal:
        require_open(tindakan, [window(name) for name in others], AT)
    assert refusal.value.code == "di-luar-jadwal"


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [(0, 1, True), (-1, 0, True), (-2, -1, False), (1, 2, False)],
)
def test_edges_of_a_window(start, end, is_open):
    tindakan = next(t for t in SEMUA if t.jendela == "pendaftaran")
    windows = [window("pendaftaran", start, end)]
    if is_open:
        require_open(tindakan, windows, AT)
    else:
        with pytest.raises(Refusal) as refusal:
            require_open(tindakan, windows, AT)
        assert refusal.value.members["jendela"][0]["kode"] == "X"


def test_no_schedule_refuses_the_act():
    with pytest.raises(Refusal) as refusal:
        require_open(next(t for t in SEMUA if t.jendela), [], AT)
    assert refusal.value.code == "jadwal-belum-diterima"


@pytest.mark.parametrize("tindakan", SEMUA, ids=lambda t: t.nama)
def test_roles(tindakan):
    require_role(tindakan, Actor("x", frozenset(tindakan.peran), "19"))
    with pytest.raises(Refusal) as refusal:
        require_role(tindakan, Actor("x", frozenset({"publik", "kpps"}) - tindakan.peran, "19"))
    assert refusal.value.code == "peran-tidak-berwenang"
