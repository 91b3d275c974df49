"""What a finding at the door does, one row per case."""

from datetime import date

import pytest

from election_common.errors import Refusal
from voter_registry.domain.coklit import Akibat, Catatan, Hasil, Temuan, periksa_baru, terapkan
from voter_registry.domain.ruleset import Aturan, Nama, in_force
from voter_registry.domain.umur import cukup_umur, umur

HARI = date(2024, 11, 27)
TPS = "1906012001001"


def rule(nama, nilai, dari=date(2024, 1, 1), sampai=None):
    return Aturan(nama, nilai, "uji", "-", dari, sampai, terverifikasi=False)


RULES = [
    rule(Nama.USIA_MINIMUM, 17),
    rule(Nama.TPS_MAKSIMUM, 600),
    rule(Nama.DPSHP_DITETAPKAN, nilai=False),
    rule(
        Nama.KODE_TMS,
        {
            "1": {"akibat": "tms"},
            "2": {"alasan": "ganda", "akibat": "tms"},
            "8": {"akibat": "pindah_tps"},
        },
    ),
    rule(Nama.LABEL_PEMILIH, {}),
    rule(Nama.CADANGAN_SURAT_SUARA, "0.025"),
]
RULESET = in_force("uji", RULES, HARI)


def catatan(**changes):
    values = {
        "lokasi": TPS, "status": "potensial", "tanggal_lahir": date(1990, 5, 15),
        "status_kawin": "B", "versi": 1,
    }  # fmt: skip
    return Catatan(**(values | changes))


@pytest.mark.parametrize(
    ("temuan", "akibat"),
    [
        (Temuan(Hasil.SESUAI, 1), Akibat("sesuai", None, TPS, {})),
        (Temuan(Hasil.UBAH, 1, perubahan={"nama": "A"}), Akibat("ubah", None, TPS, {"nama": "A"})),
        (Temuan(Hasil.TMS, 1, kode="1"), Akibat("tms", "1", TPS, {})),
        (
            Temuan(Hasil.PINDAH_TPS, 1, kode="8", tps_benar="1906012001002"),
            Akibat("ubah", None, "1906012001002", {}),
        ),
    ],
)
def test_lawful_findings(temuan, akibat):
    assert terapkan(catatan(), temuan, RULESET, HARI) == akibat


@pytest.mark.parametrize(
    ("record", "temuan", "code"),
    [
        ({}, Temuan(Hasil.SESUAI, 2), "versi-usang"),
        ({}, Temuan(Hasil.TMS, 1, kode="5"), "kode-tms-tidak-dikenal"),
        ({}, Temuan(Hasil.TMS, 1), "kode-tms-tidak-dikenal"),
        ({}, Temuan(Hasil.TMS, 1, kode="8"), "kode-tidak-cocok"),
        ({}, Temuan(Hasil.PINDAH_TPS, 1, kode="1", tps_benar=TPS), "kode-tidak-cocok"),
        ({}, Temuan(Hasil.PINDAH_TPS, 1, kode="8"), "tps-benar-tidak-sah"),
        (
            {},
            Temuan(Hasil.PINDAH_TPS, 1, kode="8", tps_benar="1906012002001"),
            "tps-benar-tidak-sah",
        ),
        ({"tanggal_lahir": date(2007, 11, 28)}, Temuan(Hasil.SESUAI, 1), "belum-cukup-umur"),
        (
            {},
            Temuan(Hasil.UBAH, 1, perubahan={"tanggal_lahir": date(2010, 1, 1)}),
            "belum-cukup-umur",
        ),
    ],
)
def test_refused_findings(record, temuan, code):
    with pytest.raises(Refusal) as refusal:
        terapkan(catatan(**record), temuan, RULESET, HARI)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("lahir", "kawin", "boleh"),
    [
        (date(2007, 11, 27), "B", True),  # 17 on voting day
        (date(2007, 11, 28), "B", False),
        (date(2007, 11, 28), "S", True),
        (date(2009, 1, 1), "P", True),
    ],
)
def test_age(lahir, kawin, boleh):
    assert cukup_umur(lahir, kawin, hari_pemungutan=HARI, minimum=17) is boleh


def test_age_of_a_leap_day():
    assert umur(date(2004, 2, 29), date(2024, 2, 28)) == 19
    assert umur(date(2004, 2, 29), date(2024, 3, 1)) == 20


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"nik": "12"}, "nomor-identitas-tidak-sah"),
        ({"nkk": "12"}, "nomor-identitas-tidak-sah"),
        ({"tanggal_lahir": date(2010, 1, 1)}, "belum-cukup-umur"),
    ],
)
def test_a_person_found_at_the_door(changes, code):
    person = {
        "nik": "1906011505900001", "nkk": "1906010101100001", "tanggal_lahir": date(1990, 5, 15),
        "status_kawin": "B",
    } | changes  # fmt: skip
    if code is None:
        periksa_baru(**person, ruleset=RULESET, hari_pemungutan=HARI)
    else:
        with pytest.raises(Refusal) as refusal:
            periksa_baru(**person, ruleset=RULESET, hari_pemungutan=HARI)
        assert refusal.value.code == code


def test_a_rule_out_of_force_does_not_count():
    old = [*RULES[1:], rule(Nama.USIA_MINIMUM, 21, sampai=date(2024, 11, 26))]
    with pytest.raises(Refusal) as refusal:
        in_force("uji", old, HARI)
    assert refusal.value.params["kurang"] == "usia_minimum"


def test_rules_are_what_they_say():
    assert RULESET.tps_maksimum == 600
    assert RULESET.dpshp_ditetapkan is False
    assert RULESET.kode_ganda == "2"


def test_a_ruleset_without_the_code_of_a_duplicate_strikes_nobody():
    rules = [r for r in RULES if r.nama != Nama.KODE_TMS]
    bare = in_force("uji", [*rules, rule(Nama.KODE_TMS, {"1": {"akibat": "tms"}})], HARI)
    with pytest.raises(Refusal, match="ruleset-tidak-lengkap"):
        _ = bare.kode_ganda
