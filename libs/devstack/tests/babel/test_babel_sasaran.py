"""The targets are the official figures, and a smaller province keeps every identity."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.babel.sasaran import TPS_MAKSIMUM, SasaranKabupaten, sasaran_provinsi, skala
from devstack.babel.sumber import read_csv
from devstack.babel.tps import plan_tps
from devstack.babel.wilayah import anak_wilayah, semua_wilayah


def test_regions_are_complete() -> None:
    """448 codes, each below a known parent, counted per kind as in the law."""
    wilayah = semua_wilayah()
    jenis = Counter(w.jenis for w in wilayah.values())
    assert jenis == {
        "provinsi": 1, "kabupaten": 6, "kota": 1, "kecamatan": 47, "kelurahan": 84, "desa": 309,
    }  # fmt: skip
    assert all(
        w.kode.startswith(w.induk) and w.induk in wilayah for w in list(wilayah.values())[1:]
    )
    assert len(anak_wilayah("1906")) == 7


def test_full_province_is_the_official_one() -> None:
    """DPT, TPS, votes and invalid votes are those of the decree."""
    provinsi = sasaran_provinsi()
    assert (provinsi.laki_laki, provinsi.perempuan) == (552_565, 532_434)
    assert (provinsi.dpt, provinsi.tps) == (1_084_999, 2_197)
    assert provinsi.suara == (290_548, 299_591)
    assert (provinsi.tidak_sah, provinsi.tidak_sah_tps) == (61_030, 61_024)
    assert provinsi.total_suara == 651_169


@pytest.mark.parametrize("baris", read_csv("dpt-pilkada-2024"), ids=lambda b: b["nama"])
def test_kabupaten_has_its_voters_tps_and_snapshot(baris: dict[str, str]) -> None:
    """DPT, TPS and Sirekap votes per kabupaten are those of the sources."""
    kab = sasaran_provinsi().kab(baris["kode_kab"])
    koreksi = next(b for b in read_csv("koreksi-pilgub-2024") if b["kode_kab"] == kab.kode)
    sirekap = [sum(k.suara[i] for k in kab.kecamatan) for i in (0, 1)]
    assert (kab.dpt, kab.tps) == (int(baris["dpt"]), int(baris["tps"]))
    assert sirekap == [int(koreksi["paslon_1_sirekap"]), int(koreksi["paslon_2_sirekap"])]
    assert kab.suara == (sirekap[0] + int(koreksi["beda_1"]), sirekap[1] + int(koreksi["beda_2"]))


def test_missing_tps_and_corrections_are_told_apart() -> None:
    """Two TPS were missing from the snapshot; two kabupaten were corrected by the plenary."""
    kabupaten = sasaran_provinsi().kabupaten
    susulan = {k.kode: k.susulan for kab in kabupaten for k in kab.kecamatan if k.susulan}
    assert susulan == {"190201": (227, 128), "190505": (106, 142)}
    koreksi = {k.kode: k.koreksi for k in kabupaten if k.koreksi != (0, 0)}
    assert koreksi == {"1903": (110, -119), "1971": (2, 1)}


@settings(deadline=None, max_examples=40)
@given(st.floats(0.001, 1), st.integers(0, 10**6))
def test_every_scale_keeps_the_identities(x: float, seed: int) -> None:
    """Votes, voters and TPS sum upwards; every TPS exists, is filled and below the maximum."""
    provinsi = skala(x)
    assert provinsi.dpt == provinsi.laki_laki + provinsi.perempuan
    assert provinsi.tidak_sah_tps + sum(sum(k.suara_tps) for k in provinsi.kabupaten) == (
        provinsi.total_suara
    )
    for kab in provinsi.kabupaten:
        tps = plan_tps(kab, seed)
        assert sum(t.dpt for t in tps) == kab.dpt
        assert Counter(t.kode[:6] for t in tps) == {k.kode: k.tps for k in kab.kecamatan}
        assert all(0 < t.dpt <= TPS_MAKSIMUM for t in tps)
        assert [t.kode for t in tps] == sorted({t.kode for t in tps})
        assert all(t.kode_wilayah in semua_wilayah() for t in tps)


@pytest.mark.parametrize("kab", sasaran_provinsi().kabupaten, ids=lambda k: k.nama)
def test_every_village_has_a_tps(kab: SasaranKabupaten) -> None:
    """In the whole province no village is without one."""
    desa = {d.kode for kec in anak_wilayah(kab.kode) for d in anak_wilayah(kec.kode)}
    assert {t.kode_wilayah for t in plan_tps(kab, 2024)} == desa


@pytest.mark.parametrize("x", [0, -1, 1.01])
def test_scale_outside_its_range_is_refused(x: float) -> None:
    """A province cannot be larger than it is, nor vanish."""
    with pytest.raises(ValueError, match="scale"):
        skala(x)
