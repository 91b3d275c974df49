"""Sealing and indexing anew under the primary keys, while others read and write the same rows.

`python -m SERVICE.workers segel-ulang`. It walks each table in the order of its key and holds
nothing back: a row that was changed meanwhile is left as it is, for the next walk. Sealed columns
and blind indexes of a row change in one statement, so whoever asks under every key of the index
finds it at each moment. Sealed files come last, each put over the old one in one step. One that was
stopped begins again and passes over what is done. It ends when nothing is under an older key, and
says of each whether it can be retired.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Protocol

import structlog

from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring, Purpose
from election_common.sealed_table import Left

log = structlog.get_logger()

#: So often in a row all that is left may have been changed by others while it was walked.
FRUITLESS = 5


class Part(Protocol):
    """Rows or files under keys of the service, which can be brought under the primary ones."""

    async def count(self, tx: Tx, purpose: Purpose, primary: str) -> Left:
        """How many of them have something under an older key of a purpose."""

    async def walk(self, sessions: Sessions, keyring: Keyring) -> int:
        """Bring all under the primary keys; returns how many were written."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What no walk can bring under the primary key, since only its digest is kept.

    Attributes:
        purpose: Whose keys it is under.
        count: How many rows are under each key of this purpose.
        why: Whom they wait for, and what becomes of the others.
    """

    purpose: Purpose
    count: Callable[[Tx, str], Awaitable[Left]]
    why: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a service holds under its keys.

    Attributes:
        purposes: Those whose every row is in `parts`, so that their older keys can be retired.
        parts: What is walked, in this order.
        waiting: What is only counted, since no walk can renew it.
    """

    purposes: Sequence[Purpose]
    parts: Sequence[Part]
    waiting: Sequence[Waiting] = ()


@dataclass(frozen=True, slots=True)
class OldKey:
    """What is under an older key: so many rows or files. It can be retired when it is none."""

    key: str
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class Reseal:
    """One sealing anew of what a service holds."""

    sessions: Sessions
    keyring: Keyring
    holdings: Holdings

    async def run(self) -> int:
        """Walk until nothing is under an older key, and report; returns how many were written.

        Raises:
            RuntimeError: Walk after walk wrote nothing, and there are rows under an older key.
        """
        written = fruitless = 0
        while left := await self.left():
            log.info("reseal", left=left, written=written)
            walked = [await part.walk(self.sessions, self.keyring) for part in self.holdings.parts]
            written += sum(walked)
            fruitless = 0 if any(walked) else fruitless + 1
            if fruitless == FRUITLESS:
                raise RuntimeError(f"rows that no walk brings under the primary key: {left}")
        for key in await self.old_keys():
            log.info("old-key", **asdict(key))
        log.info("resealed", written=written)
        return written

    async def left(self) -> Left:
        """How many rows are under which older key."""
        found = Left()
        async with transaction(self.sessions, scope=None) as tx:
            for purpose in self.holdings.purposes:
                primary = self.keyring.purposes[purpose].primary
                for part in self.holdings.parts:
                    found += await part.count(tx, purpose, primary)
        return found

    async def old_keys(self) -> list[OldKey]:
        """What is under each older key of the service."""
        left = await self.left()
        found = [self._old(purpose, left) for purpose in self.holdings.purposes]
        async with transaction(self.sessions, scope=None) as tx:
            for rows in self.holdings.waiting:
                count = await rows.count(tx, self.keyring.purposes[rows.purpose].primary)
                found.append(self._old(rows.purpose, count, rows.why))
        return list(chain.from_iterable(found))

    def _old(self, purpose: Purpose, left: Left, why: str = "") -> list[OldKey]:
        keys = [f"{purpose} {kid}" for kid in self.keyring.purposes[purpose].older]
        return [OldKey(key, left[key], why) for key in keys]
