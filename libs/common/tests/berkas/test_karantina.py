"""The queue of quarantine: whose turn it is, what waits, and when somebody must look."""

from datetime import UTC, datetime

import obstore
import psycopg
import pytest
from papers import pdf, picture

from election_common import quarantine_watch
from election_common.alarms import Alarms
from election_common.berkas import karantina
from election_common.berkas.periksa import examine_one
from election_common.database import transaction


async def test_the_application_cannot_clear_a_file(house, database):
    sidik = (await house.send(pdf())).json()
    with psycopg.connect(database.app) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("update berkas set status = 'bersih' where sidik = %s", [sidik])


async def test_two_workers_examine_different_files(house):
    first, second = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    async with transaction(house.sessions, scope=None) as one:
        assert (await karantina.next_quarantined(one)).sidik == first
        async with transaction(house.sessions, scope=None) as other:
            assert (await karantina.next_quarantined(other)).sidik == second
    async with transaction(house.sessions, scope=None) as tx:  # both are at work on theirs
        assert await karantina.next_quarantined(tx) is None


async def test_of_two_examinations_of_one_file_the_first_is_kept(house):
    sidik, now = (await house.send(pdf())).json(), datetime.now(UTC)
    async with transaction(house.sessions, scope=None) as tx:
        await karantina.settle(tx, sidik, "virus", at=now)
        await karantina.settle(tx, sidik, None, at=now)
        assert await karantina.status(tx, sidik) == "ditolak"


async def test_a_file_that_is_lost_stops_no_other(house):
    """As after a restore of the database alone: a row is there, and its file is not."""
    lost, sound = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    await obstore.delete_async(house.files, f"berkas/{lost}")
    with pytest.raises(FileNotFoundError):
        await examine_one(house.sessions, house.files, house.keyring)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sound)).status_code == 200
    assert not await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(lost)).json()["code"] == "berkas-dikarantina"


async def test_a_lost_file_that_is_sent_again_has_its_turn(house, end_pauses):
    content = pdf()
    sidik = (await house.send(content)).json()
    await obstore.delete_async(house.files, f"berkas/{sidik}")
    with pytest.raises(FileNotFoundError):
        await examine_one(house.sessions, house.files, house.keyring)
    await house.send(content)
    end_pauses()
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).content == content


async def test_its_pauses_grow_and_stay_below_a_bound(house, end_pauses):
    await house.send(pdf())
    pauses = []
    for _ in range(7):
        async with transaction(house.sessions, scope=None) as tx:
            assert await karantina.next_quarantined(tx)
        pauses.append(end_pauses())
    assert pauses == [1, 2, 4, 8, 16, 16, 16]


async def test_a_file_that_was_tried_goes_behind_the_others(house, end_pauses):
    tried, fresh = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    for sidik in (tried, fresh):
        async with transaction(house.sessions, scope=None) as tx:
            assert (await karantina.next_quarantined(tx)).sidik == sidik
        end_pauses()


async def test_what_stays_in_quarantine_is_an_alarm_until_it_is_examined(house, end_pauses):
    alarms = Alarms()
    content = pdf()
    sidik = (await house.send(content)).json()
    await obstore.delete_async(house.files, f"berkas/{sidik}")
    for turn in (1, 2, 3):
        assert alarms.open == {}
        with pytest.raises(FileNotFoundError):
            await examine_one(house.sessions, house.files, house.keyring)
        end_pauses()
        assert not await quarantine_watch.look(house.sessions, alarms)
        assert list(alarms.open) == ([] if turn < 3 else ["files-not-examined"])
    assert sidik in alarms.open["files-not-examined"]
    await house.send(content)
    assert await examine_one(house.sessions, house.files, house.keyring)
    await quarantine_watch.look(house.sessions, alarms)
    assert alarms.open == {}


async def test_meanwhile_a_row_may_refer_to_the_file_that_is_examined(house, database):
    """Who sends the same content again does not wait until the examination is over."""
    sidik = (await house.send(pdf())).json()
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("create table lampiran_uji (sidik text references berkas)")
        async with transaction(house.sessions, scope=None) as tx:
            assert (await karantina.next_quarantined(tx)).sidik == sidik
            owner.execute("set lock_timeout = '100ms'")
            owner.execute("insert into lampiran_uji values (%s)", [sidik])
            await karantina.settle(tx, sidik, None, at=datetime.now(UTC))
    assert (await house.read(sidik)).status_code == 200
