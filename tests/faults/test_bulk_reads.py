"""Row 41: one officer reads in bulk."""

import asyncio
import time

import psycopg
import pytest
from voters import KAB

from election_common.bacaan import KUOTA_BACA_LAIN

READS = 10_000


@pytest.mark.timeout(900)
async def test_row_41_reading_in_bulk_is_stopped_at_the_quota(
    load, database, serve_with_ring, monkeypatch, faults_scale, record_figure
):
    ids = load(100)
    quota = faults_scale(KUOTA_BACA_LAIN)
    monkeypatch.setattr("election_common.bacaan.KUOTA_BACA_LAIN", quota)
    api = await serve_with_ring()
    seen = []

    async def read(some):
        for n in some:
            answer = await api("GET", f"/pemilih/{ids[n % 100]}", "operator", wilayah=KAB)
            seen.append(answer.status_code)

    wishes = faults_scale(READS)
    start = time.monotonic()
    await asyncio.gather(*(read(range(k, wishes, 8)) for k in range(8)))
    seconds = time.monotonic() - start
    assert seen.count(200) == quota
    assert seen.count(429) == wishes - quota
    with psycopg.connect(database.owner) as owner:
        ((alarms,),) = owner.execute("select count(*) from audit where tindakan = 'bacaan-massal'")
        ((reads,),) = owner.execute("select count(*) from audit where subjek is not null")
        facts = owner.execute("select data from outbox").fetchall()
    assert (alarms, reads) == (1, quota)
    assert [sorted(data) for (data,) in facts] == [["batas", "menit", "peran", "wilayah"]]
    record_figure(41, wishes=wishes, read=quota, refused=wishes - quota, s=round(seconds, 1))
