"""The FastAPI application of a service, with everything in it that all services share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import ModuleType

import obstore.store
from fastapi import APIRouter, FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common import (
    asyncapi,
    feed,
    idempotency,
    metrics,
    openapi_document,
    penelusuran,
    probes,
    problems,
    ringkasan,
    saya,
    surat_mati,
    titik_periksa,
    trace,
)
from election_common.address import AddressMiddleware
from election_common.akses_copy import HeldAkses
from election_common.bacaan import Pembaca
from election_common.body import BodyMiddleware
from election_common.catalogue import Catalogue
from election_common.cors import Cors
from election_common.database import create_engine, create_sessions
from election_common.hot_read import HotReads
from election_common.identity import Verifier
from election_common.keyring import Keyring
from election_common.last_wall import LastWallMiddleware
from election_common.logs import configure_logs
from election_common.metrics import Metrics, MetricsMiddleware
from election_common.operasi import routes as operasi
from election_common.production import require_fit, require_fit_database
from election_common.reference import create_router
from election_common.route_table import RouteTable
from election_common.settings import ServiceSettings
from election_common.slots import Slots, SlotsMiddleware
from election_common.tls import trusted


def create_service(
    settings: ServiceSettings,
    *,
    name: str,
    title: str,
    description: str,
    package: str,
    published: ModuleType,
    revision: str,
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
        revision: The migration that this code needs; a database before it is not ready.
        routers: Its routers, all under `/v1`.
    """
    configure_logs(name)
    require_fit(settings)
    url = settings.database_url.get_secret_value()
    engine = create_engine(url, pool_size=settings.pool_size)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await require_fit_database(settings, engine)
        await app.state.hot_reads.open()
        with probes.ending_gently(app, settings.ending_seconds):
            yield
        await app.state.hot_reads.close()
        await engine.dispose()

    app = FastAPI(
        title=title,
        description=description,
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.service = name
    app.state.production = settings.production
    app.state.sessions = create_sessions(engine)
    app.state.hot_reads = HotReads(url, pool_size=settings.pool_size)
    app.state.keyring = Keyring.load(settings.keyring_file)
    app.state.files = obstore.store.from_url(settings.files_url)
    app.state.verifier = Verifier(
        issuer=settings.issuer,
        jwks_url=settings.jwks_url,
        audience=name,
        form=settings.issuer_form,
        trust=trusted(settings),
    )
    app.state.akses = HeldAkses(app.state.hot_reads)
    app.state.catalogue = Catalogue(package)
    app.state.metrics = Metrics()
    app.state.revision = revision
    app.state.pembaca = Pembaca(name, app.state.metrics)
    common = (
        operasi.router,
        feed.router,
        ringkasan.router,
        saya.router,
        surat_mati.router,
        titik_periksa.router,
        penelusuran.router,
        create_router(package, app.state.catalogue),
    )
    for router in (*routers, *common):
        app.include_router(router, prefix="/v1")
    app.include_router(asyncapi.routes(name, title, published))
    app.include_router(probes.router)
    app.include_router(metrics.router)
    idempotency.install(app)
    openapi_document.install(app, app.state.catalogue)
    _install_contract(app, settings)
    return app


def _install_contract(app: FastAPI, settings: ServiceSettings) -> None:
    """What every request passes, the innermost first."""
    answers = problems.Answers(app.state.catalogue)
    problems.install(app, answers)
    slots = Slots(settings.requests_at_once, settings.requests_waiting)
    app.state.slots = slots
    streams = Slots(settings.streams_at_once, waiting=0)
    app.add_middleware(SlotsMiddleware, slots=slots, streams=streams)
    app.add_middleware(BodyMiddleware)
    app.add_middleware(AddressMiddleware, table=RouteTable(app))
    app.add_middleware(LastWallMiddleware, answers=answers)
    if settings.cors_origins:
        app.add_middleware(Cors, answers=answers, origins=settings.cors_origins)
    app.add_middleware(MetricsMiddleware, metrics=app.state.metrics)
    app.add_middleware(TraceMiddleware)


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
