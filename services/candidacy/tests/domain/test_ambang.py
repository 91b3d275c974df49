"""The threshold: brackets, rounding, the law before and after MK 60."""

from datetime import date

import pytest

from candidacy.domain.ambang import (
    Cara,
    Dasar,
    bagian,
    hitung,
    lebih_dari_separuh,
    persen,
    terpenuhi,
)
from candidacy.domain.aturan import Aturan
from candidacy.domain.partai import Partai, perolehan, pilih, require_distinct, sisa
from election_common.errors import Refusal
from election_common.provenance import Asal

PROVINSI = [
    {"sampai": 2_000_000, "persen": "10"},
    {"sampai": 6_000_000, "persen": "8.5"},
    {"sampai": 12_000_000, "persen": "7.5"},
    {"sampai": None, "persen": "6.5"},
]
KABUPATEN = [
    {"sampai": 250_000, "persen": "10"},
    {"sampai": 500_000, "persen": "8.5"},
    {"sampai": 1_000_000, "persen": "7.5"},
    {"sampai": None, "persen": "6.5"},
]
BRACKETS = {"provinsi": PROVINSI, "kabupaten_kota": KABUPATEN}


def aturan(nama, nilai, dari, sampai=None, *, terverifikasi=True):
    return Aturan(nama, nilai, "UU", "Pasal", dari, sampai, terverifikasi)


ATURAN = [
    aturan("ambang_kursi", {"kursi_persen": 20, "suara_persen": 25}, date(2016, 7, 1),
           date(2024, 8, 24)),
    aturan("ambang_suara", BRACKETS, date(2024, 8, 25)),
    aturan("ambang_perseorangan", BRACKETS, date(2016, 7, 1), terverifikasi=False),
]  # fmt: skip
BABEL = Dasar(dpt=1_067_434, suara_sah=885_340, kursi=45, daerah=7, asal=Asal.INFERRED)


@pytest.mark.parametrize(
    ("tingkat", "dpt", "wanted"),
    [
        (PROVINSI, 2_000_000, "10"),
        (PROVINSI, 2_000_001, "17/2"),
        (PROVINSI, 6_000_000, "17/2"),
        (PROVINSI, 6_000_001, "15/2"),
        (PROVINSI, 12_000_000, "15/2"),
        (PROVINSI, 12_000_001, "13/2"),
        (KABUPATEN, 250_000, "10"),
        (KABUPATEN, 250_001, "17/2"),
        (KABUPATEN, 500_001, "15/2"),
        (KABUPATEN, 1_000_001, "13/2"),
    ],
)
def test_the_bracket_is_chosen_by_voters(tingkat, dpt, wanted):
    assert str(persen(tingkat, dpt)) == wanted


@pytest.mark.parametrize(
    ("tingkat", "dpt", "dari", "minimal"),
    [
        (KABUPATEN, 150_000, 125_883, 12_589),  # Bangka Selatan, valid votes
        (KABUPATEN, 148_424, 148_424, 14_843),  # Bangka Barat, support
        (KABUPATEN, 95_791, 95_791, 9_580),  # Belitung Timur, support
        (PROVINSI, 1_064_434, 1_064_434, 106_444),  # the press truncated it to 106,443
        (PROVINSI, 1_067_434, 885_340, 88_534),
        (PROVINSI, 2_000_001, 1_000_000, 85_000),  # exact: nothing to round
        (PROVINSI, 2_000_001, 1_000_001, 85_001),
    ],
)
def test_everything_is_rounded_up(tingkat, dpt, dari, minimal):
    assert bagian(persen(tingkat, dpt), dari) == minimal


@pytest.mark.parametrize(("daerah", "minimal"), [(6, 4), (7, 4), (8, 5), (1, 1), (2, 2)])
def test_support_is_spread_over_more_than_half(daerah, minimal):
    assert lebih_dari_separuh(daerah) == minimal


