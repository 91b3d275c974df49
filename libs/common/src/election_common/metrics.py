"""Metrics of a process: how many requests, how fast, and what has not been published yet.

Labels are route templates, never paths: a path may hold what is personal.
"""

import time
from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as render
from sqlalchemy import func, select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common import tables

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
        self.backlog = Gauge(
            "outbox_unpublished", "Facts that wait for the relay", registry=self.registry
        )


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
    waiting = select(func.count()).where(tables.outbox.c.terbit_pada.is_(None))
    async with request.app.state.sessions() as session:
        metrics.backlog.set((await session.execute(waiting)).scalar_one())
    return Response(render(metrics.registry), media_type=CONTENT_TYPE_LATEST)
