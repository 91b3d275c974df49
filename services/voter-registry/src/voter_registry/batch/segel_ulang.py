"""Sealing all numbers anew under the primary key, while others read and write them.

`python -m voter_registry.workers segel-ulang`. It walks the voters in the order of their key and
locks nothing: a row that was changed meanwhile is left as it is, for the next walk. It ends when no
number is sealed under an older key, so that one can be retired.
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

_NEXT = text("""
    select pemilihan, kab, id, nik, nkk from pemilih
    where (pemilihan, kab, id) > (:pemilihan, :kab, :id)
    order by pemilihan, kab, id limit :chunk
""")
_WRITE = text("""
    update pemilih p set nik = m.nik, nkk = m.nkk
    from unnest(cast(:pemilihan as text[]), cast(:kab as text[]), cast(:id as uuid[]),
                cast(:lama as bytea[]), cast(:nik as bytea[]), cast(:nkk as bytea[]))
         m(pemilihan, kab, id, lama, nik, nkk)
    where p.pemilihan = m.pemilihan and p.kab = m.kab and p.id = m.id and p.nik = m.lama
""")
_OLD = text("""
    select count(*) from pemilih
    where substring(nik for :length) <> :head or substring(nkk for :length) <> :head
""")


@dataclass(frozen=True, slots=True)
class Reseal:
    """One sealing anew."""

    sessions: Sessions
    keyring: Keyring

    async def run(self) -> int:
        """Walk until nothing is sealed under an older key; returns how many rows were written."""
        written = 0
        while old := await self.count_old():
            log.info("reseal", old=old, written=written)
            written += await self._walk()
        log.info("resealed", written=written)
        return written

    async def count_old(self) -> int:
        """How many voters have a number under an older key."""
        head = self.keyring.sealer().head
        async with transaction(self.sessions, scope=None) as tx:
            found: int = (await tx.execute(_OLD, {"head": head, "length": len(head)})).scalar_one()
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
        old = [r for r in rows if not (_is_new(r.nik, sealer) and _is_new(r.nkk, sealer))]
        if not old:
            return 0
        values = {name: [getattr(r, name) for r in old] for name in ("pemilihan", "kab", "id")}
        sealed = {column: self._sealed(column, old, sealer) for column in ("nik", "nkk")}
        lama = [r.nik for r in old]
        await tx.execute(_WRITE, {**values, **sealed, "lama": lama})
        return len(old)

    def _sealed(self, column: str, rows: Sequence[Row[Any]], sealer: Sealer) -> list[bytes]:
        places = [place(column, r.id) for r in rows]
        pairs = zip(rows, places, strict=True)
        clear = [self.keyring.open(getattr(r, column), where) for r, where in pairs]
        return sealer.seal_all(clear, places)


async def _read(tx: Tx, after: Kunci) -> Sequence[Row[Any]]:
    values = dict(zip(("pemilihan", "kab", "id"), after, strict=True))
    return (await tx.execute(_NEXT, {**values, "chunk": CHUNK})).all()


def _is_new(sealed: bytes, sealer: Sealer) -> bool:
    return sealed.startswith(sealer.head)
