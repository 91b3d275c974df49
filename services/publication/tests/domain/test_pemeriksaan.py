"""The eleven checks, a row per case, and the form that OCR once made of a real one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election_common.errors import Refusal
from election_common.provenance import Asal
from publication.domain.angka import JUMLAH_TPS, TETAP, add, flatten, nest
from publication.domain.kolom import Jenis, Kolom
from publication.domain.koreksi import Koreksi
from publication.domain.pemeriksaan import (
    PEMERIKSAAN,
    PERINGATAN,
    UNTUK_FORMULIR,
    UNTUK_REKAP,
    Batas,
    Lembar,
    periksa,
)
from publication.domain.potret import Formulir, Jumlah, Potret, Wilayah
from publication.domain.terima import Acuan, periksa_rekap, terima_formulir
from publication.domain.unit import Unit, gabung

BATAS = Batas(600, Decimal("0.025"))

SOUND = {
    "pemilih.terdaftar.l": 150, "pemilih.terdaftar.p": 140, "pemilih.terdaftar.jumlah": 290,
    "pengguna.terdaftar.l": 80, "pengguna.terdaftar.p": 70, "pengguna.terdaftar.jumlah": 150,
    "pengguna.pindahan.l": 1, "pengguna.pindahan.p": 2, "pengguna.pindahan.jumlah": 3,
    "pengguna.tambahan_ktp.l": 2, "pengguna.tambahan_ktp.p": 0, "pengguna.tambahan_ktp.jumlah": 2,
    "pengguna.jumlah.l": 83, "pengguna.jumlah.p": 72, "pengguna.jumlah.jumlah": 155,
    "surat_suara.diterima": 298, "surat_suara.digunakan": 155, "surat_suara.dikembalikan": 1,
    "surat_suara.tidak_digunakan": 142,
    "suara.1": 90, "suara.2": 60, "suara_sah": 150, "suara_tidak_sah": 5, "total_suara": 155,
}  # fmt: skip

# Changes to a sound form, and the checks that then fail.
FORMS = [
    ({}, set()),
    ({"pemilih.terdaftar.jumlah": 291}, {1, 8}),
    ({"pengguna.pindahan.jumlah": 4}, {1, 3}),
    ({"pengguna.terdaftar.l": 151, "pengguna.terdaftar.jumlah": 221}, {2, 3}),
    ({"pengguna.terdaftar.p": 141, "pengguna.terdaftar.jumlah": 221}, {2, 3}),
    ({"pengguna.jumlah.l": 84, "pengguna.jumlah.jumlah": 156}, {3, 6}),
    ({"suara.1": 91}, {4}),
    ({"suara_tidak_sah": 6}, {5}),
    ({"surat_suara.digunakan": 154, "surat_suara.tidak_digunakan": 143}, {6}),
    ({"surat_suara.dikembalikan": 2}, {7}),
    ({"surat_suara.diterima": 297, "surat_suara.tidak_digunakan": 141}, {8}),
    ({"suara.1": -1, "suara.2": 151}, {10}),
    ({"total_suara": 616}, {5, 6, 10}),
]


@pytest.mark.parametrize(("changes", "failing"), FORMS)
def test_checks_of_a_form(changes, failing):
    found = periksa(PEMERIKSAAN, Lembar(SOUND | changes, BATAS))
    assert {v.aturan for v in found} == failing


def test_ocr_garbage_is_refused_by_number():
    garbage = SOUND | {
        "pemilih.terdaftar.l": 528, "pemilih.terdaftar.p": 430, "pemilih.terdaftar.jumlah": 258,
        "pengguna.terdaftar.l": 441, "pengguna.terdaftar.p": 442, "pengguna.terdaftar.jumlah": 883,
        "pengguna.jumlah.jumlah": 883,
    }  # fmt: skip
    found = periksa(UNTUK_FORMULIR, Lembar(garbage, BATAS))
    assert {v.aturan for v in found} == {1, 2, 3, 6}
    assert str(found[0]) == "pemilih.terdaftar.jumlah 258 (958)"
    assert (883, 258) in {(v.dinyatakan, v.pembanding) for v in found}


def fix(kolom, dari, ke):
    return Koreksi(kolom, dari, ke, "salah salin", "saksi 1", Asal.INFERRED)


VOTES = {k: v for k, v in SOUND.items() if k.startswith("suara") or k == "total_suara"}
VOTES = {k: v for k, v in VOTES.items() if not k.startswith("surat")}
MOVED = VOTES | {"suara.1": 92, "suara_sah": 152, "suara_tidak_sah": 3}
FIXES = (fix("suara.1", 90, 92), fix("suara_sah", 150, 152), fix("suara_tidak_sah", 5, 3))

# What is declared, the corrections, and the checks that fail beside children that sum to SOUND.
RECAPS = [
    (SOUND, (), []),
    (VOTES, (), []),
    (VOTES | {"suara.1": 120}, (), [9, 4]),
    (MOVED, (), [9]),
    (MOVED, FIXES, []),
    (MOVED, FIXES[:2], [9]),
    (MOVED, (*FIXES, fix("suara.2", 60, 60)), [11]),
    (MOVED, (*FIXES, FIXES[0]), [9, 11]),
    (MOVED, (fix("suara.1", 91, 93), *FIXES[1:]), [11]),
    (MOVED, (*FIXES, fix("pengguna.jumlah.l", 83, 84)), [11]),
    (VOTES | {"suara_sah": 151}, (fix("suara_sah", 150, 151),), [4, 5]),
    (VOTES | {JUMLAH_TPS: 3}, (), [9]),
    (VOTES | {"total_suara": -1}, (), [9, 5, 10]),
]


@pytest.mark.parametrize(("declared", "koreksi", "failing"), RECAPS)
def test_checks_of_a_recap(declared, koreksi, failing):
    lembar = Lembar(declared, dihitung=SOUND | {JUMLAH_TPS: 1}, koreksi=koreksi)
    assert list(dict.fromkeys(v.aturan for v in periksa(UNTUK_REKAP, lembar))) == failing


def test_the_table_is_whole():
    assert [p.nomor for p in PEMERIKSAAN] == list(range(1, 12))
    assert [p.nomor for p in PERINGATAN] == [8]
    used = {p.nomor for p in (*UNTUK_FORMULIR, *UNTUK_REKAP, *PERINGATAN)}
    assert used == set(range(1, 12))
    assert all(p.dasar and p.nama for p in PEMERIKSAAN)


@pytest.mark.parametrize(("dpt", "reserve"), [(0, 0), (1, 1), (40, 1), (41, 2), (600, 15)])
def test_reserve_is_rounded_up(dpt, reserve):
    assert BATAS.reserve(dpt) == reserve


@pytest.mark.parametrize(
    ("cadangan", "exact"), [("0.025", Decimal("0.025")), (0.1, Decimal("0.1"))]
)
def test_limits_are_those_of_the_elections_rules(cadangan, exact):
    aturan = {"tps_maksimum": 600, "cadangan_surat_suara": cadangan}
    assert Batas.of(aturan) == Batas(600, exact)


KOLOM = (Kolom(1, Jenis.PASLON, "a"), Kolom(2, Jenis.KOLOM_KOSONG, "kosong"))

few = st.integers(0, 60)


@st.composite
def forms(draw):
    """Forms on which every check holds."""
    l, p = draw(st.integers(1, 300)), draw(st.integers(1, 300))
    lines = {
        "terdaftar": (draw(st.integers(0, l)), draw(st.integers(0, p))),
        "pindahan": (draw(st.integers(0, 3)), draw(st.integers(0, 3))),
        "tambahan_ktp": (draw(st.integers(0, 3)), draw(st.integers(0, 3))),
    }
    lines["jumlah"] = tuple(map(sum, zip(*lines.values(), strict=True)))
    total = sum(lines["jumlah"])
    invalid = draw(st.integers(0, total))
    first = draw(st.integers(0, total - invalid))
    returned, unused = draw(few), draw(few)
    form = {
        "pemilih": {"terdaftar": {"l": l, "p": p, "jumlah": l + p}},
        "pengguna": {k: {"l": a, "p": b, "jumlah": a + b} for k, (a, b) in lines.items()},
        "surat_suara": {
            "diterima": total + returned + unused, "digunakan": total,
            "dikembalikan": returned, "tidak_digunakan": unused,
        },
        "suara": {"1": first, "2": total - invalid - first},
        "suara_sah": total - invalid,
        "suara_tidak_sah": invalid,
        "total_suara": total,
    }  # fmt: skip
    return flatten(form)


CODES = ["1903012001001", "1903012001002", "1903022001001", "1971011001001"]
WILAYAH = {
    kode: Wilayah(kode, kode, "-", induk)
    for kode, induk in [
        ("19", None), ("1903", "19"), ("1971", "19"),
        ("190301", "1903"), ("190302", "1903"), ("197101", "1971"),
    ]
}  # fmt: skip


@given(st.lists(forms(), min_size=4, max_size=4))
def test_any_accepted_forms_sum_up_at_each_level(papers):
    by_tps = dict(zip(CODES, papers, strict=True))
    dpt = {t: (f["pemilih.terdaftar.l"], f["pemilih.terdaftar.p"]) for t, f in by_tps.items()}
    acuan = Acuan(Batas(700, Decimal("0.025")), KOLOM, dpt, {"1903", "1971"})
    accepted = {t: terima_formulir(t, f, Asal.GENERATED, acuan) for t, f in by_tps.items()}
    jumlah = {
        kec: Jumlah(
            add({**f.angka, JUMLAH_TPS: 1} for t, f in accepted.items() if t.startswith(kec)),
            Asal.GENERATED,
        )
        for kec in ("190301", "190302", "197101")
    }
    units = Potret(WILAYAH, dict.fromkeys(jumlah, 1), jumlah, {}).units()
    for kode, unit in units.items():
        below = [f.angka for t, f in accepted.items() if t.startswith(kode)]
        assert {k: v for k, v in unit.dihitung.items() if k != JUMLAH_TPS} == add(below)
        assert unit.tps_masuk == len(below)
        assert periksa(UNTUK_REKAP, Lembar(unit.dihitung, dihitung=unit.dihitung)) == []


@given(forms())
def test_flatten_and_nest_are_inverse(paper):
    assert flatten(nest(paper)) == paper
    assert set(TETAP) < set(paper)


def test_an_empty_unit_has_no_provenance():
    leaf = Unit("190301", "a", "kecamatan", 1, {}, {})
    whole = gabung("1903", "b", "kabupaten", [leaf], None)
    assert (whole.asal, whole.tps_masuk, whole.tps_total) == ({}, 0, 1)


def test_a_recap_has_no_reserve_of_its_own():
    assert periksa(PERINGATAN, Lembar(VOTES)) == []


TPS = CODES[0]
ACUAN = Acuan(BATAS, KOLOM, {TPS: (150, 140)}, {"1903"})
SPARE = {"surat_suara.diterima": 297, "surat_suara.tidak_digunakan": 141}
SWAPPED = {"pemilih.terdaftar.l": 140, "pemilih.terdaftar.p": 150}


@pytest.mark.parametrize(("changes", "peringatan"), [({}, ()), (SPARE, (8,))])
def test_a_sound_form_is_accepted_with_its_warnings(changes, peringatan):
    form = SOUND | changes
    accepted = terima_formulir(TPS, form, Asal.OFFICIAL, ACUAN)
    assert accepted == Formulir(TPS, form, Asal.OFFICIAL, peringatan)


# The TPS, changes to a sound form, and the first rule that refuses it.
REFUSED = [
    (TPS, {"suara.3": 0}, "kolom-tidak-sesuai", {"kolom": "suara.3"}),
    ("1903012001009", {"suara.3": 0}, "kolom-tidak-sesuai", {"kolom": "suara.3"}),
    ("1903012001009", {}, "tps-tidak-dikenal", {"tps": "1903012001009"}),
    ("1971011001001", {}, "dpt-belum-diterima", {"wilayah": "1971"}),
    ("1971011001001", {"suara.1": 91}, "dpt-belum-diterima", {"wilayah": "1971"}),
    (TPS, {"suara.1": 91}, "pemeriksaan-gagal", {"aturan": 4, "uraian": "suara_sah 150 (151)"}),
    (TPS, SWAPPED | {"suara.1": 91}, "pemeriksaan-gagal",
     {"aturan": 4, "uraian": "suara_sah 150 (151)"}),
    (TPS, SWAPPED, "dpt-tidak-sama", {"formulir": "140 + 150", "dpt": "150 + 140"}),
]  # fmt: skip


@pytest.mark.parametrize(("tps", "changes", "code", "params"), REFUSED)
def test_a_form_is_refused_by_the_first_rule_that_it_breaks(tps, changes, code, params):
    with pytest.raises(Refusal) as refusal:
        terima_formulir(tps, SOUND | changes, Asal.OFFICIAL, ACUAN)
    assert (refusal.value.code, refusal.value.params) == (code, params)


def test_a_form_of_another_dpt_fails_check_2():
    with pytest.raises(Refusal, match="dpt-tidak-sama") as refusal:
        terima_formulir(TPS, SOUND | SWAPPED, Asal.OFFICIAL, ACUAN)
    assert refusal.value.members == {"aturan": 2}


def test_a_refusal_says_the_first_check_and_lists_every_figure_that_fails_one():
    with pytest.raises(Refusal, match="pemeriksaan-gagal") as refusal:
        terima_formulir(TPS, SOUND | {"total_suara": 616}, Asal.OFFICIAL, ACUAN)
    assert refusal.value.params == {"aturan": 5, "uraian": "total_suara 616 (155)"}
    assert refusal.value.members == {
        "aturan": 5,
        "pelanggaran": [
            {
                "aturan": n,
                "kolom": "total_suara",
                "dinyatakan": 616,
                "pembanding": b,
                "beda": 616 - b,
            }
            for n, b in ((5, 155), (6, 155), (6, 155), (10, 615))
        ],
    }


def test_a_plenary_declares_what_its_children_and_corrections_add_up_to():
    periksa_rekap(Lembar(MOVED, dihitung=SOUND, koreksi=FIXES))
    with pytest.raises(Refusal, match="pemeriksaan-gagal") as refusal:
        periksa_rekap(Lembar(MOVED, dihitung=SOUND))
    assert refusal.value.params["aturan"] == 9
