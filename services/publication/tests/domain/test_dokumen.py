"""What is published: whole documents, and what makes the content of one another."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from election_common.provenance import Asal
from publication.domain import dokumen
from publication.domain.dokumen import Terbitan, digest, encode, issue, parse, riwayat, sidik
from publication.domain.dpt import DptDinyatakan, RekapDpt, UnitDpt
from publication.domain.kolom import Jenis, Kolom
from publication.domain.koreksi import Koreksi
from publication.domain.status import Status
from publication.domain.unit import Keputusan, Pengesahan, Saksi, Unit

SATU = Kolom(1, Jenis.PASLON, "Ani - Budi")
TPS = Unit(
    "1903012001001", "TPS 001 Jeriji", "tps", 1,
    {"suara.1": 10, "suara_sah": 10, "jumlah_tps": 1},
    {"suara": Asal.PRESS, "suara_sah": Asal.OFFICIAL, "jumlah_tps": Asal.SNAPSHOT},
    peringatan=(8,),
)  # fmt: skip
FIX = Koreksi("suara.1", 10, 12, "salah salin", "saksi 1", Asal.OFFICIAL)


def declared(angka, *koreksi, keputusan=None):
    return Pengesahan(
        Status.DIUMUMKAN, angka, Asal.OFFICIAL, "7/BA", date(2024, 12, 1),
        koreksi, (Saksi(1, "hadir", "keberatan"),), keputusan, 1,
    )  # fmt: skip


def kecamatan(pengesahan=None, dihitung=TPS.dihitung, asal=TPS.asal_dihitung, anak=(TPS,)):
    return Unit("190301", "Toboali", "kecamatan", 3, dihitung, asal, pengesahan, anak)


def test_a_provisional_result_shows_what_was_computed_and_what_is_missing():
    late = ["1903012001003", "1903012001002"]
    assert dokumen.hasil("uji", kecamatan(), [SATU], late) == {
        "pemilihan": "uji",
        "jenis": "hasil",
        "wilayah": {"kode": "190301", "nama": "Toboali", "jenis": "kecamatan"},
        "status": "sementara",
        "resmi": False,
        "angka_resmi": [],
        "progres": {"tps_masuk": 1, "tps_total": 3},
        "kolom": [{"nomor": 1, "jenis": "PASLON", "label": "Ani - Budi", "pembatalan": None}],
        "dihitung": {
            "asal": "press",
            "asal_angka": {"suara": "press", "suara_sah": "official", "jumlah_tps": "snapshot"},
            "suara": {"1": 10},
            "suara_sah": 10,
            "jumlah_tps": 1,
        },
        "dinyatakan": None,
        "koreksi": [],
        "selisih": [],
        "saksi": [],
        "belum_masuk": ["1903012001002", "1903012001003"],
        "anak": [
            {
                "kode": "1903012001001",
                "nama": "TPS 001 Jeriji",
                "jenis": "tps",
                "status": "sementara",
                "resmi": False,
                "progres": {"tps_masuk": 1, "tps_total": 1},
                "peringatan": [8],
                "asal": "press",
                "asal_angka": {"suara": "press", "suara_sah": "official", "jumlah_tps": "snapshot"},
                "suara": {"1": 10},
                "suara_sah": 10,
            }
        ],
    }


def test_a_unit_of_which_nothing_came_in_has_no_provenance():
    isi = dokumen.hasil("uji", kecamatan(dihitung={}, asal={}, anak=()), [SATU])
    assert isi["dihitung"] == {"asal": None, "asal_angka": {}}
    assert (isi["belum_masuk"], isi["anak"]) == ([], [])


# What was declared beside computed votes of 10, the open differences, and what is official.
DECLARED = [
    (declared({"suara.1": 12, "suara_sah": 10}, FIX), [], ["suara.1", "suara_sah"]),
    (
        declared({"suara.1": 12, "suara_sah": 10}),
        [{"kolom": "suara.1", "dinyatakan": 12, "dihitung": 10, "beda": 2}],
        [],
    ),
]


@pytest.mark.parametrize(("pengesahan", "selisih", "resmi"), DECLARED)
def test_a_declared_result_shows_its_papers_and_whether_it_is_official(pengesahan, selisih, resmi):
    isi = dokumen.hasil("uji", kecamatan(pengesahan), [SATU])
    assert (isi["status"], isi["selisih"]) == ("diumumkan", selisih)
    assert (isi["resmi"], isi["angka_resmi"]) == (bool(resmi), resmi)
    assert isi["dinyatakan"] == {
        "asal": "official",
        "ba_nomor": "7/BA",
        "ba_tanggal": "2024-12-01",
        "keputusan": None,
        "suara": {"1": 12},
        "suara_sah": 10,
    }
    assert isi["saksi"] == [{"paslon": 1, "status": "hadir", "keberatan": "keberatan"}]


def test_every_correction_is_shown_from_what_to_what_why_and_before_whom():
    isi = dokumen.hasil("uji", kecamatan(declared({"suara.1": 12}, FIX)), [SATU])
    assert isi["koreksi"] == [
        {
            "kolom": "suara.1",
            "dari": 10,
            "ke": 12,
            "alasan": "salah salin",
            "saksi": "saksi 1",
            "asal": "official",
        }
    ]


def test_an_announced_result_names_its_decree():
    decree = Keputusan("77/2024", date(2024, 12, 5))
    isi = dokumen.hasil("uji", kecamatan(declared({"suara.1": 10}, keputusan=decree)), [SATU])
    assert isi["dinyatakan"]["keputusan"] == {"nomor": "77/2024", "tanggal": "2024-12-05"}


def test_a_child_is_shown_with_what_it_passes_on_and_its_own_standing():
    child = kecamatan(declared({"suara.1": 10, "suara_sah": 10}))
    whole = Unit("1903", "x", "kabupaten", 3, child.angka, child.asal, anak=(child,))
    (anak,) = dokumen.hasil("uji", whole, [SATU])["anak"]
    assert (anak["status"], anak["resmi"], anak["asal"]) == ("diumumkan", True, "snapshot")
    assert anak["progres"] == {"tps_masuk": 1, "tps_total": 3}


COMPUTED = RekapDpt(5, 4, 2, Asal.OFFICIAL, Asal.GENERATED)
BELOW = UnitDpt("190301", "Toboali", "kecamatan", COMPUTED)
FIGURES = {
    "l": 5, "p": 4, "jumlah": 9, "tps": 2, "asal_jumlah": "official", "asal_lp": "generated",
}  # fmt: skip


# What a plenary declared beside 5 men and 4 women, and what the document then says.
RECAPS = [
    (None, {"dinyatakan": None, "selisih": [], "resmi": False, "angka_resmi": []}),
    (
        DptDinyatakan(COMPUTED, "3/BA", "4/SK"),
        {
            "dinyatakan": {**FIGURES, "ba_nomor": "3/BA", "sk_nomor": "4/SK"},
            "selisih": [],
            "resmi": True,
            "angka_resmi": ["jumlah", "tps"],
        },
    ),
    (
        DptDinyatakan(RekapDpt(3, 4, 2, Asal.OFFICIAL, Asal.OFFICIAL), "3/BA", None),
        {
            "dinyatakan": {
                **FIGURES, "l": 3, "jumlah": 7, "asal_lp": "official",
                "ba_nomor": "3/BA", "sk_nomor": None,
            },
            "selisih": [
                {"kolom": "l", "dinyatakan": 3, "dihitung": 5, "beda": -2},
                {"kolom": "jumlah", "dinyatakan": 7, "dihitung": 9, "beda": -2},
            ],
            "resmi": False,
            "angka_resmi": [],
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("dinyatakan", "said"), RECAPS)
def test_a_recap_of_the_dpt_shows_both_figures_and_their_differences(dinyatakan, said):
    unit = UnitDpt("1903", "Bangka Selatan", "kabupaten", COMPUTED, dinyatakan, (BELOW,))
    assert dokumen.rekap_dpt("uji", unit, "ditetapkan", None) == {
        "pemilihan": "uji",
        "jenis": "rekap-dpt",
        "wilayah": {"kode": "1903", "nama": "Bangka Selatan", "jenis": "kabupaten"},
        "status": "ditetapkan",
        "progres": None,
        "dihitung": FIGURES,
        "anak": [{"kode": "190301", "nama": "Toboali", "jenis": "kecamatan", **FIGURES}],
        **said,
    }


AT = datetime(2024, 12, 1, 3, tzinfo=UTC)
ISI = {"pemilihan": "uji", "jenis": "hasil", "wilayah": {"kode": "1903"}, "suara": 10}


def terbitan(versi=1, at=AT):
    return Terbitan(versi, "1:2:", "pengumuman", AT, at)


def test_a_publication_says_its_number_snapshot_cause_and_times_before_the_figures():
    assert issue(ISI, terbitan()) == (
        b'{"pemilihan":"uji","jenis":"hasil","wilayah":{"kode":"1903"},"versi":1,'
        b'"cuplikan":"1:2:","sebab":"pengumuman","waktu_legal":"2024-12-01T03:00:00+00:00",'
        b'"diterbitkan_pada":"2024-12-01T03:00:00+00:00","suara":10}\n'
    )


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (dict(reversed(ISI.items())), True),
        ({**ISI, "suara": 11}, False),
        ({**ISI, "wilayah": {"kode": "1971"}}, False),
    ],
)
def test_content_is_another_when_a_figure_is_and_never_by_its_order(other, same):
    assert (digest(other) == digest(ISI)) is same


def test_the_time_of_a_publication_is_no_part_of_its_content():
    first, later = issue(ISI, terbitan()), issue(ISI, terbitan(2, datetime(2025, 1, 1, tzinfo=UTC)))
    assert first != later
    contents = [parse(file)[0] for file in (first, later)]
    assert [digest(c) for c in contents] == [digest(ISI)] * 2


def test_an_issued_document_says_what_it_holds_and_which_publication_issued_it():
    assert parse(issue(ISI, terbitan(2))) == (ISI, terbitan(2))


def test_a_file_is_one_line_of_utf_8_and_its_digest_is_that_of_its_bytes():
    isi = {"nama": "Désa", "suara": {"1": 10}}
    assert encode(isi) == '{"nama":"Désa","suara":{"1":10}}\n'.encode()
    assert sidik(isi) == hashlib.sha256('{"nama":"Désa","suara":{"1":10}}\n'.encode()).hexdigest()


def test_the_history_of_a_document_ends_at_its_current_version():
    rows = [
        {"versi": n, "cuplikan": n * 10, "waktu_legal": AT, "diterbitkan_pada": AT, "sidik": "a"}
        for n in (1, 2)
    ]
    time = "2024-12-01T03:00:00+00:00"
    assert riwayat("uji", "hasil", "1903", rows) == {
        "pemilihan": "uji",
        "jenis": "hasil",
        "kode": "1903",
        "terkini": 2,
        "versi": [
            {
                "versi": n,
                "cuplikan": str(n * 10),
                "waktu_legal": time,
                "diterbitkan_pada": time,
                "sidik": "a",
            }
            for n in (1, 2)
        ],
    }
