"""What voter-registry holds under its keys: the voters, and the snapshots that follow them.

A snapshot has no number to seal and to index anew: it takes the index of its voters.
"""

from sqlalchemy import text

from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Holdings
from election_common.sealed_table import Left, SealedTable, count_under
from voter_registry.store.pemilih import place

_LISTED = text("select cuplikan, tps from rekap_tps order by cuplikan, tps")
_FOLLOW = text("""
    update cuplikan_pemilih c set nik_indeks = p.nik_indeks
    from cuplikan k, pemilih p
    where c.cuplikan = :cuplikan and c.tps = :tps and k.id = c.cuplikan
      and p.pemilihan = k.pemilihan and p.kab = left(c.tps, 4) and p.id = c.pemilih
      and c.nik_indeks <> p.nik_indeks
""")

PEMILIH = SealedTable(
    "pemilih",
    key={"pemilihan": "text", "kab": "text", "id": "uuid"},
    places={
        "nik": lambda row: place("nik", row["id"]),
        "nkk": lambda row: place("nkk", row["id"]),
    },
    indexes={"nik_indeks": "nik", "nkk_indeks": "nkk"},
)


class Cuplikan:
    """The rows of all snapshots."""

    async def count(self, tx: Tx, purpose: Purpose, primary: str) -> Left:
        """How many rows have their index under an older key."""
        if purpose is not Purpose.INDEX:
            return Left()
        return await count_under(tx, "cuplikan_pemilih", ["nik_indeks"], purpose, primary)

    async def walk(self, sessions: Sessions, _: Keyring) -> int:
        """Take the index of the voters, a polling station at a time; returns how many did."""
        written = 0
        async with transaction(sessions, scope=None) as tx:
            listed = (await tx.execute(_LISTED)).all()
        for cuplikan, tps in listed:
            async with transaction(sessions, scope=None) as tx:
                done = await tx.execute(_FOLLOW, {"cuplikan": cuplikan, "tps": tps})
                written += done.rowcount  # type: ignore[attr-defined]
        return written


HOLDINGS = Holdings([Purpose.VALUE, Purpose.INDEX], [PEMILIH, Cuplikan()])
