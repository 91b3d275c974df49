"""Files without a row: swept, unless somebody may be sending them."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta

import obstore
import pytest
from papers import pdf

from election_common.berkas import karantina, tiba, yatim
from election_common.berkas.tiba import Jenis
from election_common.database import create_engine, create_sessions, transaction

KEPT_FOR = timedelta(days=35)


@pytest.fixture
async def app(database):
    """Sessions of the application's role."""
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


async def test_what_no_row_names_is_swept_once_nobody_can_be_sending_it(house):
    """Nor can a database that was restored too far back name it again."""
    named = (await house.send(pdf())).json()
    places = ["berkas/" + "a" * 64, "tiba/satu"]
    for place in places:
        await obstore.put_async(house.files, place, b"%PDF-")
    now, second = datetime.now(UTC), timedelta(seconds=1)
    for moment, gone in [
        (now, []),
        (now + yatim.STALE + second, places[1:]),
        (now + KEPT_FOR - second, []),
        (now + KEPT_FOR + second, places[:1]),
    ]:
        swept = await yatim.discard_orphans(house.sessions, house.files, KEPT_FOR, at=moment)
        assert swept == gone
    assert await house.stored() == [f"berkas/{named}"]


async def test_an_orphan_whose_content_is_being_sent_again_is_not_swept(house, app):
    """Its file is in place and its row not committed yet: the sweep waits, and finds it named."""
    content = pdf()
    place = f"berkas/{hashlib.sha256(content).hexdigest()}"
    await obstore.put_async(house.files, place, content)
    await obstore.put_async(house.files, "tiba/lagi", content)
    later = datetime.now(UTC) + KEPT_FOR + timedelta(seconds=1)
    berkas = tiba.Berkas(place.removeprefix("berkas/"), Jenis.PDF, len(content))
    async with transaction(app, scope=None) as tx:
        await karantina.admit(tx, tiba.Arrived(berkas, house.files, "tiba/lagi"), at=later)
        sweeping = yatim.discard_orphans(house.sessions, house.files, KEPT_FOR, at=later)
        sweep = asyncio.create_task(sweeping)
        await asyncio.sleep(0.3)
        assert not sweep.done()
    assert await sweep == []
    assert await house.stored() == [place]
