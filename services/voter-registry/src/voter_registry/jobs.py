"""Jobs: what the worker does after the answer was given. A table: task name to function.

The import of a DP4 runs in a child process of its own, since sealing a million numbers would hold
the worker's loop: its job runs `python -m voter_registry.workers impor ID` and waits for it.
"""

import asyncio
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog
from obstore.store import ObjectStore

from election_common import trace
from election_common.database import Sessions, Tx, transaction
from election_common.errors import Refusal
from election_common.jobs import Job
from election_common.keyring import Keyring
from election_common.operasi import life
from election_common.operasi import row as operasi_row
from election_common.operasi.row import Operasi
from election_common.scope import Scope
from voter_registry.batch.impor import Import
from voter_registry.domain.ekspor_kerja import Status
from voter_registry.store import ekspor_kerja as ekspor_store
from voter_registry.store import pencarian as pencarian_store
from voter_registry.usecases import ekspor_kerja as ekspor_usecase
from voter_registry.usecases import impor as impor_usecase
from voter_registry.usecases.berkas_ekspor import Berkas
from voter_registry.usecases.penyusunan import compose_draft

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of voter-registry, with what they work on."""

    sessions: Sessions
    files: ObjectStore
    keyring: Keyring

    def table(self) -> dict[str, Job]:
        """Task name to function."""
        return {
            "impor-dp4": run_in_child,
            "impor-rekap": self.impor_rekap,
            "penyusunan": self.penyusunan,
            "indeks-nama": self.index_names,
            ekspor_usecase.JOB: self.ekspor_kerja,
            ekspor_usecase.JOB_HAPUS: self.hapus_ekspor_kerja,
        }

    async def impor(self, id_: UUID) -> None:
        """Import the file of an operation in one transaction; a second run finds it done."""
        work = Import(self.sessions, self.files, self.keyring, id_)
        try:
            async with transaction(self.sessions, scope=None) as tx:
                operasi = await work.begin(tx)
                if operasi is not None:
                    await self._load(tx, work, operasi, at=datetime.now(UTC))
        except Refusal as refusal:
            await self._fail(id_, refusal)
        await work.discard_file()

    async def _load(self, tx: Tx, work: Import, operasi: Operasi, *, at: datetime) -> None:
        if operasi.jenis == "impor-dp4":
            counts = await work.load_dp4(tx, operasi)
            await impor_usecase.accept_dp4(tx, operasi, **counts, at=at)
        else:
            cuplikan, per_tps = await work.load_rekap(tx, operasi)
            await impor_usecase.accept_rekap(tx, operasi, per_tps, cuplikan=cuplikan, at=at)

    async def impor_rekap(self, *, operasi: str) -> None:
        """Import a sealed recap: a few hundred lines, so in this process."""
        await self.impor(UUID(operasi))

    async def penyusunan(self, *, operasi: str) -> None:
        """Compose the draft of a list in one transaction; a second run finds it done."""
        id_ = UUID(operasi)
        try:
            async with transaction(self.sessions, scope=None) as tx:
                row = await operasi_row.get(tx, Scope.nasional(), id_, lock=True)
                if row is not None and row.status == "menunggu":
                    await compose_draft(tx, row, at=datetime.now(UTC))
        except Refusal as refusal:
            await self._fail(id_, refusal)

    async def index_names(self, *, pemilihan: str, kab: str) -> None:
        """Build the indexes that a search by name uses, once its voters are loaded."""
        async with transaction(self.sessions, scope=None) as tx:
            await pencarian_store.index_names(tx, pemilihan, kab)

    async def ekspor_kerja(self, *, ekspor: str) -> None:
        """Make the file of an approved export; a second run finds it made."""
        at = datetime.now(UTC)
        async with transaction(self.sessions, scope=None) as tx:
            row = await ekspor_store.get(tx, Scope.nasional(), UUID(ekspor), lock=True)
            if row is None or row.status != Status.DISETUJUI:
                return
            made = await self._exports.write(tx, row, at=at)
            await ekspor_usecase.finish_export(
                tx, row, baris=made.baris, bagian=made.bagian, sidik=made.sidik, at=at
            )

    async def hapus_ekspor_kerja(self, *, ekspor: str) -> None:
        """Delete the file of an export whose time is over; a second run finds it deleted."""
        async with transaction(self.sessions, scope=None) as tx:
            row = await ekspor_store.get(tx, Scope.nasional(), UUID(ekspor), lock=True)
            if row is None or row.status not in {Status.TERSEDIA, Status.DIAMBIL}:
                return
            await self._exports.delete(row)
            await ekspor_usecase.discard_export(tx, row)

    @property
    def _exports(self) -> Berkas:
        return Berkas(self.files, self.keyring)

    async def _fail(self, id_: UUID, refusal: Refusal) -> None:
        """Close an operation whose work was refused, once the work itself is rolled back."""
        log.info("operation-refused", operasi=str(id_), code=refusal.code)
        async with transaction(self.sessions, scope=None) as tx:
            row = await operasi_row.get(tx, Scope.nasional(), id_, lock=True)
            if row is not None:
                life.fail(row, refusal, at=datetime.now(UTC))


async def run_in_child(*, operasi: str) -> None:
    """Run an import in a niced child process; raises RuntimeError when it fails to end well."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "voter_registry.workers", "impor", operasi,
        env={**os.environ, trace.VARIABLE: trace.traceparent() or ""},
        preexec_fn=lambda: os.nice(5),
    )  # fmt: skip
    try:
        code = await child.wait()
    except asyncio.CancelledError:
        child.terminate()
        await child.wait()
        raise
    if code != 0:
        raise RuntimeError(f"the import of operation {operasi} ended with {code}")
