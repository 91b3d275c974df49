"""Articles: read by anybody, in versions; the next one is of the one that its author has seen."""

import asyncio

import pytest

PATH = "/artikel/cek-dpt"
ARTIKEL = {
    "pemilik": "rendatin", "judul": "Cek DPT", "isi": "Buka halaman cek DPT.",
    "kata_kunci": ["DPT", "nama"],
}  # fmt: skip


async def publish(api, versi=None, role="ppid", **changes):
    headers = {"if-match": versi} if versi else {}
    return await api("POST", PATH, role, json=ARTIKEL | changes, headers=headers)


async def test_the_public_reads_the_newest_version(api):
    assert (await publish(api)).status_code == 201
    answer = await publish(api, '"1"', isi="Buka kpu.go.id.")
    assert (answer.json(), answer.headers["etag"]) == ({"kode": "cek-dpt", "versi": 2}, '"2"')
    assert answer.headers["location"] == "/v1/artikel/cek-dpt"
    seen = await api("GET", PATH)
    newest = ARTIKEL | {"isi": "Buka kpu.go.id.", "kata_kunci": ["dpt", "nama"]}
    assert seen.json() == {"kode": "cek-dpt", "versi": 2} | newest
    assert (await api("GET", "/artikel")).json()["data"] == [seen.json()]
    known = {"if-none-match": seen.headers["etag"]}
    assert (await api("GET", PATH, headers=known)).status_code == 304


async def test_an_article_that_nobody_wrote(api):
    answer = await api("GET", PATH)
    assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")


@pytest.mark.parametrize(
    ("before", "versi", "answered"),
    [
        (0, None, (201, None)),
        (0, '"1"', (412, "versi-usang")),
        (1, None, (428, "if-match-tidak-ada")),
        (2, '"1"', (412, "versi-usang")),  # another author came first
        (2, '"2"', (201, None)),
    ],
)
async def test_the_next_version_is_of_the_article_that_its_author_has_seen(
    api, before, versi, answered
):
    for n in range(before):
        assert (await publish(api, f'"{n}"')).status_code == 201
    answer = await publish(api, versi)
    assert (answer.status_code, answer.json().get("code")) == answered


@pytest.mark.parametrize(("before", "versi", "late"), [(0, None, 428), (1, '"1"', 412)])
async def test_one_of_several_authors_stands(api, before, versi, late):
    for _ in range(before):
        await publish(api)
    answers = await asyncio.gather(*(publish(api, versi, judul=str(n)) for n in range(4)))
    assert sorted(a.status_code for a in answers) == [201, late, late, late]


async def test_only_the_office_answers_for_the_office(api):
    assert (await publish(api, role="publik")).status_code == 403
