"""What the worker does beside relay and consumers: the publisher.

It is a loop and no deferred job. Writers only leave marks, so many accepted batches become few
publications and no act pays for a job; and after a crash the marks are still there, at once.
Every step may be cut short and is done again: marks go with the versions they led to, and a version
counts as installed only after its files are.
"""

import asyncio
import gzip
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import LiteralString

from election_common.database import Sessions, Tx, transaction
from election_common.loop import Loop
from publication.batch import berkas
from publication.batch.berkas import Berkas, Versi
from publication.domain.dokumen import encode, riwayat, sidik
from publication.store import dokumen as store
from publication.store import titik_periksa as checkpoint_store
from publication.store.dokumen import Dokumen
from publication.usecases.penerbitan import issue_documents, take_published
from publication.usecases.titik_periksa import take_published_checkpoints

#: After a publication the next one waits, so a busy night makes one version a second at most.
PAUSE_SECONDS = 1.0
#: Versions put in place per transaction.
CHUNK = 200


@dataclass(slots=True)
class Publisher:
    """Issues the documents that are marked, and keeps the public folder as the database has it."""

    sessions: Sessions
    public_dir: Path
    repaired: bool = False

    def loop(self) -> Loop:
        """Publish while there are marks, or files that are not known to be in place."""
        waiting: LiteralString = f"({store.WAITING} or {checkpoint_store.WAITING})"
        return Loop("publisher", self.step, waiting)

    async def step(self) -> bool:
        """Repair the folder after a start; publish; says whether there was something."""
        if not self.repaired:
            await self.find_missing()
            self.repaired = True
        published = await self.publish()
        if published:
            await asyncio.sleep(PAUSE_SECONDS)
        return bool(published)

    async def publish(self) -> int:
        """Issue what is marked, install what is not yet; returns how many versions were issued."""
        issued, beyond = 0, partial(berkas.beyond, self.public_dir)
        async with transaction(self.sessions, scope=None) as tx:
            marked = await store.marked(tx)
        for pemilihan in marked:
            async with transaction(self.sessions, scope=None) as tx:
                issued += await issue_documents(tx, pemilihan, beyond, at=datetime.now(UTC))
        await self.install()
        await self.install_checkpoints()
        return issued

    async def find_missing(self) -> None:
        """Have every document written anew whose newest version is not what the folder shows.

        What the folder has beyond a database that was restored is no such difference: it is taken.
        """
        beyond = partial(berkas.beyond, self.public_dir)
        for pemilihan in await asyncio.to_thread(berkas.elections, self.public_dir):
            async with transaction(self.sessions, scope=None) as tx:
                await take_published(tx, pemilihan, beyond, at=datetime.now(UTC))
        async with transaction(self.sessions, scope=None) as tx:
            for d in await store.units(tx):
                files = Berkas.of(self.public_dir, d.pemilihan, d.jenis, d.kode)
                if not await asyncio.to_thread(files.shows, d.sidik):
                    await store.set_missing(tx, d.pemilihan, d.jenis, d.kode)
            for point in await checkpoint_store.newest(tx):
                files = Berkas.of_checkpoints(self.public_dir, point.layanan)
                if not await asyncio.to_thread(files.shows, sidik(point.isi)):
                    await checkpoint_store.set_missing(tx, point.layanan)

    async def install_checkpoints(self) -> None:
        """Put the files of checkpoints in place: each one, the newest, and the whole list."""
        beyond = partial(berkas.checkpoints_beyond, self.public_dir)
        async with transaction(self.sessions, scope=None) as tx:
            await take_published_checkpoints(tx, beyond)
            await checkpoint_store.add_own(tx)
            waiting = await checkpoint_store.waiting(tx)
        for layanan in waiting:
            more = True
            while more:
                async with transaction(self.sessions, scope=None) as tx:
                    more = await self._install_checkpoints_of(tx, layanan)

    async def _install_checkpoints_of(self, tx: Tx, layanan: str) -> bool:
        """Install some of a service's checkpoints, the newest among them; says whether any were."""
        if not await store.take_turn(tx, f"titik-periksa/{layanan}"):
            return False
        points = await checkpoint_store.of_service(tx, layanan)
        some = [p for p in points if not p.terpasang][:CHUNK]
        if not some:
            return False
        files = [Versi(p.nomor, gzip.compress(encode(p.isi), mtime=0)) for p in {*some, points[-1]}]
        history = encode({"layanan": layanan, "titik_periksa": [p.isi for p in points]})
        place = Berkas.of_checkpoints(self.public_dir, layanan)
        await asyncio.to_thread(place.install, files, history, points[-1].nomor)
        for p in some:
            p.terpasang = True
        return True

    async def install(self) -> None:
        """Put the files of issued versions in place, a chunk per transaction."""
        async with transaction(self.sessions, scope=None) as tx:
            waiting = await store.waiting(tx)
        for pemilihan in waiting:
            more = True
            while more:
                async with transaction(self.sessions, scope=None) as tx:
                    more = await self._install_chunk(tx, pemilihan)

    async def _install_chunk(self, tx: Tx, pemilihan: str) -> bool:
        """Install some versions; says whether there were any."""
        if not await store.take_turn(tx, pemilihan):
            return False
        versions = await store.not_installed(tx, pemilihan, CHUNK)
        documents: dict[tuple[str, str], list[Dokumen]] = defaultdict(list)
        for v in versions:
            documents[v.jenis, v.kode].append(v)
        for own in documents.values():
            await self._install_document(tx, own)
        await store.set_installed(tx, versions)
        return bool(versions)

    async def _install_document(self, tx: Tx, own: list[Dokumen]) -> None:
        """Install versions of one document, its newest among them: that is what it then shows."""
        key = (own[0].pemilihan, own[0].jenis, own[0].kode)
        rows = await store.history(tx, *key)
        newest = await store.version(tx, *key, rows[-1]["versi"])
        files = [Versi(v.versi, v.isi) for v in {*own, newest}]
        place = Berkas.of(self.public_dir, *key)
        await asyncio.to_thread(
            place.install, files, encode(riwayat(*key, [dict(r) for r in rows])), newest.versi
        )
