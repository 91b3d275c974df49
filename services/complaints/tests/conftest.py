"""Fixtures of complaints: its API in process, its worker by hand, the provider's stand-in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from messages import WARGA
from obstore.store import LocalStore
from sqlalchemy import text

from complaints.batch.whatsapp import WhatsApp
from complaints.consumers import SOURCES
from complaints.jobs import Jobs
from complaints.main import create_app
from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Api
from devstack.secret_file import ensure_keyring
from devstack.whatsapp import main as provider
from devstack.whatsapp.settings import Settings as ProviderSettings
from election_common.akses_copy import HeldAkses
from election_common.berkas.periksa import examine_one
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring

PEMILIHAN = "uji-2026"
PIN = "271104"
PRIBADI = {
    "nama": "Warga Uji", "alamat": "Manggar", "telepon": "0812 3456 7890",
    "identitas": "1906010101900001", "uraian": "cerita yang pribadi",
    "terlapor": "seseorang", "tempat": "TPS 1",
}  # fmt: skip
RINCIAN: dict[str, dict[str, Any]] = {
    "permohonan-informasi": {
        "tujuan": "penelitian", "cara_memperoleh": "salinan-digital", "cara_pengiriman": "email",
    },
    "pengaduan-layanan": {"sifat": "pengaduan"},
    "wbs": {},
    "tanggapan-masyarakat": {"objek": "badan-adhoc"},
    "dugaan-pelanggaran": {"diketahui_pada": "2026-11-20"},
    "tiket-teknis": {"aplikasi": "silon", "kategori": "gangguan"},
}  # fmt: skip


def report(jenis: str, **changes: Any) -> dict[str, Any]:
    """A complete report of a regime."""
    return {
        "jenis": jenis,
        "wilayah": "1906",
        "perihal": "uji",
        "pribadi": PRIBADI,
        "rincian": RINCIAN[jenis],
        "pin": PIN,
    } | changes


def place(act: str) -> str:
    """Where an act is done: those of the machines have one address."""
    return act if act in {"penugasan", "klasifikasi", "penggantian-pin"} else f"tindakan/{act}"


@dataclass(frozen=True)
class Desk:
    """The API, with short ways to file and to move tickets."""

    api: Api

    async def __call__(self, *args: Any, **options: Any) -> httpx.Response:
        return await self.api(*args, **options)

    async def file(
        self, jenis: str, role: str = "helpdesk", di: str = "19", **changes: Any
    ) -> dict[str, Any]:
        """File a report and return its ticket, as whoever handles it reads it."""
        answer = await self.api("POST", "/tiket", role, wilayah=di, json=report(jenis, **changes))
        assert answer.status_code == 201, answer.text
        filed = answer.json()
        return filed if "id" in filed else await self._of_queue(jenis, filed["lacak"])

    async def _of_queue(self, jenis: str, lacak: str) -> dict[str, Any]:
        """The ticket of a tracking id, from the queue of who handles its regime."""
        role, unit = ("wbs_tim", {"unit": "wbs"}) if jenis == "wbs" else ("kpu_provinsi", {})
        page = await self.api("GET", "/tiket", role, params={"limit": 200}, claims=unit)
        (found,) = [row for row in page.json()["data"] if row["lacak"] == lacak]
        return found

    async def act(
        self, id_: str, act: str, role: str, di: str = "19", claims: Any = None, **body: Any
    ) -> httpx.Response:
        """Do an act on a ticket as it is now."""
        options = {"wilayah": di, "claims": claims or {}}
        seen = await self.api("GET", f"/tiket/{id_}", role, **options)
        headers = {"if-match": seen.headers.get("etag", '"1"')}
        return await self.api(
            "POST", f"/tiket/{id_}/{place(act)}", role, json=body, headers=headers, **options
        )

    async def seen_by_reporter(self, tiket: dict[str, Any]) -> dict[str, str]:
        """The version of a ticket, as its reporter reads it with his PIN."""
        where = f"/lacak/{tiket['lacak']}/rincian"
        return {"if-match": (await self.api("POST", where, json={"pin": PIN})).headers["etag"]}

    async def act_own(self, tiket: dict[str, Any], act: str, **body: Any) -> httpx.Response:
        """Do an act of the reporter, with his PIN, on what he has just read."""
        where, headers = (
            f"/lacak/{tiket['lacak']}/tindakan/{act}",
            await self.seen_by_reporter(tiket),
        )
        return await self.api("POST", where, json={"pin": PIN} | body, headers=headers)

    async def status(self, id_: str, role: str = "helpdesk") -> str:
        """The state of a ticket."""
        return (await self.api("GET", f"/tiket/{id_}", role)).json()["status"]


@pytest.fixture
def make_report() -> Callable[..., dict[str, Any]]:
    return report


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("complaints")


@pytest.fixture
async def api(
    database: ServiceDatabase,
    service_env: Callable[..., None],
    serve: Callable[..., Awaitable[Api]],
) -> Desk:
    service_env(database, "app")
    served = await serve(create_app())
    # Here one subject comes with other claims at once: what he held before is not remembered.
    served.app.state.akses = HeldAkses(served.app.state.hot_reads, keep_seconds=0)
    return Desk(served)


@pytest.fixture
async def worker(database: ServiceDatabase) -> AsyncIterator[Any]:
    """Sessions of the worker role."""
    engine = create_engine(database.worker, pool_size=4, statement_timeout="60s")
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def examine(worker: Any, tmp_path: Path, keyring: Keyring) -> Callable[[], Awaitable[None]]:
    """Examine the files that wait, as the worker does."""

    async def all_of_them() -> None:
        store = LocalStore(tmp_path / "files")
        while await examine_one(worker, store, keyring):
            pass

    return all_of_them


@pytest.fixture
async def app(database: ServiceDatabase) -> AsyncIterator[Any]:
    """Sessions of the application's role, without the first wall."""
    engine = create_engine(database.app, pool_size=2)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def owner(database: ServiceDatabase) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """Rows of a statement, as the owner of the tables sees them."""
    engine = create_engine(database.owner, pool_size=1)
    sessions = create_sessions(engine)

    async def rows(statement: str, **values: Any) -> Any:
        async with sessions.begin() as session:
            done = await session.execute(text(statement), values)
            return done.mappings().all() if done.returns_rows else None

    yield rows
    await engine.dispose()


