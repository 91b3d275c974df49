"""The seal of the audit: committed rows become leaves of a Merkle tree, within a second.

A row commits with its act and knows nothing of the tree: a chain inside each act would be one lock
for all of them. The sealer gives rows their place (`urut`, without a gap) in its own transaction,
whenever they commit, so a late one is not lost. Once it has a place a row never changes.
"""

from datetime import UTC, datetime

from sqlalchemy import insert, select, text

from election_common import titik_periksa
from election_common.audit import take_turn
from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring
from election_common.loop import Loop
from election_common.merkle import Tree
from election_common.tables import segel

#: Rows per transaction: a backlog is sealed piece by piece.
BATCH = 5000
WAITING = "exists (select from audit where urut is null)"
#: How late a checkpoint may be.
CLOCK_SECONDS = 5.0

#: What a leaf is the hash of: all of row `a` and its place, as text that a verifier reads too.
CONTENT = """
    jsonb_build_array({urut}, a.id, (extract(epoch from a.pada) * 1000000)::bigint, a.sub, a.peran,
                      a.wilayah, a.tindakan, a.objek, a.rincian, a.trace_id, a.subjek,
                      a.kolom)::text
"""

_SEAL = text(f"""
    update audit a
    set urut = baru.urut,
        daun = sha256('\\x00'::bytea || convert_to({CONTENT.format(urut="baru.urut")}, 'UTF8'))
    from (select id, :size + row_number() over (order by id) as urut
          from (select id from audit where urut is null order by id limit :batch) waiting) baru
    where a.id = baru.id
    returning a.urut, a.daun
""")  # noqa: S608 - constants


def sealer(sessions: Sessions, keyring: Keyring, service: str, checkpoint_seconds: float) -> Loop:
    """Seal what has committed, and sign checkpoints when they are due."""

    async def seal() -> bool:
        async with transaction(sessions, scope=None) as tx:
            sealed = await seal_next(tx)
        async with transaction(sessions, scope=None) as tx:
            at = datetime.now(UTC)
            await titik_periksa.sign_due(tx, keyring, service, checkpoint_seconds, at=at)
        return sealed == BATCH  # a few more are cheaper sealed together, at the next look

    return Loop("sealer", seal, WAITING, every=min(CLOCK_SECONDS, checkpoint_seconds))


async def seal_next(tx: Tx) -> int:
    """Seal the next rows; returns how many, 0 while another worker seals."""
    if not await take_turn(tx):
        return 0
    tree = await sealed_tree(tx)
    rows = (await tx.execute(_SEAL, {"size": tree.size, "batch": BATCH})).all()
    for row in sorted(rows):
        tree.add(row.daun)
    if rows:
        await tx.execute(insert(segel).values(ukuran=tree.size, akar=tree.root, tepi=tree.frontier))
    return len(rows)


async def sealed_tree(tx: Tx) -> Tree:
    """The tree as it was sealed last."""
    row = (await tx.execute(select(segel).order_by(segel.c.ukuran.desc()).limit(1))).one_or_none()
    return Tree(row.ukuran, [bytes(h) for h in row.tepi]) if row else Tree()
