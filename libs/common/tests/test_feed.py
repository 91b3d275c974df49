"""The feed: every fact once, in order, whoever reads from wherever."""

from datetime import UTC, datetime
from typing import ClassVar

import psycopg
import pytest
from sqlalchemy import text

from election_common.events import Event, record_event
from voter_registry.main import create_app


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
async def recorded(sessions):
    """Ten facts of two aggregates, numbered in another order than recorded; the last has none."""
    async with sessions.begin() as tx:
        for n in range(10):
            await record_event(tx, Counted(n=n), "ab"[n % 2], at=datetime(2024, 6, 1, tzinfo=UTC))
        numbering = "update outbox set feed_no = 10 - id where id < 10"
        await tx.execute(text(numbering))


async def read(api, role="kantor", **params):
    answer = await api("GET", "/perubahan", role, wilayah="0", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_pages_hold_each_fact_once_in_order(api, recorded):
    seen, after = [], 0
    while True:
        page = await read(api, after=after, limit=4)
        if not page["peristiwa"]:
            break
        seen += [event["data"]["n"] for event in page["peristiwa"]]
        after = page["after"]
    assert seen == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert (page["feed_epoch"], page["after"]) == (1, 9)


async def test_one_aggregate_from_a_seq_on(api, recorded):
    page = await read(api, agregat="uji", id="a", seq_dari=3)
    assert [(e["subject"], e["sequence"]) for e in page["peristiwa"]] == [
        ("a", "3"), ("a", "4"), ("a", "5")
    ]  # fmt: skip
    assert page["peristiwa"][0]["source"] == "/voter-registry"


async def test_a_restore_shows(api, recorded, database):
    with psycopg.connect(database.owner) as connection:
        connection.execute("update feed_epoch set epoch = epoch + 1")
    assert (await read(api))["feed_epoch"] == 2


@pytest.mark.parametrize(
    "params",
    [{"limit": 501}, {"after": -1}, {"after": 2**63}, {"agregat": "uji"}, {"id": "a"}, {"lain": 1}],
)
async def test_a_wish_that_makes_no_sense_is_refused(api, params):
    assert (await api("GET", "/perubahan", "kantor", wilayah="0", params=params)).status_code == 422


@pytest.mark.parametrize(
    "path", ["/perubahan", "/perubahan/ringkasan", "/perubahan/ringkasan?ember=1"]
)
@pytest.mark.parametrize(
    ("role", "di", "status"),
    [
        (None, "0", 401),
        ("publik", "0", 403),
        ("bawaslu", "0", 403),
        ("ketua", "0", 403),
        ("kantor", "0", 200),
        ("admin", "0", 200),
        ("kantor", "1906", 403),
        ("admin", "19", 403),
    ],
)
async def test_only_machines_and_admins_of_the_nation_read_it(api, path, role, di, status):
    answer = await api("GET", path, *([role] if role else []), wilayah=di)
    assert answer.status_code == status, answer.text


async def test_the_facts_are_described(api):
    document = (await api.client.get("/asyncapi.json")).json()
    assert "voter-registry.daftar-pemilih.dpt-ditetapkan.v1" in document["channels"]
