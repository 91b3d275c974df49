"""Checkpoints: the size and root of the audit's tree at an hour, signed, and published elsewhere.

Who owns the database can build every row, leaf and root anew. He cannot take back what publication
has published and others have copied: each checkpoint names the hash of the one before it.
"""

import base64
import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Row, insert, select

from election_common import tables
from election_common.audit import take_turn
from election_common.database import Tx as Session
from election_common.events import CommonEvent, record_event
from election_common.keyring import Keyring
from election_common.request import PublicTx

router = APIRouter(prefix="/audit", tags=["audit"])

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class TitikPeriksa:
    """One checkpoint. Hashes in hex, signature in base64.

    Attributes:
        layanan: The service whose audit it is.
        nomor: 1, 2, 3, ... without a gap.
        ukuran: Leaves in the tree.
        akar: Root of the tree.
        pada: When it was made, in ISO 8601.
        sebelum: SHA-256 of the text of the one before it.
        kunci: Public key that checks it, 32 bytes in base64.
        tanda: Ed25519 signature over the text.
    """

    layanan: str
    nomor: int
    ukuran: int
    akar: str
    pada: str
    sebelum: str
    kunci: str = ""
    tanda: str = ""

    @property
    def text(self) -> bytes:
        """What is signed: one value a line, the first says what it is."""
        lines = ("kpu-babel/audit/v1", self.layanan, self.nomor, self.ukuran, self.akar)
        rest = (self.pada, self.sebelum, self.kunci)
        return "".join(f"{line}\n" for line in (*lines, *rest)).encode()

    @property
    def sidik(self) -> str:
        """Its hash, which the next one names."""
        return hashlib.sha256(self.text).hexdigest()

    def signed(self, key: Ed25519PrivateKey) -> Self:
        """The same with its key and signature."""
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        named = replace(self, kunci=public)
        return replace(named, tanda=base64.b64encode(key.sign(named.text)).decode())

    @property
    def is_signed(self) -> bool:
        """Say whether its signature is that of its key; whose key that is, its reader must know."""
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.kunci))
            key.verify(base64.b64decode(self.tanda), self.text)
        except (InvalidSignature, ValueError):
            return False
        return True


class TitikPeriksaDisegel(CommonEvent):
    """A checkpoint of a service's audit was signed; publication publishes it for good."""

    fakta: ClassVar = "audit.titik-periksa-disegel.v1"
    agregat: ClassVar = "audit"
    contoh: ClassVar = {
        "layanan": "voter-registry",
        "nomor": 7,
        "ukuran": 120_394,
        "akar": "5e" * 32,
        "pada": "2024-11-27T06:00:00+00:00",
        "sebelum": "a1" * 32,
        "kunci": "5nB5" * 10 + "5g==",
        "tanda": "q80=" * 16,
    }

    layanan: str
    nomor: int
    ukuran: int
    akar: str
    pada: str
    sebelum: str
    kunci: str
    tanda: str


def require_sound(point: TitikPeriksa, before: TitikPeriksa | None) -> None:
    """Refuse a checkpoint that is not signed, or cannot come after the one before it.

    Raises:
        ValueError: Why.
    """
    if not point.is_signed:
        raise ValueError(f"checkpoint {point.nomor} is not signed by its key")
    if before is not None:
        _require_after(point, before)
    elif point.nomor == 1 and point.sebelum != FIRST:
        raise ValueError("the first checkpoint names one before it")


def _require_after(point: TitikPeriksa, before: TitikPeriksa) -> None:
    if point.layanan != before.layanan:
        raise ValueError(f"checkpoint {point.nomor} is of {point.layanan}")
    if point.nomor <= before.nomor:
        raise ValueError(f"there are two checkpoints {point.nomor}")
    if point.ukuran < before.ukuran:
        raise ValueError(f"checkpoint {point.nomor} is smaller than {before.nomor}")
    if point.nomor == before.nomor + 1 and point.sebelum != before.sidik:
        raise ValueError(f"checkpoint {point.nomor} does not follow {before.nomor}")


async def sign_due(
    tx: Session, keyring: Keyring, service: str, seconds: float, *, at: datetime
) -> TitikPeriksa | None:
    """Sign a checkpoint when the last one is older than that, and record the fact of it.

    Only what has grown is signed: a second root of one size could only say something else.
    """
    if not await take_turn(tx):
        return None
    last = await newest(tx)
    if last is not None and last.pada + timedelta(seconds=seconds) > at:
        return None
    s = tables.segel
    sealed = (await tx.execute(select(s).order_by(s.c.ukuran.desc()).limit(1))).one_or_none()
    if sealed is None or (last is not None and sealed.ukuran <= last.ukuran):
        return None
    made = TitikPeriksa(
        layanan=service,
        nomor=last.nomor + 1 if last else 1,
        ukuran=sealed.ukuran,
        akar=sealed.akar.hex(),
        pada=at.isoformat(),
        sebelum=of_row(service, last).sidik if last else FIRST,
    ).signed(keyring.signing_key())
    await tx.execute(insert(tables.titik_periksa).values(_values(made, at)))
    event = TitikPeriksaDisegel.of(service)(**asdict(made))
    await record_event(tx, event, service, at=at)
    return made


async def newest(tx: Session) -> Row[Any] | None:
    """The newest checkpoint's row."""
    t = tables.titik_periksa
    return (await tx.execute(select(t).order_by(t.c.nomor.desc()).limit(1))).one_or_none()


def _values(made: TitikPeriksa, at: datetime) -> dict[str, Any]:
    own = {name: getattr(made, name) for name in ("nomor", "ukuran", "sebelum", "kunci", "tanda")}
    return own | {"akar": bytes.fromhex(made.akar), "pada": at}


def of_row(service: str, row: Row[Any]) -> TitikPeriksa:
    """A checkpoint from its row."""
    return TitikPeriksa(
        layanan=service, nomor=row.nomor, ukuran=row.ukuran, akar=row.akar.hex(),
        pada=row.pada.isoformat(), sebelum=row.sebelum, kunci=row.kunci, tanda=row.tanda,
    )  # fmt: skip


class TitikPeriksaKeluaran(BaseModel):
    """A checkpoint."""

    layanan: str
    nomor: int
    ukuran: int = Field(description="Banyak catatan audit dalam pohon")
    akar: str
    pada: str
    sebelum: str
    kunci: str
    tanda: str


class DaftarTitikPeriksa(BaseModel):
    """Checkpoints, the oldest first."""

    after: int
    titik_periksa: list[TitikPeriksaKeluaran]


#: A number that PostgreSQL's integer holds.
NomorTitikPeriksa = Annotated[int, Field(ge=0, le=2**31 - 1)]


@router.get("/titik-periksa", response_model=DaftarTitikPeriksa)
async def list_checkpoints(
    request: Request, tx: PublicTx, after: NomorTitikPeriksa = 0
) -> JSONResponse:
    """Baca titik periksa audit layanan ini: untuk umum, agar siapa pun dapat menyimpannya."""
    t = tables.titik_periksa
    query = select(t).where(t.c.nomor > after).order_by(t.c.nomor).limit(200)
    found = [of_row(request.app.state.service, row) for row in (await tx.execute(query)).all()]
    return JSONResponse(
        {
            "after": found[-1].nomor if found else after,
            "titik_periksa": [asdict(one) for one in found],
        }
    )
