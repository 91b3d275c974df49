"""A table with sealed numbers and their indexes: which rows are under older keys, and its walk.

Sealed columns and blind indexes of a row change in one statement, so whoever asks under every key
of the index finds it at each moment. A row that was changed meanwhile is left for the next walk.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import text

from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring, Purpose

log = structlog.get_logger()

CHUNK = 2000
#: How many rows are under which key; a key is `purpose kid`.
Left = Counter[str]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table with sealed columns, and blind indexes of some of them.

    Attributes:
        name: Its name, or that of a view of its keys and sealed columns.
        key: The columns that tell its rows apart, in whose order it is walked, with their types.
        places: What each sealed column of a row is bound to.
        indexes: Each blind index, and the sealed column whose value it is taken of.
        unit: The column that names the unit under whose keys a row is sealed; empty, it has none.
    """

    name: str
    key: Mapping[str, str]
    places: Mapping[str, Callable[[Row], str]]
    indexes: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""

    async def count(self, tx: Tx, purpose: Purpose, primary: str) -> Left:
        """How many rows have something under an older key of a purpose."""
        columns = {Purpose.VALUE: self.places, Purpose.INDEX: self.indexes}[purpose]
        return await count_under(tx, self.name, columns, purpose, primary)

    async def walk(self, sessions: Sessions, keyring: Keyring) -> int:
        """Seal and index anew what is under an older key; returns how many rows were written."""
        at: Sequence[Any] = ()
        written = 0
        while True:
            async with transaction(sessions, scope=None) as tx:
                rows = await self._next(tx, keyring, at)
                if not rows:
                    return written
                anew = [self._anew(row, keyring.of(row.get(self.unit, ""))) for row in rows]
                written += await self._write(tx, rows, anew)
            log.info("resealing", table=self.name, written=written)
            at = [rows[-1][column] for column in self.key]

    def _anew(self, row: Row, keyring: Keyring) -> dict[str, Any]:
        """A row under the primary keys: its indexes first, since a place may name one."""
        clear = {
            column: keyring.open(row[column], place(row))
            for column, place in self.places.items()
            if row[column] is not None
        }
        after = {**row, **{i: keyring.blind(of, clear[of]) for i, of in self.indexes.items()}}
        return after | {c: keyring.seal(value, self.places[c](after)) for c, value in clear.items()}

    async def _next(self, tx: Tx, keyring: Keyring, at: Sequence[Any]) -> Sequence[Row]:
        """The next rows that have something under an older key, after the one of this key."""
        heads = {"sealed": keyring.sealer().head, "indexed": keyring.index_head}
        columns = [*((c, "sealed") for c in self.places), *((c, "indexed") for c in self.indexes)]
        old = " or ".join(f"substring({c} for {len(heads[h])}) <> :{h}" for c, h in columns)
        key = ", ".join(self.key)
        unit = [self.unit] if self.unit else []
        after = f"and ({key}) > ({', '.join(f':at_{c}' for c in self.key)})" if at else ""
        query = f"""
            select {", ".join(dict.fromkeys([*self.key, *self.places, *self.indexes, *unit]))}
            from {self.name} where ({old}) {after} order by {key} limit {CHUNK}
        """  # noqa: S608 - built of what the service declares
        known = {f"at_{c}": value for c, value in zip(self.key, at, strict=False)}
        return [row._asdict() for row in await tx.execute(text(query), {**heads, **known})]

    async def _write(self, tx: Tx, before: Sequence[Row], after: Sequence[Row]) -> int:
        """Write rows anew that nobody changed meanwhile; returns how many."""
        types = {**dict.fromkeys(self.places, "bytea"), **self.key}
        changed = [*self.places, *self.indexes]
        columns = [(f"lama_{c}", of, [r[c] for r in before]) for c, of in types.items()]
        columns += [(f"baru_{c}", "bytea", [r[c] for r in after]) for c in changed]
        same = [f"t.{c} is not distinct from m.lama_{c}" for c in self.places]
        done = await tx.execute(
            text(f"""
                update {self.name} t set {", ".join(f"{c} = m.baru_{c}" for c in changed)}
                from unnest({", ".join(f"cast(:{n} as {of}[])" for n, of, _ in columns)})
                     m({", ".join(name for name, _, _ in columns)})
                where {" and ".join([*(f"t.{c} = m.lama_{c}" for c in self.key), *same])}
            """),  # noqa: S608 - built of what the service declares
            {name: values for name, _, values in columns},
        )
        return done.rowcount  # type: ignore[attr-defined, no-any-return]


async def count_under(
    tx: Tx, table: str, columns: Iterable[str], purpose: Purpose, primary: str
) -> Left:
    """How many rows of a table have one of these columns under an older key of a purpose."""
    query = f"""
        select kid, count(*) from {table}, lateral (
            select distinct substring(c from 2 for get_byte(c, 0)) as kid
            from unnest(array[{", ".join(columns)}]::bytea[]) c where c is not null)
        where kid <> :primary group by kid
    """  # noqa: S608 - built of what the service declares
    found = await tx.execute(text(query), {"primary": primary.encode()})
    return Left({f"{purpose} {bytes(kid).decode()}": rows for kid, rows in found})
