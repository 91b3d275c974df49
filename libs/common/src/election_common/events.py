"""Facts that a service publishes: a model per fact, recorded in the transaction of its change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, LiteralString, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PositiveInt
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import prepared, trace
from election_common.errors import Refusal

#: Key of an aggregate among those of all services: source, type, id.
Aggregate = tuple[str, str, str]

#: What the broker takes as one message: `max_payload` in deploy/nats/nats-server.conf.
MAX_PAYLOAD_BYTES: Final = 1024 * 1024
#: What is left of it for a fact's data beside its envelope and headers.
MAX_DATA_BYTES: Final = MAX_PAYLOAD_BYTES - 4096

# One journey: the fact is numbered while the row of its aggregate is held.
_RECORD: LiteralString = """
    with nomor as (
        insert into agregat (jenis, id, seq) values (%(jenis)s, %(id)s, 1)
        on conflict (jenis, id) do update set seq = agregat.seq + 1
        returning seq
    )
    insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada, traceparent)
    select %(jenis)s, %(id)s, seq, %(subject)s, cast(%(data)s as jsonb), %(at)s, %(traceparent)s
    from nomor
    returning seq
"""


class Event(BaseModel):
    """A published fact. Field names are the contract; personal data has no place here.

    Attributes:
        subject: Its CloudEvents type, and its subject on the broker.
        agregat: The type of the aggregate that it is a fact of.
        contoh: An example of its data; consumers' readings are tested on it.
    """

    model_config = ConfigDict(frozen=True)

    subject: ClassVar[str]
    agregat: ClassVar[str]
    contoh: ClassVar[dict[str, Any]]


class CommonEvent(Event):
    """A fact that every service publishes of itself: `of(service)` is that service's own.

    Attributes:
        fakta: Its subject without the service's name.
    """

    fakta: ClassVar[str]

    @classmethod
    def of(cls, service: str) -> type[Self]:
        """The fact as one service publishes it."""
        return type(
            cls.__name__, (cls,), {"subject": f"{service}.{cls.fakta}", "__doc__": cls.__doc__}
        )


class Reading(BaseModel):
    """A consumer's own reading of somebody's fact: only the fields it needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: ClassVar[str]


def source_of(stream: str) -> str:
    """The `source` of the facts of a stream: it holds those of one service."""
    return f"/{stream.lower().replace('_', '-')}"


class Envelope(BaseModel):
    """A CloudEvent as it arrives: what says whose it is and where it stands in its aggregate."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: UUID
    source: str
    type: str
    subject: str
    aggregatetype: str
    sequence: PositiveInt
    time: datetime
    data: dict[str, Any]
    traceparent: str | None = None

    @property
    def aggregate(self) -> Aggregate:
        """Key of its aggregate."""
        return self.source, self.aggregatetype, self.subject

    def is_of(self, source: str) -> bool:
        """Whether it is a fact of that service, as far as it says so itself."""
        return self.source == source and self.type.startswith(f"{source[1:]}.")


async def record_event(tx: AsyncSession, event: Event, id_agregat: str, *, at: datetime) -> int:
    """Insert the event into the outbox and return its `seq` in its aggregate.

    The row of the aggregate is locked until the transaction ends, so the order of `seq` is the
    order of commits and has no gap.

    Raises:
        Refusal: `fakta-terlalu-besar`; the broker would never take it.
    """
    (row,) = await prepared.rows(tx, _RECORD, _row(event, id_agregat, at))
    seq: int = row.seq
    return seq


async def record_events(tx: AsyncSession, events: Mapping[str, Event], *, at: datetime) -> None:
    """Insert one event for each aggregate, by its id, in one journey.

    All who record several take the aggregates in the same order, so that none waits in a ring.

    Raises:
        Refusal: `fakta-terlalu-besar`, as above.
    """
    rows = [_row(events[id_], id_, at) for id_ in sorted(events)]
    await prepared.run_all(tx, _RECORD, rows)


def _row(event: Event, id_agregat: str, at: datetime) -> dict[str, object]:
    data = event.model_dump_json()
    if len(data.encode()) > MAX_DATA_BYTES:
        raise Refusal("fakta-terlalu-besar", jenis=event.agregat, maksimum=MAX_DATA_BYTES)
    return {
        "jenis": event.agregat,
        "id": id_agregat,
        "subject": event.subject,
        "data": data,
        "at": at,
        "traceparent": trace.traceparent(),
    }


def cloud_event(service: str, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    """The outbox row as a CloudEvents 1.0 document; ids and sequence make it safe to send twice."""
    event = {
        "specversion": "1.0",
        "id": str(row.event_id),
        "source": f"/{service}",
        "type": row.subject,
        "subject": row.id_agregat,
        "time": row.terjadi_pada.isoformat(),
        "datacontenttype": "application/json",
        "aggregatetype": row.jenis_agregat,
        "sequence": str(row.seq),
        "data": row.data,
    }
    return event | ({"traceparent": row.traceparent} if row.traceparent else {})
