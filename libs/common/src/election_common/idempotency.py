"""Idempotency-Key: an act that is asked for twice is done once, and answered the same twice.

The committed row is looked up first; only a new key takes the advisory lock, so replays do not
wait for each other (`klaim_idempotensi`). The row is written in the transaction of the effect: the
stored answer exists if and only if the effect does. Answers hold no personal data, and of a body
only a keyed digest is kept: a PIN or a NIK is found from a plain one by trying. A key is kept for
72 hours; the worker forgets older ones.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, LiteralString

from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse
from psycopg.types.json import Jsonb
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import prepared
from election_common.database import Sessions, transaction
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.loop import Loop
from election_common.request import By, Tx

KEPT = timedelta(hours=72)
#: How late a key may be forgotten.
CLOCK_SECONDS = 600.0
#: Rows per transaction.
BATCH = 5000

_CLAIM: LiteralString = "select milik, (jawaban).* from klaim_idempotensi(%(klien)s, %(kunci)s)"
_KEEP: LiteralString = """
    insert into idempotensi (klien, kunci, operasi, sidik_isi, status, lokasi, etag, isi)
    values (%(klien)s, %(kunci)s, %(operasi)s, %(sidik_isi)s, %(status)s, %(lokasi)s, %(etag)s,
            %(isi)s)
"""
_USED: LiteralString = """
    select 1 from idempotensi
    where klien = %(klien)s and kunci = %(kunci)s and operasi = %(operasi)s
"""
_FORGET = text("""
    delete from idempotensi where (klien, kunci) in (
        select klien, kunci from idempotensi where dibuat_pada < now() - :kept
        order by dibuat_pada limit :batch)
    returning kunci
""")

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Unique per act; repeat it when no answer arrived",
    ),
]


class Replayed(Exception):
    """The act was done before; carries the answer that was given then."""

    def __init__(self, response: JSONResponse):
        super().__init__("replayed")
        self.response = response


@dataclass(frozen=True, slots=True)
class Once:
    """A claim on one key; `answer` stores the answer beside the effect."""

    tx: AsyncSession
    klien: str
    kunci: str
    operasi: str
    sidik: bytes

    async def answer(
        self,
        status: int,
        body: BaseModel,
        *,
        location: str | None = None,
        etag: str | None = None,
    ) -> JSONResponse:
        """Store the answer in the transaction of the effect, and return it."""
        isi = body.model_dump(mode="json")
        row = {
            "klien": self.klien,
            "kunci": self.kunci,
            "operasi": self.operasi,
            "sidik_isi": self.sidik,
            "status": status,
            "lokasi": location,
            "etag": etag,
            "isi": Jsonb(isi),
        }
        await prepared.run(self.tx, _KEEP, row)
        return _response(status, isi, location, etag)


def digests(request: Request, isi: bytes) -> list[bytes]:
    """What stands for a body in its row, under every key of the index, the primary first.

    Args:
        request: Of the service whose keys they are.
        isi: The body, or its SHA-256 when it was streamed.
    """
    keyring: Keyring = request.app.state.keyring
    return keyring.blinds("permintaan", hashlib.sha256(isi).hexdigest())


async def claim(
    tx: AsyncSession, *, klien: str, kunci: str, operasi: str, sidik: Sequence[bytes]
) -> Once:
    """Claim a key for one client's act.

    Args:
        tx: The transaction of the effect.
        klien: Whose key it is.
        kunci: The key.
        operasi: What is asked for.
        sidik: The digests of the body; a row from before a rotation is under an older key.

    Raises:
        Replayed: When the act is done; carries its answer.
        Refusal: `kunci-idempotensi-dipakai` for another request under the key,
            `permintaan-sedang-berjalan` while a twin holds it.
    """
    (found,) = await prepared.rows(tx, _CLAIM, {"klien": klien, "kunci": kunci})
    if found.milik:
        return Once(tx, klien, kunci, operasi, sidik[0])
    if found.operasi is None:
        raise Refusal("permintaan-sedang-berjalan")
    if found.operasi != operasi or found.sidik_isi not in sidik:
        raise Refusal("kunci-idempotensi-dipakai")
    response = _response(found.status, found.isi, found.lokasi, found.etag)
    response.headers["idempotency-replayed"] = "true"
    raise Replayed(response)


async def is_used(tx: AsyncSession, *, klien: str, kunci: str, operasi: str) -> bool:
    """Say whether an act was done under a key: its repetition is not asked whether it may begin.

    For what is refused before its body is read. Who repeats an upload whose answer was lost gets
    that answer, also when the window has closed meanwhile; the claim after it judges the body.
    """
    values = {"klien": klien, "kunci": kunci, "operasi": operasi}
    return bool(await prepared.rows(tx, _USED, values))


async def _once(request: Request, tx: Tx, by: By, idempotency_key: Key) -> Once:
    return await claim(
        tx,
        klien=by.sub,
        kunci=idempotency_key,
        operasi=operation(request),
        sidik=digests(request, await request.body()),
    )


OnceOnly = Annotated[Once, Depends(_once, scope="function")]


async def _rendered(request: Request, tx: Tx, by: By, idempotency_key: Key) -> bool:
    try:
        once = await _once(request, tx, by, idempotency_key)
    except Replayed:
        return True
    await once.answer(200, _Nothing())
    return False


class _Nothing(BaseModel):
    """What is stored of an answer that holds personal data."""


#: For an answer that holds personal data: it is made anew (and audited, and counted) each time, and
#: nothing of it is stored. True when the key was used before.
Rendered = Annotated[bool, Depends(_rendered, scope="function")]


def operation(request: Request) -> str:
    """What a key is claimed for: method, path and query."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.method} {request.url.path}{query}"


def forgetting(sessions: Sessions) -> Loop:
    """Forget keys that are older than `KEPT`."""

    async def forget() -> bool:
        async with transaction(sessions, scope=None) as tx:
            forgotten = (await tx.execute(_FORGET, {"kept": KEPT, "batch": BATCH})).all()
        return bool(forgotten)

    return Loop("idempotency", forget, "false", every=CLOCK_SECONDS)


def install(app: FastAPI) -> None:
    """Answer a replayed act with the answer of its first time."""

    @app.exception_handler(Replayed)
    async def _replayed(request: Request, replay: Replayed) -> JSONResponse:
        request.app.state.metrics.replays.inc()
        return replay.response


def _response(
    status: int, isi: dict[str, Any], location: str | None, etag: str | None
) -> JSONResponse:
    headers = {"location": location, "etag": etag}
    return JSONResponse(isi, status, {k: v for k, v in headers.items() if v})
