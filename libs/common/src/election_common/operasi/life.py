"""The life of an operation: asked for in a request, done by a job, closed with what came of it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from election_common.actor import Actor, Mandat
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.jobs import defer
from election_common.operasi import row as store
from election_common.operasi.row import Operasi
from election_common.scope import Scope


async def start(
    tx: Tx, jenis: str, pemilihan: str, wilayah: str, *, by: Actor, at: datetime, **argumen: Any
) -> Operasi:
    """Record an operation and defer its job; both exist if and only if the transaction commits.

    Operations of one election (empty: of none) in one region are done one after the other.
    """
    oleh = asdict(by) | {"peran": sorted(by.peran)}
    operasi = Operasi(
        jenis=jenis,
        pemilihan=pemilihan,
        wilayah=wilayah,
        status="menunggu",
        langkah="menunggu",
        selesai=0,
        total=0,
        argumen={**argumen, "oleh": oleh},
        dibuat_oleh=by.sub,
        dibuat_pada=at,
    )
    await store.add(tx, operasi)
    await defer(tx, jenis, lock=f"{pemilihan}/{wilayah}", operasi=str(operasi.id))
    return operasi


def asker(operasi: Operasi) -> Actor:
    """Who asked for the operation, by which letters: the job acts in his name."""
    oleh = operasi.argumen["oleh"]
    mandat = tuple(Mandat(**letter) for letter in oleh["mandat"])
    return Actor(**oleh | {"peran": frozenset(oleh["peran"]), "mandat": mandat})


async def load_operasi(tx: Tx, id_: UUID, scope: Scope) -> Operasi:
    """Return an operation within the scope; refuses with `tidak-ditemukan`."""
    operasi = await store.get(tx, scope, id_)
    if operasi is None:
        raise Refusal("tidak-ditemukan", jenis="operasi", id=id_)
    return operasi


def finish(operasi: Operasi, *, at: datetime, hasil: dict[str, Any]) -> None:
    """Close an operation with what came of it."""
    operasi.status = "selesai"
    operasi.langkah = "selesai"
    operasi.selesai_pada = at
    operasi.hasil = hasil


def fail(operasi: Operasi, refusal: Refusal, *, at: datetime) -> None:
    """Close an operation that was refused: the code, and what its sentences name."""
    operasi.status = "gagal"
    operasi.langkah = "gagal"
    operasi.selesai_pada = at
    operasi.masalah = refusal.code
    operasi.hasil = {"params": {k: str(v) for k, v in refusal.params.items()}, **refusal.members}
