"""Metrics of a process: how many requests, how fast, and what has not been published yet.

Labels are route templates, never paths: a path may hold what is personal. A scrape that finds no
database, when it is wanted most, has all that the process knows, and not what rows would say.
"""

import time
from typing import Final

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as render
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common import failure, tables
from election_common.database import Sessions

log = structlog.get_logger()

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
#: The gauge that says whether a scrape has what the database holds.
COUNTED: Final = "database_counted"
COUNTED_SAYS: Final = "1 when the database answered this scrape; else what it would say is absent"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The metrics of one app, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "http_requests", "Requests answered", ("method", "route", "status"),
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "http_request_seconds", "Time until the whole answer is sent", ("method", "route"),
            buckets=BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.replays = Counter(
            "idempotent_replays", "Acts answered from the answer of their first time",
            registry=self.registry,
        )  # fmt: skip
        self.bulk_reads = Counter(
            "bulk_reads", "Alarms of officers who wished to read more than their quota",
            registry=self.registry,
        )  # fmt: skip

    def known(self) -> bytes:
        """Return what the process itself knows, as Prometheus reads it."""
        return render(self.registry)

    def render(self, backlog: int | None) -> bytes:
        """Return the same and what the database holds: how many facts wait, None if it is away."""
        rows = CollectorRegistry()
        Gauge(COUNTED, COUNTED_SAYS, registry=rows).set(backlog is not None)
        if backlog is not None:
            waiting = Gauge("outbox_unpublished", "Facts that wait for the relay", registry=rows)
            waiting.set(backlog)
        return self.known() + render(rows)


class MetricsMiddleware:
    """Counts and times each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics):
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 499  # as nginx counts a caller who left before the answer

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope.setdefault("state", {})
        try:
            await self.app(scope, receive, send_noted)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "other"
            route = scope["state"].get("route") or "none"
            self._metrics.requests.labels(method, route, status).inc()
            self._metrics.seconds.labels(method, route).observe(time.perf_counter() - start)


router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def get_metrics(request: Request) -> Response:
    """Render the metrics; for the inner network, no route of the gateway leads here."""
    metrics: Metrics = request.app.state.metrics
    backlog = await _backlog(request.app.state.sessions)
    return Response(metrics.render(backlog), media_type=MEDIA_TYPE)


async def _backlog(sessions: Sessions) -> int | None:
    """How many facts wait; None while the database is away."""
    waiting = select(func.count()).where(tables.outbox.c.terbit_pada.is_(None))
    try:
        async with sessions() as session:
            return (await session.execute(waiting)).scalar_one()
    except SQLAlchemyError as cause:
        log.warning("metrics-not-counted", failure=failure.name(cause))
        return None
