"""A sealer that has stopped refuses no act: an alarm and the metrics say that it has."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from election_common import audit_watch
from election_common.actor import Actor
from election_common.alarms import Alarms
from election_common.audit import record_act
from election_common.audit_watch import AuditWatch
from election_common.database import transaction
from election_common.keyring import Keyring
from election_common.segel import seal_next
from election_common.tables import titik_periksa
from election_common.titik_periksa import FIRST, sign_due

AT = datetime(2024, 11, 27, 6, tzinfo=UTC)
BY = Actor("operator@1906", frozenset({"operator"}), "1906")
CHECKPOINT_SECONDS = 0.2


class World:
    """An audit and who watches it."""

    def __init__(self, sessions, keyring):
        self.sessions, self.keyring, self.alarms = sessions, keyring, Alarms()
        self.watch = AuditWatch(sessions, CHECKPOINT_SECONDS, self.alarms)

    async def act(self):
        async with transaction(self.sessions, scope=None) as tx:
            await record_act(tx, "coklit", "daftar-pemilih/1", by=BY, at=AT)

    async def seal(self):
        async with transaction(self.sessions, scope=None) as tx:
            await seal_next(tx)

    async def sign(self):
        async with transaction(self.sessions, scope=None) as tx:
            await sign_due(tx, self.keyring, "voter-registry", 0, at=datetime.now(UTC))

    async def keep_published(self, ukuran):
        """Keep a checkpoint that the restored tree does not have, as `restored` does."""
        kept = {"nomor": 1, "ukuran": ukuran, "akar": b"x" * 32, "pada": datetime.now(UTC)}
        async with transaction(self.sessions, scope=None) as tx:
            rest = {"sebelum": FIRST, "kunci": "", "tanda": ""}
            await tx.execute(insert(titik_periksa).values(kept | rest))

    async def look(self):
        """Look; returns the alarms that are open."""
        await self.watch.look()
        return list(self.alarms.open)


@pytest.fixture
def world(sessions, keyring_file, monkeypatch):
    monkeypatch.setattr(audit_watch, "LATE_SECONDS", 0.2)
    return World(sessions, Keyring.load(keyring_file))


async def test_a_row_that_waits_for_its_seal_is_an_alarm_until_it_has_one(world):
    assert await world.look() == []
    await world.act()
    assert await world.look() == []  # it may have come this moment
    await asyncio.sleep(0.3)
    assert await world.look() == ["audit-not-sealed"]
    assert world.watch.unsealed_seconds > 0.2
    await world.seal()
    assert await world.look() == []
    assert world.watch.unsealed_seconds == 0


async def test_one_row_after_the_other_is_no_alarm(world):
    for _ in range(3):
        await world.act()
        assert await world.look() == []
        await asyncio.sleep(0.15)
        await world.seal()
        await world.sign()


async def test_a_seal_that_no_checkpoint_covers_is_an_alarm_when_its_hour_is_over(world):
    for _ in range(2):
        await world.act()
        await world.seal()
        assert await world.look() == []
        await asyncio.sleep(0.5)
        assert await world.look() == ["audit-not-signed"]
        assert world.watch.unsigned_seconds > 0.4
        await world.sign()
        assert await world.look() == []
        assert world.watch.unsigned_seconds == 0


@pytest.mark.parametrize("published", [2, 3])
async def test_after_a_restore_what_no_checkpoint_covers_yet_is_an_alarm_too(world, published):
    await world.act()
    await world.seal()
    await world.keep_published(published)
    await asyncio.sleep(0.5)
    assert await world.look() == []  # published before the restore: all of this tree
    await world.act()
    await world.seal()
    assert await world.look() == []
    await asyncio.sleep(0.5)
    await world.sign()  # nothing: the tree is not larger than what was published
    assert await world.look() == ["audit-not-signed"]
    assert world.watch.unsigned_seconds > 0.4
    await world.act()
    await world.act()
    await world.seal()
    await world.sign()
    assert await world.look() == []
    assert world.watch.unsigned_seconds == 0
