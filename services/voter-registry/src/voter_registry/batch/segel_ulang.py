"""Sealing and indexing all numbers anew under the primary keys, while others read and write them.

`python -m voter_registry.workers segel-ulang`. It walks the voters in the order of their key and
locks nothing: a row that was changed meanwhile is left as it is, for the next walk. Sealed number
and blind index of a row change in one statement, so whoever asks under both keys of the index
finds it at every moment. Then the snapshots, which have no number to seal, take the index of their
voters. It ends when nothing is under an older key, so that one can be retired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, text

from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring, Sealer
from voter_registry.store.pemilih import place

log = structlog.get_logger()

CHUNK = 2000
Kunci = tuple[str, str, UUID]
START: Kunci = ("", "", UUID(int=0))
NUMBERS = ("nik", "nkk")

_NEXT = text("""
    select pemilihan, kab, id, nik, nkk, nik_indeks, nkk_indeks from pemilih
    where (pemilihan, kab, id) > (:pemilihan, :kab, :id)
    order by pemilihan, kab, id limit :chunk
""")
_WRITE = text("""
    update pemilih p set nik = m.nik, nkk = m.nkk,
                         nik_indeks = m.nik_indeks, nkk_indeks = m.nkk_indeks
    from unnest(cast(:pemilihan as text[]), cast(:kab as text[]), cast(:id as uuid[]),
                cast(:lama as bytea[]), cast(:nik as bytea[]), cast(:nkk as bytea[]),
                cast(:nik_indeks as bytea[]), cast(:nkk_indeks as bytea[]))
         m(pemilihan, kab, id, lama, nik, nkk, nik_indeks, nkk_indeks)
    where p.pemilihan = m.pemilihan and p.kab = m.kab and p.id = m.id and p.nik = m.lama
""")
_OLD = text("""
    select (select count(*) from pemilih
            where substring(nik for :length) <> :head or substring(nkk for :length) <> :head
               or substring(nik_indeks for :index_length) <> :index_head
               or substring(nkk_indeks for :index_length) <> :index_head)
         + (select count(*) from cuplikan_pemilih
            where substring(nik_indeks for :index_length) <> :index_head)
""")
_LISTED = text("select cuplikan, tps from rekap_tps order by cuplikan, tps")
_FOLLOW = text("""
    update cuplikan_pemilih c set nik_indeks = p.nik_indeks
    from cuplikan k, pemilih p
    where c.cuplikan = :cuplikan and c.tps = :tps and k.id = c.cuplikan
      and p.pemilihan = k.pemilihan and p.kab = left(c.tps, 4) and p.id = c.pemilih
      and c.nik_indeks <> p.nik_indeks
""")


@dataclass(frozen=True, slots=True)
class Reseal:
    """One sealing anew."""

    sessions: Sessions
    keyring: Keyring

    async def run(self) -> int:
        """Walk until nothing is under an older key; returns how many rows were written."""
        written = 0
        while old := await self.count_old():
            log.info("reseal", old=old, written=written)
            written += await self._walk() + await self._follow()
        log.info("resealed", written=written)
        return written

    async def count_old(self) -> int:
        """How many rows have a number or a blind index under an older key."""
        head, index = self.keyring.sealer().head, self.keyring.index_head
        heads = {"head": head, "length": len(head), "index_head": index, "index_length": len(index)}
        async with transaction(self.sessions, scope=None) as tx:
            found: int = (await tx.execute(_OLD, heads)).scalar_one()
        return found

    async def _walk(self) -> int:
        at, written = START, 0
        while True:
            async with transaction(self.sessions, scope=None) as tx:
                rows = await _read(tx, at)
                if not rows:
                    return written
                written += await self._reseal(tx, rows)
            at = (rows[-1].pemilihan, rows[-1].kab, rows[-1].id)

    async def _reseal(self, tx: Tx, rows: Sequence[Row[Any]]) -> int:
        sealer = self.keyring.sealer()
        old = [r for r in rows if not self._is_new(r, sealer)]
        if not old:
            return 0
        values = {name: [getattr(r, name) for r in old] for name in ("pemilihan", "kab", "id")}
        for column in NUMBERS:
            values |= self._renewed(column, old, sealer)
        await tx.execute(_WRITE, {**values, "lama": [r.nik for r in old]})
        return len(old)

    def _renewed(self, column: str, rows: Sequence[Row[Any]], sealer: Sealer) -> dict[str, Any]:
        """A number of each row, sealed anew, and its blind index."""
        places = [place(column, r.id) for r in rows]
        pairs = zip(rows, places, strict=True)
        clear = [self.keyring.open(getattr(r, column), where) for r, where in pairs]
        indexes = [self.keyring.blind(column, number) for number in clear]
        return {column: sealer.seal_all(clear, places), f"{column}_indeks": indexes}

    def _is_new(self, row: Row[Any], sealer: Sealer) -> bool:
        sealed, index = sealer.head, self.keyring.index_head
        return all(
            getattr(row, column).startswith(sealed)
            and getattr(row, f"{column}_indeks").startswith(index)
            for column in NUMBERS
        )

    async def _follow(self) -> int:
        """Give the snapshots the index of their voters, a polling station at a time."""
        written = 0
        async with transaction(self.sessions, scope=None) as tx:
            listed = (await tx.execute(_LISTED)).all()
        for cuplikan, tps in listed:
            async with transaction(self.sessions, scope=None) as tx:
                done = await tx.execute(_FOLLOW, {"cuplikan": cuplikan, "tps": tps})
                written += done.rowcount  # type: ignore[attr-defined]
        return written


async def _read(tx: Tx, after: Kunci) -> Sequence[Row[Any]]:
    values = dict(zip(("pemilihan", "kab", "id"), after, strict=True))
    return (await tx.execute(_NEXT, {**values, "chunk": CHUNK})).all()
