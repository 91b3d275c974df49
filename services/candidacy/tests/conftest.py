"""Fixtures of candidacy: its API in process, others' facts delivered by hand, offices that act."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import obstore.store
import pytest
from acting_office import PEMILIHAN, Office, pdf, threshold

from candidacy.consumers import SOURCES
from candidacy.domain.tindakan import SEMUA
from candidacy.main import create_app
from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Api
from election_common.berkas.periksa import examine_one
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring

WILAYAH = [("19", "Kepulauan Bangka Belitung", "provinsi", None)] + [
    (kode, kode, "kabupaten", "19") for kode in ("1901", "1902", "1903", "1904", "1905", "1906")
]


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("candidacy")


@pytest.fixture
async def api(
    database: ServiceDatabase,
    service_env: Callable[..., None],
    serve: Callable[..., Awaitable[Api]],
) -> Api:
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
async def worker(database: ServiceDatabase) -> AsyncIterator[Any]:
    """Sessions of the worker role."""
    engine = create_engine(database.worker, pool_size=4, statement_timeout="60s")
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def deliver(worker: Any) -> Callable[..., Awaitable[None]]:
    """Deliver a fact of another service to its handler."""
    table = {s.reading.subject: s for rows in SOURCES.values() for s in rows.values()}

    async def send(subject: str, **data: Any) -> None:
        subscription = table[f"{subject}.v1"]
        async with transaction(worker, scope=None) as tx:
            reading = subscription.reading.model_validate(data)
            await subscription.handler(tx, reading, at=datetime.now(UTC))

    return send


@pytest.fixture
def move_clock(deliver: Callable[..., Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
    """Move legal time to a moment of WIB."""

    async def move(moment: str) -> None:
        await deliver(
            "voter-registry.pemilihan.waktu-legal-digeser",
            pemilihan=PEMILIHAN,
            waktu_legal=f"{moment}+07:00",
        )

    return move


def open_all(**changes: tuple[str, str]) -> list[dict[str, str]]:
    """A schedule in which every act is open, save those that are told otherwise."""
    acts = sorted({t.jendela for t in SEMUA if t.jendela})
    always = ("2024-08-27T08:00:00+07:00", "2024-09-22T23:59:59+07:00")
    rows = []
    for n, act in enumerate(acts):
        mulai, selesai = changes.get(act.replace("-", "_"), always)
        rows.append(
            {"kode": f"U{n}", "tindakan": act, "kegiatan": act, "mulai": mulai, "selesai": selesai}
        )
    return rows


@pytest.fixture
def reschedule(deliver: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Deliver a schedule as publication's event would."""

    async def send(**changes: tuple[str, str]) -> None:
        await deliver(
            "publication.tahapan.dijadwalkan", pemilihan=PEMILIHAN, jendela=open_all(**changes)
        )

    return send


@pytest.fixture
def register(deliver: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Deliver the sandbox election, or its newer state, as voter-registry's event would."""

    async def send(wilayah: str = "19") -> None:
        await deliver(
            "voter-registry.pemilihan.didaftarkan",
            pemilihan=PEMILIHAN, nama="Uji", jenis="pilkada", wilayah=wilayah, aturan={},
            hari_pemungutan="2024-11-27", sandbox=True, waktu_legal="2024-08-28T10:00:00+07:00",
        )  # fmt: skip

    return send


@pytest.fixture
async def pemilihan(
    api: Api,
    deliver: Callable[..., Awaitable[None]],
    register: Callable[..., Awaitable[None]],
    reschedule: Callable[..., Awaitable[None]],
) -> str:
    """A sandbox election with its regions and a schedule in which all is open."""
    rows = [dict(zip(("kode", "nama", "jenis", "induk"), w, strict=True)) for w in WILAYAH]
    await deliver("voter-registry.wilayah.dimuat", wilayah=rows)
    await register()
    await reschedule()
    return PEMILIHAN


@pytest.fixture
async def office(api: Api, pemilihan: str, database: ServiceDatabase) -> Office:
    """Offices of an election whose threshold is established."""
    office = Office(api, database.owner)
    await office.prepare()
    return office


@pytest.fixture
def examine(worker: Any, tmp_path: Path, keyring_file: Path) -> Callable[[], Awaitable[None]]:
    """Examine the files that wait, as the worker would."""
    keyring = Keyring.load(keyring_file)

    async def work() -> None:
        files = obstore.store.from_url((tmp_path / "files").as_uri())
        while await examine_one(worker, files, keyring):
            pass

    return work


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf


@pytest.fixture
def make_threshold() -> Callable[..., dict[str, Any]]:
    return threshold
