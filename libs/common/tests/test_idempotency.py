"""The claim on a key: the first has it, a twin is told so, who comes later is answered alike."""

from types import SimpleNamespace

import psycopg
import pytest
from pydantic import BaseModel

from devstack.secret_file import ensure_keyring, rotate
from election_common import idempotency
from election_common.database import create_engine, create_sessions, transaction
from election_common.errors import Refusal
from election_common.idempotency import Replayed, claim, digests, forgetting
from election_common.keyring import Purpose
from election_common.scope import Scope

KEY = {"klien": "siti", "kunci": "satu", "operasi": "POST /tps", "sidik": [b"isi"]}


class Answer(BaseModel):
    """What the first one was told."""

    tps: int


@pytest.fixture
async def sessions(database):
    engine = create_engine(database.app, pool_size=3)
    yield create_sessions(engine)
    await engine.dispose()


def begin(sessions):
    return transaction(sessions, Scope.nasional())


async def test_a_twin_is_refused_while_the_first_is_at_work(sessions):
    async with begin(sessions) as first:
        await claim(first, **KEY)
        with pytest.raises(Refusal, match="permintaan-sedang-berjalan"):
            async with begin(sessions) as twin:
                await claim(twin, **KEY)
        async with begin(sessions) as another:
            assert await claim(another, **KEY | {"klien": "budi"})


async def test_who_comes_later_reads_the_first_answer(sessions):
    async with begin(sessions) as first:
        once = await claim(first, **KEY)
        await once.answer(201, Answer(tps=7), location="/v1/tps/7", etag='"1"')
    for _ in range(2):
        with pytest.raises(Replayed) as replayed:
            async with begin(sessions) as later:
                await claim(later, **KEY)
        response = replayed.value.response
        assert (response.status_code, response.body) == (201, b'{"tps":7}')
        told = {"location": "/v1/tps/7", "etag": '"1"', "idempotency-replayed": "true"}
        assert told.items() <= dict(response.headers).items()


@pytest.mark.parametrize("other", [{"operasi": "POST /pemilihan"}, {"sidik": [b"lain"]}], ids=str)
async def test_a_key_is_good_for_one_request(sessions, other):
    async with begin(sessions) as first:
        await (await claim(first, **KEY)).answer(201, Answer(tps=7))
    with pytest.raises(Refusal, match="kunci-idempotensi-dipakai"):
        async with begin(sessions) as later:
            await claim(later, **KEY | other)


async def test_a_row_from_before_a_rotation_answers_after_it(sessions, tmp_path):
    added, promoted = rotate(ensure_keyring(tmp_path / "keyring.json"), Purpose.INDEX)

    def under(keyring, isi=b'{"pin":"271104"}'):
        state = SimpleNamespace(keyring=keyring)
        return {"sidik": digests(SimpleNamespace(app=SimpleNamespace(state=state)), isi)}

    assert under(added)["sidik"][0] != under(promoted)["sidik"][0]
    for first, second in ((added, promoted), (promoted, added)):
        key = KEY | {"kunci": first.index}
        async with begin(sessions) as tx:
            await (await claim(tx, **key | under(first))).answer(201, Answer(tps=7))
        with pytest.raises(Replayed):
            async with begin(sessions) as tx:
                await claim(tx, **key | under(second))
        with pytest.raises(Refusal, match="kunci-idempotensi-dipakai"):
            async with begin(sessions) as tx:
                await claim(tx, **key | under(second, b'{"pin":"271105"}'))


async def test_an_act_that_failed_leaves_its_key_free(sessions):
    with pytest.raises(ZeroDivisionError):
        async with begin(sessions) as first:
            await (await claim(first, **KEY)).answer(201, Answer(tps=1 // 0))
    async with begin(sessions) as again:
        assert await claim(again, **KEY)


async def test_a_key_is_forgotten_after_72_hours(sessions, engine, database, monkeypatch):
    monkeypatch.setattr(idempotency, "BATCH", 2)
    ages = {"71": 71, "73": 73, "100": 100, "1000": 1000}
    for kunci in ages:
        async with begin(sessions) as tx:
            await (await claim(tx, **KEY | {"kunci": kunci})).answer(201, Answer(tps=7))
    with psycopg.connect(database.owner) as owner:
        owner.cursor().executemany(
            "update idempotensi set dibuat_pada = now() - %s * interval '1 hour' where kunci = %s",
            [(hours, kunci) for kunci, hours in ages.items()],
        )
    loop = forgetting(create_sessions(engine))
    assert [await loop.step() for _ in range(3)] == [True, True, False]
    with psycopg.connect(database.owner) as owner:
        assert owner.execute("select kunci from idempotensi").fetchall() == [("71",)]
