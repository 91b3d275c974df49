"""The clock: the vectors of the law's calendar, its units, pauses, and ten years of properties."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.domain.kalender import Kalender, Libur, SebabLibur
from complaints.domain.tenggat import Hitungan, Jangka, Jeda, Satuan, gabungkan, hitung
from election_common.errors import Refusal
from election_common.legal_time import WIB

KALENDER = Kalender()
KERJA = Satuan.WORKING_DAY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def kerja(n: int) -> Jangka:
    return Jangka(n, KERJA)


@pytest.mark.parametrize(
    ("kejadian", "jumlah", "jatuh_tempo"),
    [
        ("2024-12-07", 3, "2024-12-11"),  # the Babel petition: decided on a Saturday
        ("2026-03-16", 3, "2026-03-26"),
        ("2026-03-16", 10, "2026-04-07"),  # 31 March without cuti bersama
        ("2026-03-16", 17, "2026-04-16"),
        ("2026-05-12", 10, "2026-06-02"),
        ("2026-12-22", 3, "2026-12-29"),
        ("2024-11-25", 3, "2024-11-29"),  # 27 November 2024: voting day
        ("2026-11-24", 60, "2027-02-23"),
    ],
)
def test_vectors(kejadian, jumlah, jatuh_tempo):
    tenggat = hitung(at(f"{kejadian}T10:00"), kerja(jumlah), KALENDER)
    assert tenggat.jatuh_tempo == at(f"{jatuh_tempo}T23:59:59")


@pytest.mark.parametrize(("tahun", "hari"), [(2024, 29), (2025, 28), (2026, 25), (2027, 26)])
def test_holidays_are_those_of_the_joint_decree(tahun, hari):
    first = date(tahun, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    found = {d for d in days if d.year == tahun and (d in _skb(tahun))}
    assert len(found) == hari


def _skb(tahun):
    from complaints.domain import kalender  # noqa: PLC0415 - the cache, not its users

    return kalender._skb(tahun)


def test_a_name_does_not_say_that_it_is_an_estimate():
    assert not any("perkiraan" in libur.nama for libur in _skb(2027).values())


def test_each_day_says_why_it_counts_or_not():
    rows = hitung(at("2026-03-16T10:00"), kerja(3), KALENDER).hari
    said = [(r.tanggal.day, r.hitungan, r.keterangan, r.ke) for r in rows]
    assert said[:4] == [
        (16, Hitungan.KEJADIAN, "", None),
        (17, Hitungan.DIHITUNG, "", 1),
        (18, Hitungan.LIBUR, "Cuti Bersama Hari Suci Nyepi", None),
        (19, Hitungan.LIBUR, "Hari Suci Nyepi", None),
    ]
    assert [r.ke for r in rows if r.ke] == [1, 2, 3]
    assert (rows[-1].tanggal, rows[-1].ke) == (date(2026, 3, 26), 3)


def test_calendar_days_know_no_holiday():
    tenggat = hitung(at("2026-03-16T10:00"), Jangka(7, Satuan.CALENDAR_DAY), KALENDER)
    assert tenggat.jatuh_tempo == at("2026-03-23T23:59:59")


def test_hours_run_to_the_second_day_and_night():
    tenggat = hitung(at("2026-03-20T10:00:30"), Jangka(72, Satuan.HOURS), KALENDER)
    assert tenggat.jatuh_tempo == at("2026-03-23T10:00:30")
    assert sum(r.jam for r in tenggat.hari) == 72


def test_minutes_run_by_day_and_night_to_the_second():
    tenggat = hitung(at("2026-03-20T23:50:30"), Jangka(15, Satuan.MINUTES), KALENDER)
    assert tenggat.jatuh_tempo == at("2026-03-21T00:05:30")
    assert [h.jam for h in tenggat.hari] == [0.1583, 0.0917]


@pytest.mark.parametrize(
    ("kejadian", "jam", "jatuh_tempo"),
    [
        ("2026-11-24T09:00", 4, "2026-11-24T13:00"),
        ("2026-11-24T15:00", 4, "2026-11-25T11:00"),
        ("2026-11-27T20:00", 1, "2026-11-30T09:00"),  # Friday night: Monday, when the office opens
        ("2026-11-24T06:00", 8, "2026-11-24T16:00"),
    ],
)
def test_office_hours(kejadian, jam, jatuh_tempo):
    jangka = Jangka(jam, Satuan.HOURS, jam_layanan=True)
    assert hitung(at(kejadian), jangka, KALENDER).jatuh_tempo == at(jatuh_tempo)


def test_an_act_at_the_counter_ends_when_it_closes():
    jangka = Jangka(3, KERJA, sampai=time(16))
    assert hitung(at("2026-11-24T09:00"), jangka, KALENDER).jatuh_tempo == at("2026-11-27T16:00")


def test_the_day_is_that_of_west_indonesia():
    evening = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 25 November, 01.00 WIB
    assert hitung(evening, kerja(1), KALENDER).jatuh_tempo == at("2026-11-26T23:59:59")


def test_local_days_override_the_decree():
    libur = Libur(SebabLibur.LIBUR_SETEMPAT, "Pemungutan suara ulang")
    kalender = Kalender({date(2026, 11, 25): libur, date(2026, 12, 24): None})
    rows = hitung(at("2026-11-24T09:00"), kerja(1), kalender).hari
    assert (rows[1].keterangan, rows[2].ke) == ("Pemungutan suara ulang", 1)
    assert hitung(at("2026-12-23T09:00"), kerja(1), kalender).jatuh_tempo.day == 24


def test_the_clock_stands_still_while_the_office_waits():
    open_pause = [Jeda(at("2026-11-25T09:00"), None)]
    assert hitung(at("2026-11-24T09:00"), kerja(3), KALENDER, open_pause) is None
    jeda = [Jeda(at("2026-11-25T09:00"), at("2026-11-26T15:00"))]
    tenggat = hitung(at("2026-11-24T09:00"), kerja(3), KALENDER, jeda)
    assert tenggat.jatuh_tempo == at("2026-12-01T23:59:59")
    assert [r.hitungan for r in tenggat.hari[1:3]] == [Hitungan.JEDA] * 2


def test_paused_hours_are_added():
    jeda = [Jeda(at("2026-11-24T10:00"), at("2026-11-24T12:30"))]
    tenggat = hitung(at("2026-11-24T09:00"), Jangka(4, Satuan.HOURS), KALENDER, jeda)
    assert tenggat.jatuh_tempo == at("2026-11-24T15:30")


def test_a_day_that_was_paused_whole_runs_no_hours():
    jeda = [Jeda(at("2026-11-24T09:00"), at("2026-11-26T09:00"))]
    tenggat = hitung(at("2026-11-24T09:00"), Jangka(1, Satuan.HOURS), KALENDER, jeda)
    assert tenggat.jatuh_tempo == at("2026-11-26T10:00")
    assert tenggat.hari[1].hitungan is Hitungan.JEDA


def test_outside_office_hours_is_said():
    jangka = Jangka(1, Satuan.HOURS, jam_layanan=True)
    rows = hitung(at("2026-11-27T20:00"), jangka, KALENDER).hari
    assert [r.hitungan for r in rows] == [
        Hitungan.DI_LUAR_JAM, Hitungan.LIBUR, Hitungan.LIBUR, Hitungan.DIHITUNG,
    ]  # fmt: skip


@pytest.mark.parametrize("satuan", [KERJA, Satuan.HOURS])
def test_a_term_without_end_is_refused(satuan):
    never = Kalender({date(2026, 1, 1) + timedelta(days=n): Libur(SebabLibur.LIBUR_SETEMPAT, "x")
                      for n in range(5000)})  # fmt: skip
    with pytest.raises(Refusal, match="tenggat-terlalu-jauh"):
        hitung(at("2026-01-01T09:00"), Jangka(1, satuan, jam_layanan=True), never)


@pytest.mark.parametrize(
    ("kapan", "buka"),
    [
        ("2026-11-24T07:59", False), ("2026-11-24T08:00", True), ("2026-11-24T16:00", False),
        ("2026-11-28T10:00", False), ("2026-12-25T10:00", False),
    ],
)  # fmt: skip
def test_the_office_is_open(kapan, buka):
    assert KALENDER.buka(at(kapan)) is buka


# --- ten years ---

moments = st.datetimes(datetime(2024, 1, 1), datetime(2033, 12, 31)).map(  # noqa: DTZ001
    lambda d: d.replace(tzinfo=WIB)
)


@settings(max_examples=300)
@given(moments, st.integers(1, 60))
def test_a_term_is_as_many_working_days_as_it_says(kejadian, jumlah):
    tenggat = hitung(kejadian, kerja(jumlah), KALENDER)
    due = tenggat.jatuh_tempo.date()
    between = [
        kejadian.date() + timedelta(days=n) for n in range(1, (due - kejadian.date()).days + 1)
    ]
    assert sum(KALENDER.libur(d) is None for d in between) == jumlah
    assert KALENDER.libur(due) is None
    assert [r.tanggal for r in tenggat.hari] == [kejadian.date(), *between]


@settings(max_examples=200)
@given(moments, st.integers(1, 40), st.integers(1, 20))
def test_an_extension_is_a_longer_term(kejadian, jumlah, tambahan):
    first = hitung(kejadian, kerja(jumlah), KALENDER).jatuh_tempo
    assert hitung(kejadian, kerja(jumlah + tambahan), KALENDER).jatuh_tempo > first
    assert (
        hitung(first, kerja(tambahan), KALENDER).jatuh_tempo
        == hitung(kejadian, kerja(jumlah + tambahan), KALENDER).jatuh_tempo
    )


@settings(max_examples=200)
@given(
    moments, st.integers(1, 30), st.sampled_from(list(Satuan)), st.booleans(),
    st.integers(0, 400), st.integers(0, 400),
)  # fmt: skip
def test_a_pause_never_shortens_a_term(kejadian, jumlah, satuan, jam_layanan, mulai, lama):
    jangka = Jangka(jumlah, satuan, jam_layanan=jam_layanan)
    begin = kejadian + timedelta(hours=mulai)
    jeda = [Jeda(begin, begin + timedelta(hours=lama))]
    without = hitung(kejadian, jangka, KALENDER).jatuh_tempo
    assert hitung(kejadian, jangka, KALENDER, jeda).jatuh_tempo >= without


spans = st.lists(st.tuples(st.integers(-200, 900), st.integers(0, 400)), max_size=6)


@settings(max_examples=200)
@given(moments, st.integers(1, 30), st.sampled_from(list(Satuan)), spans)
def test_pauses_that_are_joined_stop_the_clock_as_they_did(kejadian, jumlah, satuan, spans):
    """As one that is cut at each hour where another begins or ends."""
    hour = timedelta(hours=1)
    jeda = [Jeda(kejadian + a * hour, kejadian + (a + n) * hour) for a, n in spans]
    pieces = [
        Jeda(kejadian + h * hour, kejadian + (h + 1) * hour)
        for a, n in spans
        for h in range(a, a + n)
    ]
    whole = [j for j in jeda if j.mulai < j.selesai]
    jangka = Jangka(jumlah, satuan)
    assert hitung(kejadian, jangka, KALENDER, whole) == hitung(kejadian, jangka, KALENDER, pieces)


def test_what_anybody_asks_is_ten_years_at_most():
    begin = at("2026-03-02T08:00")
    centuries = [Jeda(begin - n * timedelta(days=1), begin.replace(year=2099)) for n in range(50)]
    (joined,) = gabungkan(centuries, begin)
    assert (joined.mulai, joined.selesai) == (begin, begin + timedelta(days=3660))
