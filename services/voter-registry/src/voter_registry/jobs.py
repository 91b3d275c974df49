"""Jobs: what the worker does after the answer was given. A table: task name to function.

An import runs in a child process of its own, since sealing a million numbers would hold the
worker's loop: the job of that name runs `python -m voter_registry.jobs ID` and waits for it.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime
from uuid import UUID

import obstore.store
import structlog

from election_common.app import configure_logs
from election_common.database import Sessions, create_engine, create_sessions, transaction
from election_common.errors import Refusal
from election_common.jobs import Job
from election_common.keyring import Keyring
from election_common.scope import Scope
from voter_registry.batch.impor import Import
from voter_registry.settings import Settings
from voter_registry.store import operasi as operasi_store
from voter_registry.usecases import impor as impor_usecase
from voter_registry.usecases import operasi as operasi_usecase
from voter_registry.usecases.penyusunan import compose_draft

log = structlog.get_logger()

STATEMENT_TIMEOUT = "15min"


async def run_in_child(*, operasi: str) -> None:
    """Run an import in a niced child process; raises RuntimeError when it fails to end well."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "voter_registry.jobs", operasi, preexec_fn=lambda: os.nice(5)
    )
    try:
        code = await child.wait()
    except asyncio.CancelledError:
        child.terminate()
        await child.wait()
        raise
    if code != 0:
        raise RuntimeError(f"the import of operation {operasi} ended with {code}")


async def impor(id_: UUID) -> None:
    """Import the file of an operation in one transaction; a second run finds it done."""
    settings = Settings()  # type: ignore[call-arg] - read from the environment
    engine = create_engine(
        settings.database_url.get_secret_value(), pool_size=2, statement_timeout=STATEMENT_TIMEOUT
    )
    sessions = create_sessions(engine)
    work = Import(
        sessions=sessions,
        files=obstore.store.from_url(settings.files_url),
        keyring=Keyring.load(settings.keyring_file),
        operasi=id_,
    )
    try:
        async with transaction(sessions, scope=None) as tx:
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
        await _fail(id_, refusal, sessions)
    finally:
        await engine.dispose()


async def penyusunan(*, operasi: str) -> None:
    """Compose the draft of a list."""
    settings = Settings()  # type: ignore[call-arg] - read from the environment
    engine = create_engine(
        settings.database_url.get_secret_value(), pool_size=1, statement_timeout=STATEMENT_TIMEOUT
    )
    sessions = create_sessions(engine)
    id_ = UUID(operasi)
    try:
        async with transaction(sessions, scope=None) as tx:
            row = await operasi_store.get(tx, Scope.nasional(), id_, lock=True)
            if row is not None and row.status == "menunggu":
                await compose_draft(tx, row, at=datetime.now(UTC))
    except Refusal as refusal:
        await _fail(id_, refusal, sessions)
    finally:
        await engine.dispose()


async def _fail(id_: UUID, refusal: Refusal, sessions: Sessions) -> None:
    """Close an operation whose work was refused, once the work itself is rolled back."""
    log.info("operation-refused", operasi=str(id_), code=refusal.code)
    async with transaction(sessions, scope=None) as tx:
        row = await operasi_store.get(tx, Scope.nasional(), id_, lock=True)
        if row is not None:
            operasi_usecase.fail(row, refusal, at=datetime.now(UTC))


JOBS: dict[str, Job] = {
    "impor-dp4": run_in_child,
    "impor-rekap": run_in_child,
    "penyusunan": penyusunan,
}


if __name__ == "__main__":
    configure_logs("voter-registry")
    asyncio.run(impor(UUID(sys.argv[1])))
