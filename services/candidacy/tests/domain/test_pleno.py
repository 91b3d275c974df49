"""The plenary."""

from datetime import date

import pytest

from candidacy.domain.aturan import Aturan
from candidacy.domain.pleno import Suara, SuaraAnggota, asal_keputusan, wajib_sah
from election_common.errors import Refusal
from election_common.provenance import Asal

RULE = Aturan(
    "pleno",
    {"anggota": 5, "hadir": 4, "setuju": 3},
    "UU",
    "-",
    date(2017, 1, 1),
    None,
    terverifikasi=False,
)
S, T, A = Suara.SETUJU, Suara.TIDAK_SETUJU, Suara.TIDAK_HADIR


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ((S, S, S, S, S), None),
        ((S, S, S, T, A), None),
        ((S, S, S, A, A), "pleno-tidak-kuorum"),
        ((S, S, T, T, T), "pleno-tidak-kuorum"),
        ((S, S, S, S), "pleno-tidak-sesuai"),
        ((S, S, S, S, S, S), "pleno-tidak-sesuai"),
    ],
)
def test_quorum_and_majority(votes, code):
    suara = [SuaraAnggota(n, v) for n, v in enumerate(votes, start=1)]
    if code is None:
        wajib_sah(RULE, suara)
        return
    with pytest.raises(Refusal) as refusal:
        wajib_sah(RULE, suara)
    assert refusal.value.code == code


def test_nobody_votes_twice():
    with pytest.raises(Refusal) as refusal:
        wajib_sah(RULE, [SuaraAnggota(n, S) for n in (1, 2, 3, 4, 4)])
    assert refusal.value.code == "pleno-tidak-sesuai"


@pytest.mark.parametrize(
    ("sk_nomor", "asal"),
    [("SIMULASI/SK/1", Asal.GENERATED), ("49 Tahun 2024", Asal.OFFICIAL)],
)
def test_a_simulated_decree_makes_generated_pairs(sk_nomor, asal):
    assert asal_keputusan(sk_nomor) is asal
