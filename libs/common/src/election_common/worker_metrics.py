"""Metrics of a worker: how facts flow, counted anew for each scrape."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client import generate_latest as render
from sqlalchemy import Row, text
from sqlalchemy.exc import SQLAlchemyError

from election_common import failure
from election_common.alarms import Alarms
from election_common.audit_watch import AuditWatch
from election_common.broker import Broker
from election_common.database import Sessions, transaction
from election_common.metrics import COUNTED, COUNTED_SAYS
from election_common.queue_watch import QueueWatch
from election_common.stream_watch import StreamWatch

log = structlog.get_logger()

_COMPLAINTS = "Times that the broker or its client said that something is wrong"
_OUTBOX = text("""
    select count(*) as backlog,
           count(*) filter (where feed_no is null) as unnumbered,
           coalesce(extract(epoch from clock_timestamp() - min(dicatat_pada)), 0) as seconds
    from outbox where terbit_pada is null
""")
_LETTERS = text(
    "select stream, count(*) as n from dead_letter where selesai_pada is null group by 1"
)
_RECONCILED = text("""
    select stream, diperbaiki, mundur, extract(epoch from selesai_pada) as at from rekonsiliasi
""")

Gauges = Mapping[str, tuple[str, tuple[str, ...]]]

#: What the worker knows: name -> what it says, labels
_KNOWN: Gauges = {
    "consumer_pending": ("Facts that the broker has for this service", ("stream",)),
    "deliveries_given_up": ("Deliveries that the broker gave up, since the start", ("stream",)),
    "broker_connected": ("1 while connected", ()),
    "audit_unsealed_seconds": ("How long the first row of the audit waits for its seal", ()),
    "audit_unsigned_seconds": ("Age of the first seal that no checkpoint covers", ()),
    "queue_oldest_seconds": ("How long the oldest row waits for somebody outside", ("queue",)),
    "alarm_open": ("1 per open alarm", ("alarm",)),
    COUNTED: (COUNTED_SAYS, ()),
}
#: What the database holds; absent while it is away.
_COUNTED: Gauges = {
    "outbox_unpublished": ("Facts that wait for the relay", ()),
    "outbox_unnumbered": ("Facts that are not in the feed yet", ()),
    "outbox_oldest_seconds": ("Age of the oldest fact that waits", ()),
    "dead_letters_open": ("Facts that wait for a decision or behind one", ("stream",)),
    "reconcile_repaired": ("Aggregates that the last comparison repaired", ("stream",)),
    "reconcile_ahead": ("Aggregates of which the producer lacks facts", ("stream",)),
    "reconcile_timestamp_seconds": ("When the last comparison was", ("stream",)),
}


class WorkerMetrics:
    """The metrics of one worker, in a registry of its own."""

    def __init__(
        self,
        sessions: Sessions,
        broker: Broker,
        watch: StreamWatch,
        audit: AuditWatch,
        queues: QueueWatch,
        alarms: Alarms,
    ):
        self._sessions = sessions
        self._broker = broker
        self._watch = watch
        self._audit = audit
        self._queues = queues
        self._alarms = alarms

    async def render(self) -> bytes:
        """Count, and return the text that Prometheus reads."""
        registry = CollectorRegistry()
        known = _gauges(_KNOWN, registry)
        self._tell(known, Counter("broker_complaints", _COMPLAINTS, registry=registry))
        try:
            rows = await self._rows()
        except SQLAlchemyError as cause:
            log.warning("metrics-not-counted", failure=failure.name(cause))
        else:
            _count(_gauges(_COUNTED, registry), *rows)
            known[COUNTED].set(1)
        return render(registry)

    def _tell(self, known: Mapping[str, Gauge], complaints: Counter) -> None:
        for stream, pending in self._watch.pending.items():
            known["consumer_pending"].labels(stream).set(pending)
        for stream, number in self._watch.given_up.items():
            known["deliveries_given_up"].labels(stream).set(number)
        known["broker_connected"].set(self._broker.client.is_connected)
        known["audit_unsealed_seconds"].set(self._audit.unsealed_seconds)
        known["audit_unsigned_seconds"].set(self._audit.unsigned_seconds)
        for queue, seconds in self._queues.oldest_seconds.items():
            known["queue_oldest_seconds"].labels(queue).set(seconds)
        complaints.inc(self._broker.complaints)
        for name in self._alarms.open:
            known["alarm_open"].labels(name).set(1)

    async def _rows(self) -> tuple[Row[Any], Sequence[Row[Any]], Sequence[Row[Any]]]:
        """The outbox, the open letters, the last comparisons."""
        async with transaction(self._sessions, scope=None) as tx:
            outbox = (await tx.execute(_OUTBOX)).one()
            letters = (await tx.execute(_LETTERS)).all()
            return outbox, letters, (await tx.execute(_RECONCILED)).all()


def _gauges(gauges: Gauges, registry: CollectorRegistry) -> dict[str, Gauge]:
    return {
        name: Gauge(name, what, labels, registry=registry)
        for name, (what, labels) in gauges.items()
    }


def _count(
    gauges: Mapping[str, Gauge],
    outbox: Row[Any],
    letters: Sequence[Row[Any]],
    reconciled: Sequence[Row[Any]],
) -> None:
    gauges["outbox_unpublished"].set(outbox.backlog)
    gauges["outbox_unnumbered"].set(outbox.unnumbered)
    gauges["outbox_oldest_seconds"].set(float(outbox.seconds))
    for row in letters:
        gauges["dead_letters_open"].labels(row.stream).set(row.n)
    for row in reconciled:
        gauges["reconcile_repaired"].labels(row.stream).set(row.diperbaiki)
        gauges["reconcile_ahead"].labels(row.stream).set(row.mundur)
        gauges["reconcile_timestamp_seconds"].labels(row.stream).set(float(row.at))
