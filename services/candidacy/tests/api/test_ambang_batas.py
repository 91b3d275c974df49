"""Parties and the threshold by decree."""

import pytest
from acting_office import PARTAI
from pydantic import ValidationError

from candidacy.api.aturan import AturanMasukan

AT = {"pemilihan": "uji-2024"}
OPEN = {"sampai": None, "persen": "4"}


async def test_the_public_reads_the_calculation(api, office):
    answer = await api("GET", "/ambang-batas", params=AT)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["cara"], body["suara"], body["dukungan"]) == ("suara", 10_500, 106_744)
    assert (body["sebaran"], body["asal"], body["terverifikasi"]) == (4, "generated", False)
    assert [s["uraian"] for s in body["langkah"]][:3] == ["aturan", "tingkat", "suara-minimal"]
    assert body["dasar"]["sumber_dpt"] == "uji"


DECREE = "/pemilihan/uji-2024/ambang-batas"


async def establish(api, body):
    """Establish a threshold by somebody who has seen the one that stands."""
    seen = await api("GET", "/ambang-batas", params=AT)
    return await api("POST", DECREE, "ketua", json=body, headers={"if-match": seen.headers["etag"]})


@pytest.mark.parametrize(
    ("before", "versi", "answered"),
    [
        (0, None, (201, None)),
        (0, '"1"', (412, "versi-usang")),
        (1, None, (428, "if-match-tidak-ada")),
        (2, '"1"', (412, "versi-usang")),  # another office came first
        (2, '"x"', (412, "versi-usang")),
        (2, '"2"', (201, None)),
    ],
)
async def test_a_revision_is_of_the_decree_that_its_author_has_seen(
    api, pemilihan, make_threshold, before, versi, answered
):
    body = make_threshold(alasan="uji")
    for n in range(before):
        seen = {"if-match": f'"{n}"'}
        assert (await api("POST", DECREE, "ketua", json=body, headers=seen)).status_code == 201
    headers = {"if-match": versi} if versi else {}
    answer = await api("POST", DECREE, "ketua", json=body, headers=headers)
    assert (answer.status_code, answer.json().get("code")) == answered
    if answer.status_code == 201:
        assert answer.headers["etag"] == f'"{before + 1}"'


async def test_a_revision_has_a_reason_and_the_old_one_stays(api, office, make_threshold):
    body = make_threshold(sk_tanggal="2024-08-20")
    assert (await establish(api, body)).json()["code"] == "alasan-revisi-wajib"
    answer = await establish(api, body | {"alasan": "uji"})
    assert (answer.json()["revisi"], answer.json()["cara"]) == (2, "kursi-atau-suara")
    assert (answer.json()["kursi"], answer.json()["suara"]) == (9, 26_250)
    first = await api("GET", "/ambang-batas", params=AT | {"revisi": 1})
    assert first.json()["suara"] == 10_500


async def test_a_new_rule_needs_no_new_code(api, office, make_threshold):
    rule = {
        "nama": "ambang_suara",
        "nilai": {"provinsi": [OPEN], "kabupaten_kota": [OPEN]},
        "regulasi": "PKPU uji", "pasal": "Pasal 1", "berlaku_dari": "2024-08-27",
        "terverifikasi": True,
    }  # fmt: skip
    assert (await api("POST", "/aturan", "kpu_kabko", json=rule)).status_code == 403
    assert (await api("POST", "/aturan", "kpu_provinsi", json=rule)).status_code == 201
    again = await api("POST", "/aturan", "kpu_provinsi", json=rule)
    assert again.json()["code"] == "bukti-sudah-ada"
    found = [a["berlaku_dari"] for a in (await api("GET", "/aturan", "lo")).json()["data"]]
    assert "2024-08-27" in found
    body = make_threshold(alasan="aturan baru")
    assert (await establish(api, body | {"sk_tanggal": "2024-08-27"})).json()["suara"] == 4_200
    assert (await establish(api, body | {"sk_tanggal": "2024-08-26"})).json()["suara"] == 10_500


async def test_parties_votes_add_up_to_the_valid_ones(api, office, make_threshold):
    wrong = {"jumlah": 105_001, "asal": "press", "sumber": "uji"}
    answer = await establish(api, make_threshold(alasan="x", suara_sah=wrong))
    assert (answer.status_code, answer.json()["code"]) == (422, "suara-partai-tidak-sama")


async def test_the_dpt_may_be_one_that_was_recapitulated_here(api, office, deliver, make_threshold):
    body = make_threshold(alasan="x", dpt="uji-2024")
    assert (await establish(api, body)).json()["code"] == "dpt-belum-diterima"
    recap = {
        "pemilihan": "uji-2024", "wilayah": "19", "l": 1_000_000, "p": 1_000_001,
        "asal": "official", "ba_nomor": "BA/1",
    }  # fmt: skip
    await deliver("voter-registry.rekapitulasi.daftar-direkapitulasi", tahap="DPS", **recap)
    assert (await establish(api, body)).json()["code"] == "dpt-belum-diterima"
    await deliver("voter-registry.rekapitulasi.daftar-direkapitulasi", tahap="DPT", **recap)
    assert (await establish(api, body)).json()["suara"] == 8_925


