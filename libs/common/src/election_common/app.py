"""The FastAPI application of a service, with everything in it that all services share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import ModuleType

import obstore.store
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import text
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common import asyncapi, feed, idempotency, problems, surat_mati, trace
from election_common.catalogue import Catalogue
from election_common.database import create_engine, create_sessions
from election_common.identity import Verifier
from election_common.keyring import Keyring
from election_common.logs import configure_logs
from election_common.settings import ServiceSettings


class Masalah(BaseModel):
    """An RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    trace_id: str


def create_service(
    settings: ServiceSettings,
    *,
    name: str,
    title: str,
    description: str,
    package: str,
    published: ModuleType,
    routers: Sequence[APIRouter],
) -> FastAPI:
    """Wire a service: its routers, and the contract that every service keeps.

    Args:
        settings: The process's settings.
        name: Name of the service; its tokens' audience.
        title: Title of its OpenAPI document.
        description: What it does, for readers of that document.
        package: Its domain package, which holds its `problems.toml`.
        published: Its module of published facts.
        routers: Its routers, all under `/v1`.
    """
    configure_logs(name)
    engine = create_engine(settings.database_url.get_secret_value(), pool_size=settings.pool_size)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    app = FastAPI(
        title=title,
        description=description,
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        responses={
            status: {"model": Masalah, "content": {problems.MEDIA_TYPE: {}}}
            for status in (401, 403, 404, 409, 422, 500, 503)
        },
    )
    app.state.service = name
    app.state.production = settings.environment == "production"
    app.state.sessions = create_sessions(engine)
    app.state.keyring = Keyring.load(settings.keyring_file)
    app.state.files = obstore.store.from_url(settings.files_url)
    app.state.verifier = Verifier(issuer=settings.issuer, jwks_url=settings.jwks_url, audience=name)
    app.state.catalogue = Catalogue(package)
    problems.install(app, app.state.catalogue)
    idempotency.install(app)
    app.add_middleware(TraceMiddleware)
    for router in (*routers, feed.router, surat_mati.router):
        app.include_router(router, prefix="/v1")
    app.include_router(asyncapi.routes(name, title, published))
    app.include_router(_probes())
    return app


def _probes() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        """Say that the process lives; asks nobody else."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz(request: Request) -> JSONResponse:
        """Say whether acts would succeed: the database answers."""
        async with request.app.state.sessions() as session:
            await session.execute(text("select 1"))
        return JSONResponse({"status": "ok"})

    return router


class TraceMiddleware:
    """Continues the caller's trace and names it in the answer."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trace_id = trace.start(Headers(scope=scope).get("traceparent"))

        async def send_with_trace(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-trace-id"] = trace_id
            await send(message)

        await self.app(scope, receive, send_with_trace)
