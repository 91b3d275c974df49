"""How the value of each rule looks, a row for each that nobody could read."""

from datetime import date

import pytest

from election_common.errors import Refusal
from voter_registry.domain.ruleset import BENTUK, Aturan, Nama, require_values

DOUBLE = {"2": {"alasan": "ganda", "akibat": "tms"}}
GOOD = {
    Nama.USIA_MINIMUM: 17,
    Nama.TPS_MAKSIMUM: 600,
    Nama.DPSHP_DITETAPKAN: False,
    Nama.KODE_TMS: {
        "1": {"alasan": "meninggal", "akibat": "tms"},
        **DOUBLE,
        "8": {"akibat": "pindah_tps"},
    },
    Nama.LABEL_PEMILIH: {"terdaftar": "DPT"},
    Nama.CADANGAN_SURAT_SUARA: "0.025",
}
BAD = [
    (Nama.USIA_MINIMUM, ["tujuh belas", "17", 0, 100, True, 17.5, None]),
    (Nama.TPS_MAKSIMUM, ["600", 0, 10_001, None]),
    (Nama.DPSHP_DITETAPKAN, ["false", 0, None]),
    (
        Nama.KODE_TMS,
        [
            [],
            {},
            None,
            *(DOUBLE | {"1": code} for code in ("tms", {"akibat": "hapus"}, {"akibat": []}, {})),
            {"1": {"alasan": "meninggal", "akibat": "tms"}},
            DOUBLE | {"3": DOUBLE["2"]},
            {"2": {"alasan": "ganda", "akibat": "pindah_tps"}},
        ],
    ),
    (Nama.LABEL_PEMILIH, [[], {"terdaftar": 1}, None]),
    (Nama.CADANGAN_SURAT_SUARA, [0.025, "dua", "1", "-0.1", "NaN", None]),
]


def rule(nama, nilai):
    return Aturan(nama, nilai, "uji", "-", date(2024, 1, 1), None, terverifikasi=False)


def test_every_rule_that_a_ruleset_must_hold_has_its_form():
    assert set(BENTUK) == set(Nama) == set(GOOD)
    assert require_values([rule(*item) for item in GOOD.items()]) is None
    assert require_values([rule("lain", object())]) is None


@pytest.mark.parametrize(("nama", "nilai"), [(n, v) for n, values in BAD for v in values])
def test_a_value_that_nobody_could_read_is_refused(nama, nilai):
    with pytest.raises(Refusal, match="nilai-aturan-tidak-sah") as refusal:
        require_values([rule(nama, nilai)])
    assert refusal.value.params["nama"] == nama
