"""How facts flow through a worker: its consumers, what watches them, and what mends them."""

from collections.abc import Coroutine, Mapping, Sequence

from nats.js import JetStreamContext

from election_common import akses_copy, sync_watch
from election_common.alarms import Alarms
from election_common.audit_watch import AuditWatch
from election_common.broker import Broker
from election_common.consumer import Consumer
from election_common.database import Sessions
from election_common.gap import Feeds
from election_common.gate import Subscriptions
from election_common.loop import Loop
from election_common.outbox_months import keep_months
from election_common.probe import Health
from election_common.queue_watch import Queue, QueueWatch
from election_common.reconcile import Reconciler
from election_common.settings import ServiceSettings
from election_common.stream_watch import StreamWatch
from election_common.tail import Tail
from election_common.worker_metrics import WorkerMetrics


class EventFlow:
    """The parts of a worker that facts pass, but for the relay.

    Args:
        settings: The process's settings.
        sessions: The service's database.
        broker: Its connection.
        feeds: The feeds of its producers.
        service: Its name.
        sources: For each stream, the table of facts that it reads from it.
        queues: What waits in it for somebody outside of the house.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        sessions: Sessions,
        broker: Broker,
        feeds: Feeds,
        service: str,
        sources: Mapping[str, Subscriptions],
        queues: Sequence[Queue],
    ):
        self.js: JetStreamContext = broker.client.jetstream(timeout=5)
        self._settings = settings
        self._sessions = sessions
        self._broker = broker
        self._feeds = feeds
        self._service = service
        self._sources = sources
        self.alarms = Alarms(sync_watch.UNSEEN)
        self._consumers = {
            stream: Consumer(
                sessions,
                stream=stream,
                table=table,
                feeds=feeds,
                gap_seconds=settings.gap_seconds,
                alarms=self.alarms,
            )
            for stream, table in sources.items()
        }
        self._reconcilers = {
            stream: Reconciler(sessions, consumer, feeds, stream=stream, alarms=self.alarms)
            for stream, consumer in self._consumers.items()
            if feeds.know(stream)
        }
        self._watch = StreamWatch(self.js, service, sources, self._reconcilers, self.alarms)
        # no fact passes these two, but whoever looks after a worker looks here
        self._audit = AuditWatch(sessions, settings.checkpoint_seconds, self.alarms)
        self.queues = QueueWatch(sessions, queues, self.alarms)
        metrics = WorkerMetrics(
            sessions, broker, self._watch, self._audit, self.queues, self.alarms
        )
        production = settings.environment == "production"
        self.health = Health(broker, self.alarms, metrics.render, production)

    def work(self) -> dict[str, Coroutine[None, None, None]]:
        """What runs for ever, by name."""
        settings = self._settings
        return {
            "broker": self._broker.keep(),
            "audit": self._audit.run(),
            "months": keep_months(self._sessions),
            **self._watching(),
            "sync": sync_watch.watch_sync(settings.nats_monitor_url, self.alarms),
            **{
                f"consumer of {stream}": consumer.run(self.js, self._service)
                for stream, consumer in self._consumers.items()
            },
            **{
                f"reconciler of {stream}": reconciler.run(settings.reconcile_seconds)
                for stream, reconciler in self._reconcilers.items()
            },
        }

    def loops(self) -> list[Loop]:
        """What follows a producer's feed beside the broker: who gives grants, where he is known."""
        stream = akses_copy.STREAM
        if stream not in self._reconcilers:
            return []
        hasten = self._reconcilers[stream].hasten
        return [Tail(self._consumers[stream], self._feeds, stream, hasten).loop()]

    def _watching(self) -> dict[str, Coroutine[None, None, None]]:
        """What looks after the streams; a service that reads none has no consumer there."""
        if not self._sources:
            return {}
        return {"streams": self._watch.run(), "advisories": self._watch.hear()}
