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

from election_common.database import Sessions, transaction
from election_common.errors import Refusal
from election_common.jobs import Job
from election_common.keyring import Keyring
from election_common.operasi import life
from election_common.operasi import row as operasi_row
from election_common.scope import Scope
from voter_registry.batch.impor import Import
from voter_registry.usecases import impor as impor_usecase
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
        }

    async def impor(self, id_: UUID) -> None:
        """Import the file of an operation in one transaction; a second run finds it done."""
        work = Import(self.sessions, self.files, self.keyring, id_)
        try:
            async with transaction(self.sessions, scope=None) as tx:
                operasi = await work.begin(tx)
                if operasi is None:
                    return
                at = datetime.now(UTC)
                if operasi.jenis == "impor-dp4":
                    counts = await work.load_dp4(tx, operasi)
                    await impor_usecase.accept_dp4(tx, operasi, **counts, at=at)
                else:
                    cuplikan, per_tps = await work.load_rekap(tx, operasi)
                    await impor_usecase.accept_rekap(tx, operasi, per_tps, cuplikan=cuplikan, at=at)
        except Refusal as refusal:
            await self._fail(id_, refusal)

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