@pytest.mark.parametrize(
    ("role", "wilayah", "status", "code"),
    [
        ("kpu_kabko", "19", 403, "peran-tidak-berwenang"),
        ("ketua", "18", 403, "wilayah-di-luar-kewenangan"),
        ("ketua", "1906", 403, "wilayah-di-luar-kewenangan"),
    ],
)
async def test_only_the_province(api, office, make_threshold, role, wilayah, status, code):
    answer = await api(
        "POST", "/pemilihan/uji-2024/ambang-batas", role, wilayah=wilayah, json=make_threshold()
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_whether_the_rest_could_still_reach_it(api, office):
    remaining = await api("GET", "/sisa-partai", "kpu_provinsi", params=AT)
    assert remaining.json()["masih_mungkin"] is True
    await office.registered("pasangan-satu", "anggrek", "bakung")
    remaining = await api("GET", "/sisa-partai", "kpu_provinsi", params=AT)
    assert remaining.json() | {"asal": None} == {
        "partai": ["cempaka"], "suara": 5_000, "kursi": 0, "asal": None, "masih_mungkin": False,
    }  # fmt: skip
    assert (await api("GET", "/sisa-partai", "lo", params=AT)).status_code == 403


async def test_production_takes_no_generated_figures(api, office, make_threshold):
    api.app.state.production = True
    answer = await establish(api, make_threshold(alasan="x"))
    assert answer.json()["code"] == "data-buatan-dilarang"


@pytest.mark.parametrize(
    "changes",
    [
        {"nama": "pleno"},
        {"nilai": {"provinsi": [OPEN]}},
        {"nilai": {"provinsi": [{"sampai": 5, "persen": "4"}], "kabupaten_kota": [OPEN]}},
        {"nilai": {"provinsi": [OPEN, OPEN], "kabupaten_kota": [OPEN]}},
        {"nilai": {"provinsi": [OPEN], "kabupaten_kota": [{"sampai": None, "persen": "x"}]}},
        {"berlaku_sampai": "2024-01-01"},
    ],
)
def test_a_rule_has_the_form_of_its_name(changes):
    rule = {
        "nama": "ambang_suara", "nilai": {"provinsi": [OPEN], "kabupaten_kota": [OPEN]},
        "regulasi": "PKPU uji", "pasal": "Pasal 1", "berlaku_dari": "2024-08-27",
        "terverifikasi": True,
    }  # fmt: skip
    AturanMasukan.model_validate(rule)
    with pytest.raises(ValidationError):
        AturanMasukan.model_validate(rule | changes)


PARTIES = "/pemilihan/uji-2024/partai"
ANGGREK = {
    "kode": "anggrek", "nomor": 1, "nama": "a", "suara": 1, "asal_suara": "press", "kursi": None,
    "asal_kursi": "press", "sumber": "uji",
}  # fmt: skip


@pytest.mark.parametrize("changes", [{"nomor": 2}, {"kode": "x", "nomor": 1}])
async def test_a_party_has_one_code_and_one_number(api, office, changes):
    wish = {"json": {"partai": [ANGGREK | changes]}, "headers": await office.parties()}
    answer = await api("POST", PARTIES, "kpu_provinsi", **wish)
    assert (answer.status_code, answer.json()["code"]) == (422, "nomor-partai-ganda")
    wish["json"] = {"partai": [ANGGREK]}
    assert (await api("POST", PARTIES, "kpu_provinsi", **wish)).status_code == 201


async def test_the_public_reads_the_parties_with_what_they_won(api, office):
    answer = await api("GET", "/partai", params=AT)
    body = answer.json()
    assert (body["pemilihan"], body["versi"]) == ("uji-2024", 1)
    assert body["partai"] == PARTAI
    known = {"if-none-match": answer.headers["etag"]}
    assert (await api("GET", "/partai", params=AT, headers=known)).status_code == 304
    unknown = await api("GET", "/partai", params={"pemilihan": "lain-2024"})
    assert (unknown.status_code, unknown.json()["code"]) == (409, "pemilihan-belum-diterima")


async def test_an_election_without_parties_says_so(api, pemilihan):
    body = (await api("GET", "/partai", params=AT)).json()
    assert body == {"pemilihan": "uji-2024", "versi": 0, "partai": []}


@pytest.mark.parametrize(
    ("before", "versi", "answered"),
    [
        (0, None, (201, None)),
        (0, '"1"', (412, "versi-usang")),
        (1, None, (428, "if-match-tidak-ada")),
        (2, '"1"', (412, "versi-usang")),  # another office came first
        (2, '"2"', (201, None)),
    ],
)
async def test_figures_are_mended_by_who_has_seen_them(api, pemilihan, before, versi, answered):
    for n in range(before):  # each of them another party: what changes is the list
        party = ANGGREK | {"kode": f"partai-{n}", "nomor": 2 + n}
        wish = {"json": {"partai": [party]}, "headers": {"if-match": f'"{n}"'}}
        assert (await api("POST", PARTIES, "kpu_provinsi", **wish)).status_code == 201
    wish = {"json": {"partai": [ANGGREK]}, "headers": {"if-match": versi} if versi else {}}
    answer = await api("POST", PARTIES, "kpu_provinsi", **wish)
    assert (answer.status_code, answer.json().get("code")) == answered
    if answer.status_code == 201:
        assert answer.headers["etag"] == f'"{before + 1}"'
        assert (await api("GET", "/partai", params=AT)).json()["versi"] == before + 1
