"""The control plane: the only wiring."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from gateway.pages import contracts, docs, probes, problems, status
from gateway.pages.settings import Settings
from gateway.pages.upstream import TIMEOUT_SECONDS, Upstream


def create_app() -> FastAPI:
    """Create the control plane from the environment."""
    settings = Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # addresses behind the gateway: an environment's proxy has no business there
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            app.state.upstream = Upstream(client, settings.services)
            yield

    app = FastAPI(title="gateway", lifespan=lifespan, openapi_url=None)
    app.state.settings = settings
    problems.install(app)
    for router in (contracts.router, docs.router, status.router, probes.router):
        app.include_router(router)
    return app
