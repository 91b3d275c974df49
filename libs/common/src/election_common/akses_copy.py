"""A service's copy of the grants that stand, and who its callers are by it.

The gateway gives and revokes grants; their facts keep the copy. A request pays nothing for the
look-up while its caller was looked up within the last second.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.actor import WARGA, Actor
from election_common.akses import Akses, narrow
from election_common.events import Reading
from election_common.gate import Subscription, Subscriptions, subscriptions
from election_common.hot_read import HotReads
from election_common.tables import akses

#: Who gives grants, and the stream of its facts.
OWNER = "gateway"
STREAM = "GATEWAY"
#: The tables that those facts fill.
READ_MODELS = ("akses",)
#: How long a look-up serves; with a fact under way for less than a second, a revocation is felt
#: well within the five that are allowed.
KEEP_SECONDS = 1.0
MOST_KEPT = 10_000

# What a subject holds, whether its time has come or not.
_OF = (
    "select peran, wilayah, peserta, unit, sifat, surat, dari, sampai from akses where subjek = %s"
)


class HeldAkses:
    """What each caller holds, looked up at most once a second."""

    def __init__(self, hot: HotReads, keep_seconds: float = KEEP_SECONDS):
        self._hot = hot
        self._keep_seconds = keep_seconds
        self._kept: dict[str, tuple[float, tuple[Akses, ...]]] = {}

    async def confirm(self, by: Actor) -> Actor:
        """The actor as far as his grants go; refuses with `akses-tidak-berlaku`."""
        held = () if by.peran <= WARGA else await self._held(by.sub)
        return narrow(by, held, datetime.now(UTC))

    async def _held(self, sub: str) -> tuple[Akses, ...]:
        looked_up, held = self._kept.get(sub, (float("-inf"), ()))
        if time.monotonic() - looked_up < self._keep_seconds:
            return held
        held = tuple(Akses(*row) for row in await self._hot.rows(_OF, sub))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        if held:  # who holds nothing is looked up again: his grant may be on its way
            self._kept[sub] = time.monotonic(), held
        return held


class AksesDiberikan(Reading):
    """A grant was given."""

    subject: ClassVar = "gateway.akses.diberikan.v1"

    akses: str
    subjek: str
    peran: str
    wilayah: str
    peserta: str
    unit: str
    sifat: str
    surat_nomor: str
    dari: datetime
    sampai: datetime | None


class AksesDicabut(Reading):
    """A grant was revoked."""

    subject: ClassVar = "gateway.akses.dicabut.v1"

    akses: str


async def copy_grant(tx: AsyncSession, fact: AksesDiberikan, *, at: datetime) -> None:  # noqa: ARG001
    """Keep a grant."""
    await copy_grants(tx, [fact])


async def copy_grants(tx: AsyncSession, facts: Iterable[AksesDiberikan]) -> None:
    """Keep grants, as many as a letter gives."""
    rows = [
        {"id": f.akses, "surat": f.surat_nomor, **f.model_dump(exclude={"akses", "surat_nomor"})}
        for f in facts
    ]
    await tx.execute(insert(akses).on_conflict_do_nothing(), rows)


async def drop_grant(tx: AsyncSession, fact: AksesDicabut, *, at: datetime) -> None:  # noqa: ARG001
    """Forget a grant that was revoked; the gateway remembers it."""
    await tx.execute(delete(akses).where(akses.c.id == fact.akses))


#: What the worker of every service consumes, beside the service's own table.
SUBSCRIPTIONS = subscriptions(
    Subscription(AksesDiberikan, copy_grant, together=True),
    Subscription(AksesDicabut, drop_grant, together=True),
)


def beside(sources: Mapping[str, Subscriptions]) -> dict[str, Subscriptions]:
    """A service's own tables of consumed facts, with those of access among them."""
    return {**sources, STREAM: {**SUBSCRIPTIONS, **sources.get(STREAM, {})}}
