"""The publisher: issues documents and puts their files in place, for ever.

Writers only leave marks, so many accepted batches become few publications, and nobody waits. It is a
loop and no deferred job: a job that dies with its worker would hold the documents up, a mark cannot.
Every step may be cut short and is done again: marks go with the versions they led to, and a version
counts as installed only after its files are.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from election_common.database import Sessions, Tx, transaction
from publication.batch.berkas import Berkas, Versi
from publication.domain.dokumen import encode
from publication.store import dokumen as store
from publication.store import wilayah as wilayah_store
from publication.store.dokumen import Dokumen
from publication.usecases.penerbitan import issue_documents

log = structlog.get_logger()

IDLE_SECONDS = 0.2
#: After a publication the next one waits, so that a busy night makes a version a second at most.
PAUSE_SECONDS = 1.0
BACKOFF_CAP_SECONDS = 10.0
#: Versions put in place per transaction.
CHUNK = 200


async def run_publisher(sessions: Sessions, public_dir: Path) -> None:
    """Publish until cancelled; a failure of database or disk is logged and waited out."""
    failures = 0
    repaired = False
    while True:
        try:
            if not repaired:
                await find_missing(sessions, public_dir)
                repaired = True
            published = await publish_once(sessions, public_dir)
            failures = 0
            await asyncio.sleep(PAUSE_SECONDS if published else IDLE_SECONDS)
        except Exception as failure:  # noqa: BLE001 - whatever it was, marks and versions wait
            failures += 1
            delay = min(BACKOFF_CAP_SECONDS, 0.2 * 2**failures)
            log.warning("publisher-waits", failure=repr(failure), delay=delay)
            await asyncio.sleep(delay)


async def publish_once(sessions: Sessions, public_dir: Path) -> int:
    """Issue what is marked and install what is not yet; returns how many versions were issued."""
    issued = 0
    async with transaction(sessions, scope=None) as tx:
        marked = await store.marked(tx)
    for pemilihan in marked:
        async with transaction(sessions, scope=None) as tx:
            issued += await issue_documents(tx, pemilihan, at=datetime.now(UTC))
    while await _install_some(sessions, public_dir):
        pass
    return issued


async def find_missing(sessions: Sessions, public_dir: Path) -> None:
    """Have the files of every document written anew whose newest version is not on the disk."""
    async with transaction(sessions, scope=None) as tx:
        for d in await store.units(tx):
            berkas = Berkas.of(public_dir, d.pemilihan, d.jenis, d.kode)
            if not await asyncio.to_thread(berkas.shows, d.sidik):
                await store.set_missing(tx, d.pemilihan, d.jenis, d.kode)


async def _install_some(sessions: Sessions, public_dir: Path) -> bool:
    """Install a chunk of versions per election; says whether there were any."""
    async with transaction(sessions, scope=None) as tx:
        waiting = await store.waiting(tx)
    done = False
    for pemilihan in waiting:
        async with transaction(sessions, scope=None) as tx:
            done |= await _install(tx, public_dir, pemilihan)
    return done


async def _install(tx: Tx, public_dir: Path, pemilihan: str) -> bool:
    if not await store.take_turn(tx, pemilihan):
        return False
    versions = await store.not_installed(tx, pemilihan, CHUNK)
    documents: dict[tuple[str, str], list[Dokumen]] = defaultdict(list)
    for v in versions:
        documents[v.jenis, v.kode].append(v)
    for (jenis, kode), own in documents.items():
        history = await _history(tx, pemilihan, jenis, kode)
        berkas = Berkas.of(public_dir, pemilihan, jenis, kode)
        files = [Versi(v.versi, v.isi) for v in own]
        newest = max(v.versi for v in own)
        await asyncio.to_thread(berkas.install, files, history, newest)
    await store.set_installed(tx, versions)
    return bool(versions)


async def _history(tx: Tx, pemilihan: str, jenis: str, kode: str) -> bytes:
    rows: Sequence[store.HistoryRow] = await store.history(tx, pemilihan, jenis, kode)
    return encode({})
