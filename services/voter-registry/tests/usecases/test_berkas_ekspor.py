"""A file of a working export goes when its time is over, also where no row knows of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import obstore
import obstore.store

from voter_registry.domain.ekspor_kerja import BERLAKU
from voter_registry.usecases.berkas_ekspor import discard_expired

A_MOMENT = timedelta(minutes=1)


async def test_parts_that_a_restored_database_forgot_go_in_their_time():
    files, now = obstore.store.MemoryStore(), datetime.now(UTC)
    export = f"ekspor/{uuid4()}"
    for place in (f"{export}/0", f"{export}/1", "berkas/lain"):
        await obstore.put_async(files, place, b"x")
    assert await discard_expired(files, at=now + BERLAKU - A_MOMENT) == []
    gone = await discard_expired(files, at=now + BERLAKU + A_MOMENT)
    assert sorted(gone) == [f"{export}/0", f"{export}/1"]
    left = [one["path"] for part in obstore.list(files) for one in part]
    assert left == ["berkas/lain"]
