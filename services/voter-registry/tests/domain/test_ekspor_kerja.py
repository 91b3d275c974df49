"""The states of a working export, by its table; what is not in it is refused."""

from itertools import product

import pytest

from election_common.errors import Refusal
from voter_registry.domain.ekspor_kerja import (
    EKSPOR_KERJA,
    PENERIMA,
    Langkah,
    Status,
    periksa_kolom,
)

LAWFUL = {
    (Status.DIAJUKAN, Langkah.SETUJUI): Status.DISETUJUI,
    (Status.DIAJUKAN, Langkah.TOLAK): Status.DITOLAK,
    (Status.DISETUJUI, Langkah.BUAT): Status.TERSEDIA,
    (Status.TERSEDIA, Langkah.AMBIL): Status.DIAMBIL,
    (Status.TERSEDIA, Langkah.HAPUS): Status.DIHAPUS,
    (Status.DIAMBIL, Langkah.HAPUS): Status.DIHAPUS,
}


@pytest.mark.parametrize(("state", "act"), list(product(Status, Langkah)))
def test_every_pair(state, act):
    if (state, act) in LAWFUL:
        assert EKSPOR_KERJA.step(state, act) == LAWFUL[state, act]
        return
    with pytest.raises(Refusal) as refusal:
        EKSPOR_KERJA.step(state, act)
    assert refusal.value.code == "tahap-tidak-mengizinkan"


def test_the_id_always_stands_first():
    assert periksa_kolom("kpu", ["nik", "nama"]) == ("id", "nama", "nik")


def test_no_number_for_watchers():
    assert not PENERIMA["bawaslu"] & {"nik", "nkk", "nik_akhir", "tanggal_lahir", "disabilitas"}


@pytest.mark.parametrize(
    ("penerima", "kolom", "foreign"),
    [
        ("bawaslu", ["nama", "nik"], "nik"),
        ("bawaslu", ["tanggal_lahir", "nama", "disabilitas"], "disabilitas, tanggal_lahir"),
        ("pengadilan", ["nik", "tanggal_lahir", "nkk"], "nkk"),
        ("kpu", ["nik", "foto"], "foto"),
    ],
)
def test_what_a_recipient_may_not_have_is_refused_by_its_name(penerima, kolom, foreign):
    with pytest.raises(Refusal) as refusal:
        periksa_kolom(penerima, kolom)
    assert refusal.value.code == "kolom-tidak-untuk-penerima"
    assert refusal.value.params == {"penerima": penerima, "kolom": foreign}
