"""Candidates: age, titles, and the documents that their particulars ask for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from candidacy.domain.calon import (
    Gelar,
    Letak,
    Pemicu,
    Posisi,
    cukup_umur,
    nama_tercetak,
    tanggal_acuan,
    wajib_berijazah,
)
from candidacy.domain.dokumen_syarat import Status
from candidacy.domain.jenis_dokumen import JenisDokumen, Kelas, Lingkup, boleh_baca, wajib
from candidacy.domain.nominasi import Aksi
from candidacy.domain.nominasi import Status as StatusNominasi
from candidacy.domain.penelitian import (
    hasil,
    penentu,
    putaran_hasil,
    wajib_lewat,
    wajib_selesai,
)
from candidacy.domain.penerimaan import Sebab, penerimaan
from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.tindakan import Jendela


@pytest.mark.parametrize(
    ("lahir", "pada", "wanted"),
    [
        (date(1994, 9, 22), date(2024, 9, 22), True),  # 30 on the day of determination
        (date(1994, 9, 23), date(2024, 9, 22), False),
        (date(1994, 9, 23), date(2025, 2, 20), True),  # at inauguration, as MA 23 P/HUM/2024 had it
        (date(1992, 2, 29), date(2022, 2, 28), False),
        (date(1992, 2, 29), date(2022, 3, 1), True),
    ],
)
def test_age(lahir, pada, wanted):
    assert cukup_umur(lahir, pada, 30) is wanted


def test_age_is_counted_on_the_last_day_of_the_window_that_the_rule_names():
    def window(act, day):
        at = datetime(2024, 9, day, 16, 59, tzinfo=UTC)  # 23:59 WIB
        return Jendela(f"S{day}", act, act, at, at)

    jadwal = [window("penetapan-paslon", 21), window("penetapan-paslon", 22), window("x", 25)]
    assert tanggal_acuan("penetapan-paslon", jadwal) == date(2024, 9, 22)
    with pytest.raises(Refusal) as refusal:
        tanggal_acuan("pelantikan", jadwal)
    assert refusal.value.code == "tanggal-acuan-tidak-ada"


@pytest.mark.parametrize(
    ("bukti", "sah"),
    [("ijazah-s1", True), ("ijazah-s3", True), ("pas-foto", False), ("ijazah-slta", False)],
)
def test_a_diploma_alone_proves_a_title(bukti, sah):
    gelar = [Gelar("S.H.", Letak.BELAKANG, "ijazah-s1"), Gelar("Dr.", Letak.DEPAN, bukti)]
    if sah:
        assert wajib_berijazah(gelar, ["ijazah-s1", "ijazah-s3"]) is None
    else:
        with pytest.raises(Refusal, match="gelar-tanpa-ijazah"):
            wajib_berijazah(gelar, ["ijazah-s1", "ijazah-s3"])


TITLES = [
    Gelar("Dr.", Letak.DEPAN, "ijazah-s3"),
    Gelar("S.E.", Letak.BELAKANG, "ijazah-s1"),
    Gelar("M.M.", Letak.BELAKANG, "ijazah-s2"),
]


@pytest.mark.parametrize(
    ("terbukti", "wanted"),
    [
        (set(), "Nama Buatan"),
        ({"ijazah-slta"}, "Nama Buatan"),
        ({"ijazah-s1"}, "Nama Buatan, S.E."),
        ({"ijazah-s3"}, "Dr. Nama Buatan"),
        ({"ijazah-s1", "ijazah-s2", "ijazah-s3"}, "Dr. Nama Buatan, S.E., M.M."),
    ],
)
def test_only_proven_titles_are_printed(terbukti, wanted):
    assert nama_tercetak("Nama Buatan", TITLES, terbukti) == wanted


def kind(kode, lingkup, pemicu=None):
    return JenisDokumen(kode, kode, lingkup, pemicu, Kelas.P2, "UU")


def test_particulars_ask_for_documents():
    kinds = [
        kind("visi-misi", Lingkup.PASANGAN),
        kind("skck", Lingkup.CALON),
        kind("putusan", Lingkup.CALON, Pemicu.TERPIDANA),
    ]
    assert set(wajib(kinds, {Posisi.WAKIL: {Pemicu.TERPIDANA}})) == {
        (Posisi.PASANGAN, "visi-misi"),
        (Posisi.CALON, "skck"),
        (Posisi.WAKIL, "skck"),
        (Posisi.WAKIL, "putusan"),
    }


@pytest.mark.parametrize(
    ("role", "classes"),
    [
        ("verifikator", "P0 P1 P2 P3"),
        ("ketua", "P0 P1 P2 P3"),
        ("bawaslu", "P0 P1 P2"),
        ("lo", "P0 P1 P2"),
        ("partai", "P0 P1 P2"),
        ("publik", ""),
    ],
)
def test_classes_of_disclosure(role, classes):
    actor = Actor("x", frozenset({role}), "19")
    assert [k.value for k in Kelas if boleh_baca(k, actor)] == classes.split()


@pytest.mark.parametrize(
    ("statuses", "old_enough", "wanted"),
    [
        ({Status.MS}, True, Aksi.HASIL_MS),
        ({Status.MS, Status.BMS}, True, Aksi.HASIL_BMS),
        ({Status.MS, Status.BMS, Status.TMS}, True, Aksi.HASIL_TMS),
        ({Status.MS}, False, Aksi.HASIL_TMS),
    ],
)
def test_the_result_follows_from_the_documents(statuses, old_enough, wanted):
    assert hasil(statuses, cukup_umur=old_enough) is wanted


@pytest.mark.parametrize("status", [s for s in Status if s not in {"ms", "bms", "tms"}])
def test_no_result_before_all_is_judged(status):
    butir = {(Posisi.CALON, "skck"): status, (Posisi.CALON, "spt"): Status.MS}
    with pytest.raises(Refusal) as refusal:
        wajib_selesai(butir)
    assert refusal.value.members == {"belum": ["calon/skck"]}


def test_judged_is_judged_whatever_was_found():
    judged = (Status.MS, Status.BMS, Status.TMS)
    assert wajib_selesai({(Posisi.CALON, str(s)): s for s in judged}) is None


@pytest.mark.parametrize(
    ("status", "wanted"),
    [(Status.MS, Aksi.HASIL_MS), (Status.BMS, Aksi.HASIL_BMS), (Status.TMS, Aksi.HASIL_MS)],
)
def test_a_diploma_that_only_proves_a_title_fails_nobody(status, wanted):
    title, skck = (Posisi.CALON, "ijazah-s1"), (Posisi.CALON, "skck")
    kinds = {
        title: replace(kind("ijazah-s1", Lingkup.CALON), menentukan=False),
        skck: kind("skck", Lingkup.CALON),
    }
    found = penentu({title: status, skck: Status.MS}, kinds)
    assert hasil(found, cukup_umur=True) is wanted
    assert penentu({skck: Status.TMS}, kinds) == [Status.TMS]


def test_anything_against_it_returns_a_nomination():
    assert penerimaan([]) is Aksi.PENERIMAAN
    assert all(penerimaan([s]) is Aksi.PENGEMBALIAN for s in Sebab)


@pytest.mark.parametrize(
    ("status", "putaran", "wanted"),
    [
        (StatusNominasi.DITERIMA, 1, 1),
        (StatusNominasi.PERLU_PERBAIKAN, 1, 2),
        (StatusNominasi.DIPERBAIKI, 2, 2),
    ],
)
def test_what_nobody_repaired_has_its_result_in_the_last_round(status, putaran, wanted):
    assert putaran_hasil(status, putaran) == wanted


@pytest.mark.parametrize(
    ("status", "hari", "over"),
    [
        (StatusNominasi.PERLU_PERBAIKAN, 8, False),
        (StatusNominasi.PERLU_PERBAIKAN, 9, True),
        (StatusNominasi.DIPERBAIKI, 8, True),
    ],
)
def test_nothing_ends_while_it_may_be_repaired(status, hari, over):
    mulai, selesai = (datetime(2024, 9, day, tzinfo=UTC) for day in (6, 8))
    jadwal = [Jendela("S4d", "Perbaikan", "perbaikan", mulai, selesai)]
    pada = datetime(2024, 9, hari, tzinfo=UTC)
    if over:
        assert wajib_lewat(status, jadwal, pada) is None
        return
    with pytest.raises(Refusal, match="masa-perbaikan-belum-berakhir"):
        wajib_lewat(status, jadwal, pada)
