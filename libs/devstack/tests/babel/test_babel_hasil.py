"""Every counting form passes all checks, and all of them sum to the real result."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.babel.formulir import CHasil
from devstack.babel.hasil import hasil_provinsi
from devstack.babel.rekap import Rekap, rekap_kabupaten, rekap_provinsi
from devstack.babel.sasaran import TPS_MAKSIMUM, SasaranProvinsi, sasaran_provinsi, skala

SEEDS = (1, 2024, 77)


def forms(sasaran: SasaranProvinsi, seed: int) -> tuple[dict[str, Rekap], list[CHasil]]:
    """Return the DPT per TPS and the forms of a province."""
    rekap = rekap_provinsi(sasaran, seed)
    return rekap, list(hasil_provinsi(sasaran, rekap, seed))


def broken_rules(c: CHasil, dpt: tuple[int, int]) -> list[str]:
    """Return the names of the arithmetic rules that a form breaks."""
    pemilih, pengguna, surat = c["pemilih"]["terdaftar"], c["pengguna"], c["surat_suara"]
    jumlah = pengguna["jumlah"]
    bagian = [pengguna["terdaftar"], pengguna["pindahan"], pengguna["tambahan_ktp"]]
    baris = [pemilih, *bagian, jumlah]
    angka = [
        *(n for b in baris for n in (b["l"], b["p"], b["jumlah"])),
        *(surat["diterima"], surat["digunakan"], surat["dikembalikan"], surat["tidak_digunakan"]),
        *(*c["suara"].values(), c["suara_sah"], c["suara_tidak_sah"]),
    ]
    rules = {
        "the DPT is the list's": (pemilih["l"], pemilih["p"]) == dpt,
        "1 L + P": all(b["l"] + b["p"] == b["jumlah"] for b in baris),
        "2 users within the DPT": all(
            pengguna["terdaftar"][k] <= pemilih[k] for k in ("l", "p", "jumlah")
        ),
        "3 users": all(jumlah[k] == sum(b[k] for b in bagian) for k in ("l", "p", "jumlah")),
        "4 valid": sum(c["suara"].values()) == c["suara_sah"],
        "5 total": c["suara_sah"] + c["suara_tidak_sah"] == c["total_suara"],
        "6 ballots": c["total_suara"] == surat["digunakan"] == jumlah["jumlah"],
        "7 received": surat["diterima"]
        == surat["digunakan"] + surat["dikembalikan"] + surat["tidak_digunakan"],
        "8 reserve": surat["diterima"] == sum(dpt) + (sum(dpt) * 25 + 999) // 1000,
        "10 range": min(angka) >= 0 and sum(dpt) <= TPS_MAKSIMUM,
    }
    return [name for name, holds in rules.items() if not holds]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_2197_forms_pass_and_sum_to_the_result(seed: int) -> None:
    """Kecamatan, kabupaten and province sums are the sources' to the last vote."""
    sasaran = sasaran_provinsi()
    rekap, semua = forms(sasaran, seed)
    assert len(semua) == 2197
    assert [c["tps"] for c in semua] == sorted({c["tps"] for c in semua})
    _check(sasaran, rekap, semua)
    assert sum(c["total_suara"] for c in semua) == 651_169
    assert sum(c["suara_tidak_sah"] for c in semua) == 61_024
    koreksi = [sum(k.koreksi[i] for k in sasaran.kabupaten) for i in (0, 1)]
    suara = [sum(c["suara"][n] for c in semua) for n in ("1", "2")]
    assert [a + b for a, b in zip(suara, koreksi, strict=True)] == [290_548, 299_591]


@settings(deadline=None, max_examples=40)
@given(st.floats(0.001, 1), st.integers(0, 10**6))
def test_forms_of_every_scale_pass(x: float, seed: int) -> None:
    """The same holds for a province of any size."""
    sasaran = skala(x)
    rekap, semua = forms(sasaran, seed)
    _check(sasaran, rekap, semua)
    assert sum(c["total_suara"] for c in semua) == sasaran.total_suara
    assert sum(c["suara_tidak_sah"] for c in semua) == sasaran.tidak_sah_tps


def _check(sasaran: SasaranProvinsi, rekap: dict[str, Rekap], semua: list[CHasil]) -> None:
    per_kec: dict[str, list[CHasil]] = defaultdict(list)
    for c in semua:
        assert broken_rules(c, rekap[c["tps"][:4]][c["tps"]]) == []
        per_kec[c["tps"][:6]].append(c)
    for kab in sasaran.kabupaten:
        for kec in kab.kecamatan:
            isi = per_kec[kec.kode]
            suara = tuple(sum(c["suara"][n] for c in isi) for n in ("1", "2"))
            assert (len(isi), suara) == (kec.tps, kec.suara_tps)


def test_the_missing_tps_has_its_own_votes() -> None:
    """One form of either kecamatan carries exactly what the snapshot lacked."""
    _, semua = forms(sasaran_provinsi(), 2024)
    for kec, suara in (("190201", {"1": 227, "2": 128}), ("190505", {"1": 106, "2": 142})):
        assert [c for c in semua if c["tps"].startswith(kec) and c["suara"] == suara]


def test_turnout_is_near_the_printed_one() -> None:
    """Within 0.2 points per kabupaten."""
    sasaran = sasaran_provinsi()
    _, semua = forms(sasaran, 2024)
    for kab in sasaran.kabupaten:
        total = sum(c["total_suara"] for c in semua if c["tps"].startswith(kab.kode))
        assert total / kab.dpt == pytest.approx(kab.partisipasi, abs=0.002)


@pytest.mark.parametrize("seed", SEEDS)
def test_recap_sums_to_the_official_men_and_women(seed: int) -> None:
    """All seven sum to 552,565 and 532,434, also around a kabupaten that has other figures."""
    sasaran = sasaran_provinsi()
    kab = sasaran.kab("1906")
    nyata = {"1906": rekap_kabupaten(kab, seed, kab.laki_laki - 300)}
    for rekap in (rekap_provinsi(sasaran, seed), rekap_provinsi(sasaran, seed, nyata)):
        lp = [tps for kabupaten in rekap.values() for tps in kabupaten.values()]
        assert (sum(a for a, _ in lp), sum(b for _, b in lp)) == (552_565, 532_434)
        assert {k: sum(map(sum, r.values())) for k, r in rekap.items()} == {
            k.kode: k.dpt for k in sasaran.kabupaten
        }
    assert rekap_provinsi(sasaran, seed, nyata)["1906"] == nyata["1906"]


def test_same_seed_same_forms() -> None:
    """The seed alone decides."""
    sasaran = skala(0.05)
    assert forms(sasaran, 5) == forms(sasaran, 5)
    assert forms(sasaran, 5) != forms(sasaran, 6)
