"""A worksheet is read in parts: no transaction stays open while a part is on its way."""

from datetime import UTC, datetime

import psycopg
import pytest

from election_common.actor import Actor
from voter_registry.store import pembacaan_pemilih as store
from voter_registry.usecases.pemilih import Lembar, issue_worksheet

WHERE = "1906"
COLUMNS = ("id", "lokasi", "nama")


@pytest.fixture
async def parts(office_in_coklit, api, pemilihan, monkeypatch):
    """The parts of the worksheet of a whole kabupaten, two rows each."""
    monkeypatch.setattr(store, "CHUNK", 2)
    state = api.app.state
    by = Actor("petugas", frozenset({"kpu_kabko"}), WHERE)
    lembar = Lembar(pemilihan, WHERE, COLUMNS)
    return issue_worksheet(state.sessions, state.keyring, lembar, by=by, at=datetime.now(UTC))


async def test_each_part_is_in_the_audit_and_nothing_is_held_while_it_is_sent(parts, api, database):
    pool, seen = api.app.state.sessions.kw["bind"].pool, []
    async for part in parts:
        seen += [row["id"] for row in part]
        assert pool.checkedout() == 0
        with psycopg.connect(database.owner) as owner:
            asked = "select subjek from audit where sub = 'petugas' order by id desc limit 1"
            assert owner.execute(asked).fetchone()[0] == [row["id"] for row in part]
    with psycopg.connect(database.owner) as owner:
        order = owner.execute("select id from pemilih order by lokasi, id").fetchall()
    assert len(order) > 4
    assert seen == [id_ for (id_,) in order]


async def test_whoever_comes_during_the_walk_neither_repeats_nor_hides_a_row(parts, database):
    first = [row["id"] for row in await anext(parts)]
    with psycopg.connect(database.owner) as owner:
        owner.execute("update pemilih set nama = 'LAIN', versi = versi + 1")
        (rows,) = owner.execute("select count(*) from pemilih").fetchone()
    rest = [row["id"] async for part in parts for row in part]
    assert len({*first, *rest}) == len(first) + len(rest) == rows
