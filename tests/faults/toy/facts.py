"""The one fact of the toy, as its producer publishes it and as its consumer reads it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import text

from election_common.database import Tx
from election_common.events import Event, Reading
from election_common.gate import Subscription

PRODUCER = "voter-registry"
CONSUMER = "publication"
STREAM = "VOTER_REGISTRY"
SUBJECT = "voter-registry.uji.dihitung.v1"

#: What a consumed fact leaves behind; nothing in the table refuses a second effect.
TABLES = """
    create table efek (agregat text not null, n integer not null, trace_id text);
    create table hitungan (agregat text primary key, n integer not null, jumlah bigint not null);
    grant select, insert, delete, update on efek, hitungan to publication_worker;
    grant select on efek, hitungan to publication_app;
"""


class Dihitung(Event):
    """An aggregate was counted to n."""

    subject: ClassVar = SUBJECT
    agregat: ClassVar = "uji"
    contoh: ClassVar = {"agregat": "a", "n": 1}

    agregat_uji: str
    n: int


class Bacaan(Reading):
    """The same, as read."""

    subject: ClassVar = SUBJECT

    agregat_uji: str
    n: int


async def keep(tx: Tx, event: Bacaan, *, at: datetime) -> None:
    """Note the effect, and keep how far the aggregate has come."""
    values = {"a": event.agregat_uji, "n": event.n}
    await tx.execute(text("insert into efek (agregat, n) values (:a, :n)"), values)
    await tx.execute(
        text(
            "insert into hitungan values (:a, :n, 1) on conflict (agregat)"
            " do update set n = excluded.n, jumlah = hitungan.jumlah + 1"
        ),
        values,
    )


SOURCES = {STREAM: {SUBJECT: Subscription(Bacaan, keep)}}
READ_MODELS = {STREAM: ("hitungan",)}