@pytest.fixture
def dump(owner: Callable[..., Awaitable[Any]]) -> Callable[[], Awaitable[dict[str, str]]]:
    """Every row of every table but the grants, which these tests give to whoever calls."""

    async def everything() -> dict[str, str]:
        tables = await owner(
            "select schemaname || '.' || tablename as nama from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'akses'"
        )
        return {t.nama: repr(await owner(f"select * from {t.nama}")) for t in tables}

    return everything


@pytest.fixture
def keyring(keyring_file: Path) -> Keyring:
    return Keyring.load(keyring_file)


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """A key file of its own, whose keys are rotated."""
    return ensure_keyring(tmp_path / "own.json")


@pytest.fixture
def turn(api: Desk) -> Callable[[Keyring], None]:
    """Give the running API another keyring, as a restart does."""

    def restart(keyring: Keyring) -> None:
        api.api.app.state.keyring = keyring

    return restart


@dataclass(frozen=True)
class Phone:
    """The telephone of a citizen, and the worker that answers it."""

    provider: httpx.AsyncClient
    app: Any
    jobs: Jobs

    async def write(self, teks: str, **options: Any) -> None:
        """Write to the office, and let the office work."""
        body = {"teks": teks, "nama": "Warga Uji"} | options
        await self.provider.post(f"/warga/{WARGA}/pesan", json=body)
        await self.work()

    async def work(self) -> None:
        """Let the provider deliver and the worker answer, send and take reports."""
        for _ in range(2):
            await self.app.state.webhook.idle()
            for step in (self.jobs.answer_next, self.jobs.send_next, self.jobs.report_next):
                while await step():
                    pass

    async def received(self) -> list[dict[str, Any]]:
        """What the citizen has received."""
        return (await self.provider.get(f"/warga/{WARGA}/pesan")).json()


@pytest.fixture
async def phone(api: Desk, worker: Any, keyring: Keyring) -> AsyncIterator[Phone]:
    """A citizen with WhatsApp."""
    settings = ProviderSettings("1", "token", "secret", "http://test/v1/webhooks/whatsapp")
    stand_in = provider.create_app(settings, httpx.ASGITransport(api.api.app))
    transport = httpx.ASGITransport(stand_in)
    headers = {"authorization": "Bearer token"}
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://provider") as citizen,
        httpx.AsyncClient(
            transport=transport, base_url="http://provider/v23.0", headers=headers
        ) as office,
    ):
        yield Phone(citizen, stand_in, Jobs(worker, keyring, WhatsApp(office, "1", "secret")))


@pytest.fixture
def deliver(worker: Any) -> Callable[..., Awaitable[None]]:
    """Deliver a fact of another service to its handler."""

    async def send(subject: str, **data: Any) -> None:
        stream = subject.partition(".")[0].upper().replace("-", "_")
        subscription = SOURCES[stream][f"{subject}.v1"]
        async with transaction(worker, scope=None) as tx:
            reading = subscription.reading.model_validate(data)
            await subscription.handler(tx, reading, at=datetime.now(UTC))

    return send


@pytest.fixture
async def pemilihan(deliver: Callable[..., Awaitable[None]]) -> str:
    """A sandbox election whose clock shows the 24th of November 2026, and its schedule."""
    await deliver(
        "voter-registry.pemilihan.didaftarkan",
        pemilihan=PEMILIHAN, nama="Pemilihan uji", jenis="pilkada", wilayah="19", aturan={},
        hari_pemungutan="2027-02-10", sandbox=True, waktu_legal="2026-11-24T10:00:00+07:00",
    )  # fmt: skip
    await deliver(
        "publication.tahapan.dijadwalkan",
        pemilihan=PEMILIHAN,
        jendela=[
            {
                "kode": "P8g", "tindakan": "tanggapan-dps", "kegiatan": "Tanggapan masyarakat",
                "mulai": "2026-11-20T00:00:00+07:00", "selesai": "2026-11-30T23:59:59+07:00",
            }
        ],
    )  # fmt: skip
    return PEMILIHAN


@pytest.fixture
def events(worker: Any) -> Callable[..., Awaitable[list[Any]]]:
    """The facts that this service has recorded."""

    async def read() -> list[Any]:
        async with transaction(worker, scope=None) as tx:
            return list(await tx.execute(text("select subject, data from outbox order by id")))

    return read


@pytest.fixture
def clock(deliver: Callable[..., Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
    """Move legal time of the sandbox election."""

    async def move(moment: str) -> None:
        await deliver(
            "voter-registry.pemilihan.waktu-legal-digeser",
            pemilihan=PEMILIHAN, waktu_legal=f"{moment}+07:00",
        )  # fmt: skip

    return move
