"""Fixtures of voter-registry: its API in process, its worker's jobs run by hand."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import obstore.store
import pytest
from sqlalchemy import text

from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Api
from election_common.database import create_engine, create_sessions, transaction
from election_common.jobs import traced
from election_common.kerangka.jendela import TahapanDijadwalkan, copy_schedule
from election_common.keyring import Keyring
from voter_registry.domain.tindakan import SEMUA
from voter_registry.jobs import Jobs
from voter_registry.main import create_app

WILAYAH = [
    ("19", "Kepulauan Bangka Belitung", "provinsi", None),
    ("1906", "Kabupaten Belitung Timur", "kabupaten", "19"),
    ("190601", "Manggar", "kecamatan", "1906"),
    ("1906012001", "Padang", "desa", "190601"),
    ("1906012002", "Lalang", "desa", "190601"),
    ("190602", "Gantung", "kecamatan", "1906"),
    ("1906022001", "Selingsing", "desa", "190602"),
    ("1971", "Kota Pangkalpinang", "kota", "19"),
    ("197101", "Bukit Intan", "kecamatan", "1971"),
    ("1971011001", "Air Itam", "kelurahan", "197101"),
]

ATURAN = {
    "usia_minimum": 17,
    "tps_maksimum": 600,
    "dpshp_ditetapkan": False,
    "kode_tms": {
        "1": {"alasan": "meninggal", "akibat": "tms"},
        "2": {"alasan": "ganda", "akibat": "tms"},
        "8": {"alasan": "salah penempatan TPS", "akibat": "pindah_tps"},
    },
    "label_pemilih": {"terdaftar": "DPT", "pindahan": "DPPh", "tambahan_ktp": "DPTb"},
    "cadangan_surat_suara": "0.025",
}

PEMILIHAN = "uji-2024"


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("voter-registry")


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
    engine = create_engine(database.worker, pool_size=3, statement_timeout="60s")
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def pemilihan(api: Api, reschedule: Callable[..., Awaitable[None]]) -> str:
    """A sandbox election with its regions, rules and a schedule in which all is open."""
    wilayah = [dict(zip(("kode", "nama", "jenis", "induk"), w, strict=True)) for w in WILAYAH]
    answer = await api(
        "POST", "/wilayah", "kpu_provinsi", wilayah="19", json={"sumber": "uji", "wilayah": wilayah}
    )
    assert answer.status_code == 201, answer.text
    aturan = [
        {
            "nama": nama,
            "nilai": nilai,
            "regulasi": "PKPU 7/2024",
            "pasal": "-",
            "berlaku_dari": "2024-01-01",
            "terverifikasi": False,
        }
        for nama, nilai in ATURAN.items()
    ]
    answer = await api(
        "POST", "/ruleset", "kpu_provinsi", wilayah="19",
        json={"id": "pilkada-uji", "nama": "Uji", "aturan": aturan},
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    answer = await api(
        "POST", "/pemilihan", "kpu_provinsi", wilayah="19",
        json={
            "id": PEMILIHAN, "nama": "Uji", "jenis": "pilkada", "wilayah": "19",
            "hari_pemungutan": "2024-11-27", "ruleset": "pilkada-uji", "sandbox": True,
            "waktu_legal": "2024-05-01T00:00:00+07:00",
        },
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    await reschedule(open_all())
    return PEMILIHAN


def open_all() -> list[dict[str, Any]]:
    """A schedule in which every act of the service is open."""
    acts = sorted({t.jendela for t in SEMUA if t.jendela})
    return [
        {
            "kode": f"U{n}", "tindakan": act, "kegiatan": act,
            "mulai": "2024-01-01T00:00:00+07:00", "selesai": "2024-12-31T23:59:00+07:00",
        }
        for n, act in enumerate(acts)
    ]  # fmt: skip


@pytest.fixture
def reschedule(worker: Any) -> Callable[[list[dict[str, Any]]], Awaitable[None]]:
    """Deliver a schedule as publication's event would."""

    async def deliver(windows: list[dict[str, Any]]) -> None:
        event = TahapanDijadwalkan.model_validate({"pemilihan": PEMILIHAN, "jendela": windows})
        async with transaction(worker, scope=None) as tx:
            await copy_schedule(tx, event, at=datetime.now(UTC))

    return deliver


@pytest.fixture
def run_jobs(worker: Any, keyring_file: Path, tmp_path: Path) -> Callable[[], Any]:
    """Run what was deferred, in order, as the worker would."""
    waiting = text("""
        update procrastinate_jobs set status = 'doing' where id = (
            select min(id) from procrastinate_jobs
            where status = 'todo' and (scheduled_at is null or scheduled_at <= now()))
        returning id, task_name, args
    """)
    done = text("update procrastinate_jobs set status = 'succeeded' where id = :id")

    async def run() -> None:
        files = obstore.store.from_url((tmp_path / "files").as_uri())
        jobs = Jobs(worker, files, Keyring.load(keyring_file))
        while True:
            async with worker.begin() as session:
                row = (await session.execute(waiting)).one_or_none()
            if row is None:
                return
            if row.task_name == "impor-dp4":  # the worker runs it in a child
                await jobs.impor(uuid.UUID(row.args["operasi"]))
            else:
                await traced(jobs.table()[row.task_name])(**row.args)
            async with worker.begin() as session:
                await session.execute(done, {"id": row.id})

    return run
