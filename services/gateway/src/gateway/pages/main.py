"""The control plane: the only wiring."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import Depends, FastAPI

from election_common.logs import configure_logs
from election_common.metrics import Metrics, MetricsMiddleware
from election_common.probes import ending_gently
from gateway.pages import contracts, docs, probes, problems, status
from gateway.pages.settings import Settings
from gateway.pages.upstream import TIMEOUT_SECONDS, Upstream


def create_app() -> FastAPI:
    """Create the control plane from the environment."""
    settings = Settings()
    configure_logs("pages")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # addresses behind the gateway: an environment's proxy has no business there
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            app.state.upstream = Upstream(client, settings.services)
            with ending_gently(app, settings.ending_seconds):
                yield

    named = [Depends(probes.name_route)]
    app = FastAPI(title="gateway", lifespan=lifespan, openapi_url=None, dependencies=named)
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.add_middleware(MetricsMiddleware, metrics=app.state.metrics)
    problems.install(app)
    for router in (contracts.router, docs.router, status.router, probes.router):
        app.include_router(router)
    return app
