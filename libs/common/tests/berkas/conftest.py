"""A service that takes files in and gives them back, and the worker that examines them."""

import obstore
import obstore.store
import psycopg
import pytest
from fastapi import APIRouter, Request

from election_common.berkas import karantina, kirim, tiba
from election_common.database import create_engine, create_sessions
from election_common.errors import Refusal
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow
from voter_registry.main import create_app

ANY = RouteRule(body_bytes=None, media_type="application/octet-stream", seconds=60)

router = APIRouter(prefix="/uji")


@router.post("")
@allow(ANY)
async def take(request: Request, tx: Tx, by: By, now: Now) -> str:
    """Terima berkas."""
    async with tiba.receive(request, maksimum=100_000) as arrived:
        return (await karantina.admit(tx, arrived, at=now)).sidik


@router.post("/ditolak")
@allow(ANY)
async def refuse(request: Request, by: By):
    """Tolak berkas yang sudah tiba."""
    async with tiba.receive(request):
        raise Refusal("tahap-tidak-mengizinkan", tindakan="uji", tahap="uji", mungkin="-")


@router.get("/{sidik}", response_model=None)
async def give(request: Request, sidik: str, tx: Tx, by: By):
    """Kirim berkas."""
    return await kirim.send(request, await karantina.require_clean(tx, sidik))


class House:
    def __init__(self, api, sessions, files):
        self.api, self.sessions, self.files = api, sessions, files
        self.keyring = api.app.state.keyring

    async def send(self, content, to=""):
        headers = {"content-type": "application/octet-stream"}
        return await self.api("POST", f"/uji{to}", "operator", content=content, headers=headers)

    async def read(self, sidik):
        return await self.api("GET", f"/uji/{sidik}", "operator")

    async def stored(self):
        return [f["path"] for page in self.files.list() for f in page]


@pytest.fixture
async def house(database, service_env, serve, tmp_path):
    service_env(database, "app")
    app = create_app()
    app.include_router(router, prefix="/v1")
    engine = create_engine(database.worker, pool_size=2)
    files = obstore.store.from_url((tmp_path / "files").as_uri())
    yield House(await serve(app), create_sessions(engine), files)
    await engine.dispose()


@pytest.fixture
def end_pauses(database):
    """Has every file's turn come now; returns the minutes that one would have waited."""

    def end():
        with psycopg.connect(database.owner) as owner:
            waited = owner.execute("""
                select round(extract(epoch from max(ditunda_sampai) - now()) / 60)::int from berkas
            """).fetchone()[0]
            owner.execute("update berkas set ditunda_sampai = null")
        return waited

    return end
