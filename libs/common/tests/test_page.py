"""Pages: a walk sees each row that stays exactly once; nobody names a place of his own."""

import random
import uuid

import pytest
from sqlalchemy import delete, insert, select

from election_common.cursor import Cursors
from election_common.database import create_engine, create_sessions
from election_common.errors import Refusal
from election_common.operasi.row import Operasi
from election_common.page import Page
from voter_registry.main import create_app

KEY = b"k" * 32
CHANGES = 1_000
KEYS = {
    "one column": (Operasi.id,),
    "two columns, the first one repeated": (Operasi.wilayah, Operasi.id),
    "a time, then the id": (Operasi.dibuat_pada, Operasi.id),
}


def row(chance):
    return {
        "id": uuid.UUID(int=chance.getrandbits(128)),
        "jenis": "uji",
        "pemilihan": "uji",
        "wilayah": chance.choice(["19", "1906", "1971"]),
        "status": "menunggu",
        "langkah": "menunggu",
        "selesai": 0,
        "total": 0,
        "argumen": {},
        "dibuat_oleh": "uji",
        "dibuat_pada": f"2024-06-01T00:00:{chance.randrange(60):02}.{chance.randrange(10**6):06}Z",
    }


@pytest.fixture
async def owner(database):
    """Sessions of the owner: the application may not delete an operation."""
    engine = create_engine(database.owner, pool_size=2)
    yield create_sessions(engine)
    await engine.dispose()


def wish(cursor=None, *, limit=7, counted=False, place="/v1/uji?"):
    cursors = Cursors(KEY, place)
    return Page(cursors, limit, cursors.read(cursor) if cursor else None, counted)


async def churn(owner, chance, passing, count):
    """Insert and delete rows that are not among those that stay."""
    async with owner.begin() as tx:
        for _ in range(count):
            if passing and chance.random() < 0.5:
                gone = passing.pop(chance.randrange(len(passing)))
                await tx.execute(delete(Operasi).where(Operasi.id == gone))
            else:
                new = row(chance)
                passing.append(new["id"])
                await tx.execute(insert(Operasi).values(new))


@pytest.mark.parametrize("seed", [20, 2024, 290548])
@pytest.mark.parametrize("key", KEYS)
async def test_a_walk_sees_each_row_that_stays_exactly_once(owner, record_figure, key, seed):
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    stay, passing = [row(chance) for _ in range(140)], [row(chance) for _ in range(70)]
    async with owner.begin() as tx:
        await tx.execute(insert(Operasi), stay + passing)
    passing = [r["id"] for r in passing]
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        page = wish(cursor)
        async with owner.begin() as tx:
            answer = page.answer(await page.read(tx, select(Operasi), *KEYS[key]), lambda r: r.id)
        seen += answer.data
        cursor, pages = answer.berikut, pages + 1
        await churn(owner, chance, passing, CHANGES // 20)
    assert pages >= 20
    assert [seen.count(r["id"]) for r in stay] == [1] * len(stay)
    assert len(seen) == len(set(seen))
    record_figure(20, seed=seed, pages=pages, changes=pages * (CHANGES // 20), stayed=len(stay))


async def test_the_last_page_says_so_and_the_total_is_counted_on_wish(owner):
    chance = random.Random(7)  # noqa: S311 - as above
    async with owner.begin() as tx:
        await tx.execute(insert(Operasi), [row(chance) for _ in range(14)])
        first = await wish(limit=14).read(tx, select(Operasi), Operasi.id)
        assert (len(first.rows), first.last, first.total) == (14, None, None)
        first = await wish(limit=13, counted=True).read(tx, select(Operasi), Operasi.id)
        assert (len(first.rows), first.total) == (13, 14)
        assert first.last == (first.rows[-1].id,)


def test_a_cursor_serves_the_list_that_gave_it():
    given = Cursors.of(KEY, "/v1/uji", [("pemilihan", "a"), ("limit", "5")])
    cursor = given.write(["1906", 3])
    again = Cursors.of(KEY, "/v1/uji", [("hitung", "ya"), ("cursor", cursor), ("pemilihan", "a")])
    assert again.read(cursor) == ["1906", "3"]
    for other in (
        Cursors.of(KEY, "/v1/lain", [("pemilihan", "a")]),
        Cursors.of(KEY, "/v1/uji", [("pemilihan", "b")]),
        Cursors.of(KEY, "/v1/uji", []),
        Cursors.of(b"x" * 32, "/v1/uji", [("pemilihan", "a")]),
    ):
        with pytest.raises(Refusal, match="kursor-tidak-sah"):
            other.read(cursor)


def test_no_changed_cursor_is_read():
    cursors = Cursors(KEY, "/v1/uji?")
    cursor = cursors.write(["1906"])
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for at in range(len(cursor) - 1):  # the last character has bits that say nothing
        other = next(c for c in alphabet if c != cursor[at])
        with pytest.raises(Refusal):
            cursors.read(cursor[:at] + other + cursor[at + 1 :])


async def test_a_cursor_of_another_election_is_refused_by_the_api(database, service_env, serve):
    service_env(database, "app")
    api = await serve(create_app())
    key = api.app.state.keyring.cursor
    foreign = Cursors.of(key, "/v1/daftar-pemilih", [("pemilihan", "uji-a")]).write(["1906"])
    answers = [
        await api(
            "GET", "/daftar-pemilih", "kpu_kabko", params={"pemilihan": p, "cursor": foreign}
        )
        for p in ("uji-a", "uji-b")
    ]  # fmt: skip
    assert [a.status_code for a in answers] == [200, 400]
    assert answers[1].json()["code"] == "kursor-tidak-sah"
