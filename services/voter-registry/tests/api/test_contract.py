"""What every act keeps: idempotency, preconditions, windows, roles, regions, problem documents."""

import asyncio

import psycopg
import pytest
from sqlalchemy import text

KASUS = {"wilayah": "1906", "jenis": "nik"}


def open_list(api, pemilihan):
    return api(
        "GET", "/daftar-pemilih", "kpu_kabko", wilayah="1906", params={"pemilihan": pemilihan}
    )


async def rows(worker, query):
    async with worker() as session:
        return (await session.execute(text(query))).all()


async def test_the_same_key_does_an_act_once(api, pemilihan, worker):
    body = {"waktu": "2024-06-01T00:00:00+07:00"}
    path = f"/pemilihan/{pemilihan}/waktu-legal"
    first = await api("POST", path, "kpu_provinsi", wilayah="19", json=body, key="k1")
    again = await api("POST", path, "kpu_provinsi", wilayah="19", json=body, key="k1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    moved = await rows(worker, "select 1 from outbox where subject like '%waktu-legal%'")
    assert len(moved) == 1


async def test_a_key_serves_one_request_only(api, pemilihan):
    path = f"/pemilihan/{pemilihan}/waktu-legal"
    bodies = [{"waktu": f"2024-06-0{n}T00:00:00+07:00"} for n in (1, 2)]
    answers = [
        await api("POST", path, "kpu_provinsi", wilayah="19", json=body, key="k1")
        for body in bodies
    ]
    assert [a.status_code for a in answers] == [200, 422]
    assert answers[1].json()["code"] == "kunci-idempotensi-dipakai"


async def test_twenty_at_once_have_one_effect(api, pemilihan, worker):
    body = {"waktu": "2024-06-01T00:00:00+07:00"}
    path = f"/pemilihan/{pemilihan}/waktu-legal"
    answers = await asyncio.gather(
        *(api("POST", path, "kpu_provinsi", wilayah="19", json=body, key="k1") for _ in range(20))
    )
    assert {a.status_code for a in answers} <= {200, 409}
    assert sum(a.status_code == 200 for a in answers) >= 1
    assert all("retry-after" in a.headers for a in answers if a.status_code == 409)
    moved = await rows(worker, "select 1 from outbox where subject like '%waktu-legal%'")
    assert len(moved) == 1


@pytest.mark.parametrize(("key", "status"), [("", 400), ("x" * 255, 200), ("x" * 256, 400)])
async def test_length_of_a_key(api, pemilihan, key, status):
    answer = await api(
        "POST", f"/pemilihan/{pemilihan}/waktu-legal", "kpu_provinsi", wilayah="19", key=key,
        json={"waktu": "2024-06-01T00:00:00+07:00"},
    )  # fmt: skip
    assert answer.status_code == status


@pytest.mark.parametrize("sandbox", [True, False])
async def test_who_asks_again_for_an_election_is_spared_it(api, pemilihan, database, sandbox):
    if not sandbox:
        with psycopg.connect(database.owner) as owner:
            owner.execute("update pemilihan set sandbox = false, waktu_legal = null")
    first = await api("GET", f"/pemilihan/{pemilihan}", "operator")
    assert (first.json()["waktu"] is not None) == sandbox
    known = {"if-none-match": first.headers["etag"]}
    again = await api("GET", f"/pemilihan/{pemilihan}", "operator", headers=known)
    assert (again.status_code, again.content) == (304, b"")


async def test_legal_time_does_not_go_back(api, pemilihan):
    answer = await api(
        "POST", f"/pemilihan/{pemilihan}/waktu-legal", "kpu_provinsi", wilayah="19",
        json={"waktu": "2024-04-01T00:00:00+07:00"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (422, "waktu-mundur")


async def test_a_decision_needs_the_version_it_is_about(api, pemilihan):
    (daftar,) = (await open_list(api, pemilihan)).json()["data"]
    body = {
        "tahap": "DPS", "sk_nomor": "1", "sk_tanggal": "2024-08-10", "sidik": "x",
        "asal_jumlah": "generated",
        "berita_acara": {"nomor": "1", "tanggal": "2024-08-10", "penanda_tangan": ["K"]},
    }  # fmt: skip
    path = f"/daftar-pemilih/{daftar['id']}/penetapan"
    for headers, status, code in (
        ({}, 428, "if-match-tidak-ada"),
        ({"if-match": '"9"'}, 412, "versi-usang"),
        ({"if-match": "9"}, 412, "versi-usang"),
        ({"if-match": '"1"'}, 409, "draf-belum-ada"),
    ):
        answer = await api("POST", path, "ketua", wilayah="1906", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_act_outside_its_window_is_told_the_window(api, pemilihan, reschedule):
    await reschedule(
        [
            {
                "kode": "P8a",
                "tindakan": "pemetaan-tps",
                "kegiatan": "Pemetaan TPS",
                "mulai": "2024-05-31T00:00:00+07:00",
                "selesai": "2024-06-23T23:59:00+07:00",
            }
        ]
    )
    body = {"pemilihan": pemilihan, "wilayah": "1906", "tps": [{"kode": "1906012001001"}]}
    answer = await api("POST", "/tps", "operator", wilayah="1906", json=body)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "di-luar-jadwal")
    assert problem["jendela"][0]["kode"] == "P8a"
    assert "2024-05-31" in problem["detail"]


async def test_roles_and_regions(api, pemilihan):
    body = {"pemilihan": pemilihan, "wilayah": "1906", "tps": [{"kode": "1906012001001"}]}
    for role, wilayah, code in (
        ("bawaslu", "1906", "peran-tidak-berwenang"),
        ("operator", "1971", "wilayah-di-luar-kewenangan"),
    ):
        answer = await api("POST", "/tps", role, wilayah=wilayah, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, code)


async def test_a_foreign_list_does_not_exist(api, pemilihan):
    (daftar,) = (await open_list(api, pemilihan)).json()["data"]
    answer = await api("GET", f"/daftar-pemilih/{daftar['id']}", "kpu_kabko", wilayah="1971")
    assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/tidak-ada", 404, "alamat-tidak-ada"),
        ("DELETE", "/v1/wilayah", 405, "metode-tidak-didukung"),
        ("GET", "/v1/pemilihan", 401, "token-tidak-ada"),
        ("POST", "/v1/wilayah", 401, "token-tidak-ada"),
    ],
)
async def test_problem_documents(api, method, path, status, code):
    answer = await api.client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["trace_id"] == answer.headers["x-trace-id"]


async def test_words_in_two_languages(api):
    words = {
        language: (
            await api.client.get("/v1/pemilihan", headers={"accept-language": language})
        ).json()["title"]
        for language in ("id", "en-GB", "fr")
    }
    assert words == {
        "id": "Token tidak ada",
        "en-GB": "The token is missing",
        "fr": "Token tidak ada",
    }


async def test_broken_json_says_so(api, pemilihan):
    answer = await api(
        "POST", f"/pemilihan/{pemilihan}/waktu-legal", "kpu_provinsi", wilayah="19", content=b"{",
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (400, "permintaan-tidak-terbaca")


async def test_every_act_leaves_an_audit_row(api, pemilihan, worker, database):
    async with worker() as session:
        assert (await session.execute(text("select count(id) from audit"))).scalar_one() == 3
