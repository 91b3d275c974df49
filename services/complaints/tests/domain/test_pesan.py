"""Messages: states in any order, numbers, templates, what somebody wants, what a file is."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from complaints.domain.artikel import Artikel, jawaban
from complaints.domain.lacak import ABJAD, POLA, cari_lacak, nomor_lacak, require_pin
from complaints.domain.percakapan import Maksud, bebas_sampai, pahami
from complaints.domain.pesan import DARI_PENYEDIA, Status, jeda_ulang, maju, samarkan, telepon
from complaints.domain.protokol import PROTOKOL
from complaints.domain.templat import TEMPLAT, label, require_templat
from devstack.checkout import ROOT
from election_common.errors import Refusal


@pytest.mark.parametrize("order", [*permutations(["sent", "delivered", "read"])], ids=str)
def test_reports_in_any_order_end_in_the_same_state(order):
    state = Status.MENGIRIM
    for word in order:
        state = maju(state, DARI_PENYEDIA[word])
    assert state is Status.DIBACA


def test_a_message_that_arrived_did_not_fail():
    assert maju(Status.TERSAMPAIKAN, Status.GAGAL) is Status.TERSAMPAIKAN
    assert maju(Status.TERKIRIM, Status.GAGAL) is Status.GAGAL


@pytest.mark.parametrize(
    "nomor", ["081234567890", "+62 812-3456-7890", "6281234567890", "(0812) 3456.7890"]
)
def test_numbers_are_written_one_way(nomor):
    assert telepon(nomor) == "6281234567890"


@pytest.mark.parametrize("nomor", ["", "12345", "0211234567", "08123", "+1 202 555 0100", "0812x"])
def test_what_is_no_mobile_number_is_refused(nomor):
    with pytest.raises(ValueError, match="mobile"):
        telepon(nomor)


def test_an_address_is_masked():
    assert samarkan("6281234567890") == "******7890"
    assert samarkan("") == ""


def test_attempts_grow_apart():
    waits = [jeda_ulang(n) for n in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=30)


@pytest.mark.parametrize("nama", TEMPLAT)
def test_a_template_says_the_same_in_both_languages(nama):
    templat = TEMPLAT[nama]
    values = {name: f"<{name}>" for name in templat.parameter}
    for bahasa in ("id", "en"):
        text = templat.susun(bahasa, values)
        assert all(value in text for value in values.values()), text
        assert "{" not in text


@pytest.mark.parametrize(
    "nama", sorted(TEMPLAT.keys() - {"tiket_terdaftar_pin", "pin_diganti_pin"})
)
def test_every_template_but_those_of_a_pin_may_be_asked_for(nama):
    templat = TEMPLAT[nama]
    assert require_templat(nama, dict.fromkeys(templat.parameter, "x")) is templat


def test_unknown_templates_and_parameters_are_refused():
    with pytest.raises(Refusal, match="templat-tidak-dikenal"):
        require_templat("iklan", {})
    with pytest.raises(Refusal, match="templat-tidak-dikenal"):
        require_templat("tiket_terdaftar_pin", {})
    with pytest.raises(Refusal, match="parameter-templat-tidak-cocok"):
        require_templat("status_tiket", {"nomor": "1"})


def test_labels_are_plain_words():
    assert label("status.Status", "perlu-perbaikan", "id") == "Perlu dilengkapi pelapor"
    assert label("status.Status", "perlu-perbaikan", "en") == "to be completed by the reporter"


@pytest.mark.parametrize(
    ("teks", "maksud", "nilai"),
    [
        ("Status KPU-7F3K9QWERT2Y?", Maksud.STATUS, "KPU-7F3K9QWERT2Y"),
        ("kpu-7f3k9qwert2y", Maksud.STATUS, "KPU-7F3K9QWERT2Y"),
        ("LAPOR kotak dibuka lebih awal", Maksud.LAPOR, "kotak dibuka lebih awal"),
        ("lapor: TPS jauh", Maksud.LAPOR, "TPS jauh"),
        ("Setuju", Maksud.SETUJU, ""),
        ("STOP", Maksud.BERHENTI, ""),
        ("Nama saya tidak ada di DPT", Maksud.TANYA, "Nama saya tidak ada di DPT"),
        ("", Maksud.TANYA, ""),
    ],
)
def test_what_a_message_wants(teks, maksud, nilai):
    kata = pahami(teks)
    assert (kata.maksud, kata.nilai) == (maksud, nilai)


def test_free_text_is_allowed_for_a_day_after_the_last_message():
    last = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert bebas_sampai(last) == datetime(2026, 11, 25, 3, tzinfo=UTC)


def test_tracking_ids_are_of_one_form_and_far_apart():
    made = {nomor_lacak(n * 0x9E3779B97F4A7C15 % 2**64) for n in range(1000)}
    assert len(made) == 1000
    assert all(POLA.fullmatch(lacak) for lacak in made)
    assert len(ABJAD) ** 12 > 2**58
    assert cari_lacak("tanpa nomor") is None


@pytest.mark.parametrize(("pin", "dikabari"), [("271104", False), ("271104", True), (None, True)])
def test_a_pin_is_chosen_or_can_be_told(pin, dikabari):
    assert require_pin(pin, dikabari=dikabari) is None


def test_a_pin_that_nobody_can_be_told_is_not_made():
    with pytest.raises(Refusal, match="pin-harus-dipilih"):
        require_pin(None, dikabari=False)


def test_the_article_with_most_of_the_words_answers():
    rows = [
        Artikel("dpt", 1, "rendatin", "Cek DPT", "…", ("dpt", "daftar", "nama")),
        Artikel("jam", 2, "ppid", "Jam layanan", "…", ("jam", "buka")),
    ]
    assert jawaban(rows, "Nama saya tidak ada di DPT").kode == "dpt"
    assert jawaban(rows, "kapan buka?").kode == "jam"
    assert jawaban(rows, "halo") is None
    assert jawaban([], "dpt") is None


@pytest.mark.parametrize("row", PROTOKOL, ids=lambda row: row.nama)
def test_each_foreign_protocol_names_a_test_that_exists(row):
    file, _, name = row.uji.partition("::")
    assert f"def {name}(" in (ROOT / "services/complaints" / file).read_text()