def test_after_mk_60_valid_votes_count():
    found = hitung(ATURAN, BABEL, "provinsi", date(2024, 8, 25))
    assert (found.cara, found.suara, found.kursi) == (Cara.SUARA, 88_534, None)
    assert (found.dukungan, found.sebaran) == (106_744, 4)
    assert (found.asal, found.terverifikasi) == (Asal.INFERRED, False)
    steps = [(s.uraian.value, s.rumus, s.nilai) for s in found.langkah]
    assert steps[1:3] == [
        ("tingkat", "DPT = 1067434", "10 %"),
        ("suara-minimal", "ceil(10 % × 885340)", "88534"),
    ]
    assert steps[-1] == ("sebaran-minimal", "floor(7 / 2) + 1", "4")
    assert all(s.dasar for s in found.langkah)
    assert found.langkah[-1].dasar.endswith("[M]")


def test_before_mk_60_seats_or_votes_count():
    found = hitung(ATURAN, BABEL, "provinsi", date(2024, 8, 24))
    assert (found.cara, found.kursi, found.suara) == (Cara.KURSI_ATAU_SUARA, 9, 221_335)


def test_without_a_rule_nothing_is_calculated():
    with pytest.raises(Refusal) as refusal:
        hitung(ATURAN, BABEL, "provinsi", date(2010, 1, 1))
    assert refusal.value.code == "aturan-tidak-ada"


def party(kode, suara, kursi, nomor=1):
    return Partai(kode, nomor, kode, suara, Asal.PRESS, kursi, Asal.PRESS)


@pytest.mark.parametrize(
    ("pada", "parties", "wanted"),
    [
        (date(2024, 8, 26), [party("a", 88_534, 0)], True),
        (date(2024, 8, 26), [party("a", 88_533, 45)], False),
        (date(2024, 8, 26), [party("a", 44_267, 0), party("b", 44_267, 0)], True),
        (date(2024, 8, 26), [party("a", 88_534, 9), party("b", None, 0)], None),
        (date(2024, 8, 1), [party("a", 1, 9)], True),
        (date(2024, 8, 1), [party("a", 1, 8)], False),
        (date(2024, 8, 1), [party("a", 221_335, 8)], True),
        (date(2024, 8, 1), [party("a", 1, 8), party("b", 500_000, 0)], False),  # has no seat
        (date(2024, 8, 1), [party("a", None, 8)], None),
        (date(2024, 8, 1), [party("a", None, 9)], True),
    ],
)
def test_whether_parties_reach_it(pada, parties, wanted):
    assert terpenuhi(hitung(ATURAN, BABEL, "provinsi", pada), parties) is wanted


def test_a_sum_with_an_unknown_part_is_unknown():
    found = perolehan([party("a", 1, 2), party("b", None, 3)])
    assert (found.suara, found.kursi) == (None, 5)
    assert perolehan([]).suara == 0


@pytest.mark.parametrize("kode", [["x"], ["a", "a"]])
def test_unknown_and_repeated_parties_are_refused(kode):
    with pytest.raises(Refusal) as refusal:
        pilih({"a": party("a", 1, 1)}, kode)
    assert refusal.value.code == "partai-tidak-dikenal"


def test_a_coalition_has_its_parties_in_the_order_in_which_it_names_them():
    known = {k: party(k, 1, 1) for k in "abc"}
    assert pilih(known, ["c", "a"]) == [known["c"], known["a"]]


KNOWN = [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    "named",
    [
        [("c", 3)],
        [("a", 1), ("c", 3)],  # the figures of a are mended
        [],
    ],
    ids=str,
)
def test_parties_are_registered_or_mended(named):
    assert require_distinct(KNOWN, named) is None


@pytest.mark.parametrize(
    "named",
    [
        [("a", 3)],
        [("c", 2)],
        [("a", 2)],
        [("c", 3), ("c", 4)],
        [("c", 3), ("d", 3)],
        [("c", 3), ("c", 3)],
        [("a", 1), ("a", 1)],
    ],
    ids=str,
)
def test_no_two_parties_have_a_code_or_a_number(named):
    with pytest.raises(Refusal) as refusal:
        require_distinct(KNOWN, named)
    assert refusal.value.code == "nomor-partai-ganda"


def test_what_remains():
    all_ = {k: party(k, 1, 1) for k in "abc"}
    assert [p.kode for p in sisa(all_, {"b"})] == ["a", "c"]
