"""The one fact of the toy, as its producer publishes it and as its consumer reads it."""

from datetime import UTC, datetime
from typing import ClassVar

import structlog
from sqlalchemy import text

from election_common import trace
from election_common.database import Tx
from election_common.events import Event, Reading, record_event
from election_common.gate import Subscription

log = structlog.get_logger()

PRODUCER = "voter-registry"
CONSUMER = "publication"
STREAM = "VOTER_REGISTRY"
SUBJECT = "voter-registry.uji.dihitung.v1"
AGGREGATE = "uji"

#: What an act leaves behind; nothing in the table refuses a second effect.
ACTS = """
    create table perintah (kunci text not null, agregat text not null);
    grant select, insert on perintah to voter_registry_app;
"""
#: What a consumed fact leaves behind; likewise. `hitungan` is a read model.
EFFECTS = """
    create table efek (
        no bigint generated always as identity, agregat text not null, n integer not null,
        jejak text not null
    );
    create table hitungan (agregat text primary key, n integer not null, jumlah bigint not null);
    create table racun (agregat text primary key);
    grant select, insert, update, delete on efek, hitungan, racun to publication_worker;
"""


class Dihitung(Event):
    """An aggregate was counted on."""

    subject: ClassVar = SUBJECT
    agregat: ClassVar = AGGREGATE
    contoh: ClassVar = {"nama": "a", "n": 1}

    nama: str
    n: int


class Bacaan(Reading):
    """The same, as read."""

    subject: ClassVar = SUBJECT

    nama: str
    n: int


class PoisonError(Exception):
    """The aggregate is one that cannot be kept."""


async def record(tx: Tx, fact: Dihitung) -> None:
    """Record a fact, as an act does."""
    await record_event(tx, fact, fact.nama, at=datetime.now(UTC))


async def keep(tx: Tx, event: Bacaan, *, at: datetime) -> None:
    """Leave an effect, and keep how far the aggregate has come."""
    values = {"a": event.nama, "n": event.n, "jejak": trace.trace_id()}
    if (await tx.execute(text("select 1 from racun where agregat = :a"), values)).first():
        raise PoisonError
    await tx.execute(text("insert into efek (agregat, n, jejak) values (:a, :n, :jejak)"), values)
    await copy(tx, event, at=at)
    log.info("dihitung")


async def copy(tx: Tx, event: Bacaan, *, at: datetime) -> None:
    """Keep how far the aggregate has come."""
    await tx.execute(
        text(
            "insert into hitungan values (:a, :n, 1) on conflict (agregat)"
            " do update set n = excluded.n, jumlah = hitungan.jumlah + 1"
        ),
        {"a": event.nama, "n": event.n},
    )


SOURCES = {STREAM: {SUBJECT: Subscription(Bacaan, keep)}}
#: For a rebuild, which is to have no effect but on the read model.
COPIES = {SUBJECT: Subscription(Bacaan, copy)}
READ_MODELS = {STREAM: ("hitungan",)}
