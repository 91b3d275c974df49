"""Conversations: what a message wants, how long text is free, and who is left alone."""

from datetime import UTC, datetime

import pytest

from complaints.domain.percakapan import (
    CERITA_TERPANJANG,
    Maksud,
    bebas_sampai,
    didiamkan,
    pahami,
    sambung,
)

STOP = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("teks", "maksud", "nilai"),
    [
        ("Status KPU-7F3K9QWERT2Y?", Maksud.STATUS, "KPU-7F3K9QWERT2Y"),
        ("kpu-7f3k9qwert2y", Maksud.STATUS, "KPU-7F3K9QWERT2Y"),
        ("LAPOR kotak dibuka lebih awal", Maksud.LAPOR, "kotak dibuka lebih awal"),
        ("lapor: TPS jauh", Maksud.LAPOR, "TPS jauh"),
        ("LAPOR\nKotak dibuka\nlebih awal", Maksud.LAPOR, "Kotak dibuka\nlebih awal"),
        ("Lapor:TPS jauh", Maksud.LAPOR, "TPS jauh"),
        ("Laporan saya sudah sampai?", Maksud.TANYA, "Laporan saya sudah sampai?"),
        ("Setuju", Maksud.SETUJU, ""),
        ("STOP", Maksud.BERHENTI, ""),
        ("Mulai", Maksud.MULAI, ""),
        ("START", Maksud.MULAI, ""),
        ("Nama saya tidak ada di DPT", Maksud.TANYA, "Nama saya tidak ada di DPT"),
        ("", Maksud.TANYA, ""),
    ],
)
def test_what_a_message_wants(teks, maksud, nilai):
    kata = pahami(teks)
    assert (kata.maksud, kata.nilai) == (maksud, nilai)


@pytest.mark.parametrize(
    ("teks", "maksud"),
    [("", Maksud.BERKAS), (" \n", Maksud.BERKAS), ("LAPOR", Maksud.LAPOR), ("?", Maksud.TANYA)],
)
def test_what_a_file_wants_stands_below_it(teks, maksud):
    assert pahami(teks, berkas=True).maksud is maksud
    assert pahami(teks).maksud is not Maksud.BERKAS


@pytest.mark.parametrize(
    ("tertunda", "baru", "cerita"),
    [
        ("", "TPS jauh", "TPS jauh"),
        ("TPS jauh", "dan gelap", "TPS jauh\ndan gelap"),
        ("TPS jauh", "TPS jauh", "TPS jauh"),
        ("TPS jauh", "", "TPS jauh"),
        ("", "", ""),
        ("a" * CERITA_TERPANJANG, "b", "a" * (CERITA_TERPANJANG - 2) + "\nb"),
    ],
    ids=["first", "more", "again", "nothing", "none", "too-long"],
)
def test_what_is_added_to_a_story_that_waits(tertunda, baru, cerita):
    assert sambung(tertunda, baru) == cerita


def test_free_text_is_allowed_for_a_day_after_the_last_message():
    last = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert bebas_sampai(last) == datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("berhenti", "terdaftar", "alone"),
    [
        (None, None, False),
        (None, STOP, False),
        (STOP, None, True),
        (STOP, STOP, True),
        (STOP, datetime(2026, 11, 24, 2, tzinfo=UTC), True),
        (STOP, datetime(2026, 11, 24, 4, tzinfo=UTC), False),
    ],
)
def test_who_said_stop_is_left_alone(berhenti, terdaftar, alone):
    assert didiamkan(berhenti, terdaftar) is alone
