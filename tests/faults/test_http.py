"""Rows 16 to 18 and 21: many at once with one key, with one version, and no connection."""

import asyncio
import time
import uuid

import pytest
from sqlalchemy import text

from election_common.database import create_engine, create_sessions
from voter_registry.main import create_app

AT_ONCE = 100
WRITERS = 50
FULL_ROUNDS = 50
#: Beside other tests a machine may be too busy to refuse in time; alone (`make faults`) it is not.
BUSY = {(503, "basis-data-tidak-tersedia"), (503, "layanan-penuh")}
RULE = {
    "nama": "usia_minimum", "nilai": 17, "regulasi": "PKPU 7/2024", "pasal": "-",
    "berlaku_dari": "2024-01-01", "terverifikasi": False,
}  # fmt: skip


@pytest.fixture
def database(fresh_database):
    return fresh_database("voter-registry")


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
async def owner(database):
    engine = create_engine(database.owner, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


def register(api, id_, key):
    body = {"id": id_, "nama": "Uji", "aturan": [RULE]}
    return api("POST", "/ruleset", "kpu_provinsi", json=body, key=key)


async def test_row_16_many_at_once_with_one_key_have_one_effect(
    api, owner, faults_scale, record_figure
):
    await asyncio.gather(*(api("GET", "/pemilihan", "kpu_provinsi") for _ in range(AT_ONCE)))
    rounds, seen, start = faults_scale(FULL_ROUNDS), {}, time.monotonic()
    refused = {(409, "permintaan-sedang-berjalan"), *(BUSY if rounds < FULL_ROUNDS else ())}
    for number in range(rounds):
        id_, key = f"uji-{number}", uuid.uuid4().hex
        answers = await asyncio.gather(*(register(api, id_, key) for _ in range(AT_ONCE)))
        done = [a for a in answers if a.status_code == 201]
        others = [a for a in answers if a.status_code != 201]
        assert done
        assert len({a.content for a in done}) == 1
        assert sum("idempotency-replayed" not in a.headers for a in done) == 1
        for answer in others:
            code = answer.json()["code"]
            assert (answer.status_code, code) in refused, answer.text
            assert answer.headers["retry-after"]
            seen[code] = seen.get(code, 0) + 1
    async with owner() as tx:
        effects = (await tx.execute(text("select count(*) from ruleset"))).scalar_one()
    assert effects == rounds
    seconds = round(time.monotonic() - start, 1)
    record_figure(16, rounds=rounds, at_once=AT_ONCE, effects=effects, seconds=seconds, **seen)


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("dipakai", 422, "kunci-idempotensi-dipakai"),
        ("", 400, "kunci-idempotensi-tidak-ada"),
        ("x" * 256, 400, "kunci-idempotensi-tidak-ada"),
    ],
)
async def test_row_17_a_key_that_cannot_serve_is_refused(api, key, status, code):
    assert (await register(api, "uji-satu", "dipakai")).status_code == 201
    answer = await register(api, "uji-dua", key)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_row_18_of_many_decisions_about_one_version_one_is_taken(
    api, owner, faults_scale, record_figure
):
    rounds, start = faults_scale(FULL_ROUNDS), time.monotonic()
    for _ in range(rounds):
        case, members = uuid.uuid4(), [uuid.uuid4(), uuid.uuid4()]
        async with owner.begin() as tx:
            await tx.execute(text(PLACE), {"id": case, "members": members})
        path = f"/kegandaan/{case}/putusan"
        body = {"pertahankan": None, "alasan": "uji"}
        options = {"wilayah": "1906", "json": body}
        answer = await api("POST", path, "kpu_kabko", **options)
        assert (answer.status_code, answer.json()["code"]) == (428, "if-match-tidak-ada")
        tag = (await api("GET", f"/kegandaan/{case}", "kpu_kabko", wilayah="1906")).headers["etag"]
        headers = {"if-match": tag}
        answers = await asyncio.gather(
            *(api("POST", path, "kpu_kabko", headers=headers, **options) for _ in range(WRITERS))
        )
        statuses = [a.status_code for a in answers]
        assert statuses.count(200) == 1, [a.text for a in answers if a.status_code != 412]
        refused = {(412, "versi-usang"), *(BUSY if rounds < FULL_ROUNDS else ())}
        others = {(a.status_code, a.json()["code"]) for a in answers if a.status_code != 200}
        assert others <= refused, others
    seconds = round(time.monotonic() - start, 1)
    record_figure(18, rounds=rounds, writers=WRITERS, taken=rounds, seconds=seconds)


PLACE = """
    with w as (
        insert into wilayah (kode, nama, jenis, sumber)
        values ('1906', 'Uji', 'kabupaten', 'uji') on conflict do nothing),
    r as (insert into ruleset values ('uji', 'Uji') on conflict do nothing),
    p as (
        insert into pemilihan (id, nama, jenis, wilayah, hari_pemungutan, ruleset, sandbox, versi)
        values ('uji-2024', 'Uji', 'pilkada', '1906', '2024-11-27', 'uji', false, 1)
        on conflict do nothing),
    j as (
        insert into jendela values
        ('uji-2024', 'U', 'pemutakhiran', 'Uji', '2024-01-01', '2124-01-01')
        on conflict do nothing),
    d as (
        insert into daftar_pemilih (pemilihan, wilayah, tahap, versi)
        values ('uji-2024', '1906', 'coklit', 1) on conflict do nothing)
    insert into kegandaan (id, pemilihan, wilayah, jenis, status, anggota, versi)
    values (:id, 'uji-2024', '1906', 'nik', 'terbuka', :members, 1)
"""


async def test_row_21_without_a_free_connection_a_service_says_so_in_time(
    api, faults_scale, record_figure
):
    held = max(2.0, faults_scale(100) / 10)  # seconds; ten in full
    pool = api.app.state.sessions.kw["bind"].pool
    taken = [await api.app.state.sessions.kw["bind"].connect() for _ in range(pool.size())]
    slowest, asked, until = 0.0, 0, time.monotonic() + held
    while time.monotonic() < until:
        begin = time.monotonic()
        answers = await asyncio.gather(
            *(api("GET", "/pemilihan", "kpu_kabko") for _ in range(5)),
            api.client.get("/livez"),
        )
        slowest, asked = max(slowest, time.monotonic() - begin), asked + 5
        assert answers.pop().status_code == 200
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (503, "basis-data-tidak-tersedia")
            assert answer.headers["retry-after"]
    begin = time.monotonic()
    for connection in taken:
        await connection.close()
    answer = await api("GET", "/pemilihan", "kpu_kabko")
    recovery = time.monotonic() - begin
    assert answer.status_code == 200
    record_figure(
        21, limits={"slowest_seconds": 1.5, "recovery_seconds": 2}, asked=asked,
        slowest_seconds=round(slowest, 2), recovery_seconds=round(recovery, 2),
    )  # fmt: skip
