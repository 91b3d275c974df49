"""The FastAPI application of a service, with everything in it that all services share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import obstore.store
from fastapi import FastAPI

from election_common import idempotency, openapi_document, probes, problems
from election_common.address import AddressMiddleware
from election_common.akses_copy import HeldAkses
from election_common.api import Api
from election_common.bacaan import Pembaca
from election_common.body import BodyMiddleware
from election_common.cors import Cors
from election_common.database import create_engine, create_sessions
from election_common.hot_read import HotReads
from election_common.identity import Verifier
from election_common.keyring import Keyring
from election_common.last_wall import LastWallMiddleware
from election_common.logs import configure_logs
from election_common.metrics import Metrics, MetricsMiddleware
from election_common.production import require_fit, require_fit_database
from election_common.route_table import FoundRoute, RouteTable
from election_common.rush import ending_after_rushes
from election_common.settings import ServiceSettings
from election_common.slots import Slots, SlotsMiddleware
from election_common.tls import trusted
from election_common.trace import TraceMiddleware


def create_service(api: Api, settings: ServiceSettings) -> FastAPI:
    """Wire a process of a service: its routes, and the contract that every service keeps."""
    configure_logs(api.name)
    require_fit(settings)
    url = settings.database_url.get_secret_value()
    engine = create_engine(url, pool_size=settings.pool_size)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await require_fit_database(settings, engine)
        await app.state.hot_reads.open()
        async with ending_after_rushes(engine):
            with probes.ending_gently(app, settings.ending_seconds):
                yield
        await app.state.hot_reads.close()
        await engine.dispose()

    app = FastAPI(
        title=api.title,
        description=api.description,
        version="1",
        routes=[FoundRoute(), *api.routes],
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = api.name
    app.state.production = settings.production
    app.state.sessions = create_sessions(engine)
    app.state.hot_reads = HotReads(url, pool_size=settings.pool_size)
    app.state.keyring = Keyring.load(settings.keyring_file)
    app.state.files = obstore.store.from_url(settings.files_url)
    app.state.verifier = Verifier(
        issuer=settings.issuer,
        jwks_url=settings.jwks_url,
        audience=api.name,
        form=settings.issuer_form,
        trust=trusted(settings.ca_file),
    )
    app.state.akses = HeldAkses(app.state.hot_reads)
    app.state.catalogue = api.catalogue
    app.state.metrics = Metrics()
    app.state.revision = api.revision
    app.state.pembaca = Pembaca(api.name, app.state.metrics)
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
    public = Slots(settings.public_streams_at_once, waiting=0)
    app.add_middleware(SlotsMiddleware, slots=slots, streams=streams, public=public)
    app.add_middleware(BodyMiddleware)
    app.add_middleware(AddressMiddleware, table=RouteTable(app))
    app.add_middleware(LastWallMiddleware, answers=answers)
    if settings.cors_origins:
        app.add_middleware(Cors, answers=answers, origins=settings.cors_origins)
    app.add_middleware(MetricsMiddleware, metrics=app.state.metrics)
    app.add_middleware(TraceMiddleware)
