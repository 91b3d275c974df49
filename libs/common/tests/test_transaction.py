"""A commit that fails is never answered as success."""

import uuid

import httpx
from sqlalchemy import text

from election_common.request import Tx
from voter_registry.main import create_app


async def test_a_failed_commit_is_not_a_success(database, service_env, issuer, grants):
    service_env(database, "worker")
    grants.give("kpu_kabko@1906", "kpu_kabko", wilayah="1906")
    app = create_app()

    @app.post("/uji")
    async def dangling(tx: Tx) -> dict[str, str]:
        """Insert a row whose deferred constraint fails at COMMIT."""
        await tx.execute(
            text(
                "insert into rekap_tps (cuplikan, tps, l, p, baru, disabilitas, sidik)"
                " values (:c, '1906012001001', 1, 1, 0, 0, '')"
            ),
            {"c": uuid.uuid4()},
        )
        return {"disimpan": "ya"}

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"authorization": f"Bearer {issuer.token('kpu_kabko', wilayah='1906')}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        answer = await client.post("/uji", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (500, "kesalahan-internal")
