"""The webhook of the WhatsApp Cloud API: its own protocol (`domain/protokol.py`).

It takes in what is signed, once each, and answers at once; the worker reads it afterwards. Unknown
parts are passed over, since the provider adds some at any time and shuts off who refuses them.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from complaints.domain.pesan import DARI_PENYEDIA, sidik_bukti, telepon
from complaints.store import percakapan as percakapan_store
from complaints.store import pesan as pesan_store
from complaints.usecases.percakapan import Masuk
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.request import Now, PublicTx

log = structlog.get_logger()

router = APIRouter(prefix="/webhooks/whatsapp", tags=["webhook"])

#: A signature that is not the provider's: 403 without any token.
DITOLAK: dict[int | str, dict[str, Any]] = {403: {}}

#: Kinds of message that bring something beside words.
BERKAS = frozenset({"audio", "contacts", "document", "image", "location", "sticker", "video"})
#: Kinds that ask for nothing: a thumb under an answer, a number that was changed.
TANPA_TANYA = frozenset({"reaction", "system"})

Detik = Annotated[int, Field(ge=0, le=4_102_444_800)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Isi(_Lenient):
    """The text of a message, or the caption of a file."""

    body: str = ""
    caption: str = ""


class PesanCloud(_Lenient):
    """A message as the provider sends it; some carry no number at all."""

    id: str = Field(min_length=1, max_length=200)
    timestamp: Detik
    pengirim: str = Field("", alias="from", max_length=20)
    type: str = "text"
    text: Isi = Isi()
    image: Isi = Isi()
    video: Isi = Isi()
    document: Isi = Isi()

    @property
    def words(self) -> str:
        """What was written."""
        captions = (self.image.caption, self.video.caption, self.document.caption)
        return (self.text.body or next(filter(None, captions), ""))[:4096]


class GalatCloud(_Lenient):
    """Why a message failed."""

    code: Annotated[int, Field(ge=0, le=2**31 - 1)]


class StatusCloud(_Lenient):
    """A report about a message."""

    id: str = Field(min_length=1, max_length=200)
    status: str
    timestamp: Detik
    biz_opaque_callback_data: str | None = None
    errors: list[GalatCloud] = []


class Profil(_Lenient):
    """The name that somebody gave himself."""

    name: str = Field("", max_length=200)


class Kontak(_Lenient):
    """Who wrote."""

    wa_id: str = ""
    profile: Profil = Profil()


class Nilai(_Lenient):
    """What a change is about."""

    contacts: list[Kontak] = []
    messages: list[PesanCloud] = []
    statuses: list[StatusCloud] = []


class Perubahan(_Lenient):
    """A change."""

    value: Nilai


class Entri(_Lenient):
    """Changes of one account."""

    changes: list[Perubahan] = []


class Amplop(_Lenient):
    """The envelope: entries, changes, messages and statuses in any number."""

    object: str
    entry: list[Entri]

    def values(self) -> list[Nilai]:
        """All that it brings."""
        return [change.value for entry in self.entry for change in entry.changes]


@router.get("", response_class=PlainTextResponse, responses=DITOLAK)
async def verify_address(
    request: Request,
    mode: Annotated[str, Query(alias="hub.mode", max_length=50)],
    token: Annotated[str, Query(alias="hub.verify_token", max_length=500)],
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=500, pattern=r"^[\w-]+$")],
) -> Response:
    """Buktikan kepada penyedia bahwa alamat ini milik kantor (WhatsApp Cloud API; UU 25/2009)."""
    wanted = request.app.state.whatsapp_verify_token
    if mode != "subscribe" or not hmac.compare_digest(token.encode(), wanted.encode()):
        raise Refusal("tanda-tangan-webhook-tidak-sah")
    return PlainTextResponse(challenge)


@router.post(
    "",
    responses=DITOLAK,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    },
)
async def receive(
    request: Request,
    tx: PublicTx,
    now: Now,
    signature: Annotated[str, Header(alias="X-Hub-Signature-256", max_length=200)] = "",
) -> dict[str, Any]:
    """Terima pesan dan status WhatsApp, masing-masing sekali (WhatsApp Cloud API; UU 25/2009)."""
    raw = await request.body()
    secret = request.app.state.whatsapp_app_secret
    _require_signed(raw, signature, secret)
    try:
        amplop = Amplop.model_validate_json(raw)
    except ValidationError as failure:
        raise Refusal("webhook-tidak-dikenal") from failure
    keyring = request.app.state.keyring
    messages = [_message(m, v, keyring, secret, now) for v in amplop.values() for m in v.messages]
    reports = [_report(s, secret) for v in amplop.values() for s in v.statuses]
    await percakapan_store.receive(tx, [m for m in messages if m is not None])
    await pesan_store.receive_reports(tx, [r for r in reports if r is not None])
    return {}


def _require_signed(raw: bytes, signature: str, secret: str) -> None:
    """Refuse a body that the app secret has not signed; over the raw bytes, before any parsing."""
    wanted = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature.encode(), wanted.encode()):
        raise Refusal("tanda-tangan-webhook-tidak-sah")


def _message(
    m: PesanCloud, value: Nilai, keyring: Keyring, secret: str, now: datetime
) -> dict[str, Any] | None:
    """The row of a message; None for one that nobody could answer, or that asks for nothing."""
    if m.type in TANPA_TANYA:
        return None
    sender = m.pengirim or next((c.wa_id for c in value.contacts if c.wa_id), "")
    try:
        nomor = telepon(f"+{sender}")
    except ValueError:
        log.warning("message-without-a-number", shown=bool(sender))
        return None
    nama = next((c.profile.name for c in value.contacts if c.wa_id == sender), "") or "-"
    id_ = sidik_bukti(secret, m.id)
    return {
        "id": id_,
        "isi": Masuk(nomor, nama, m.words, now, berkas=m.type in BERKAS).seal(keyring, id_),
        "dikirim_pada": datetime.fromtimestamp(m.timestamp, UTC),
        "diterima_pada": now,
    }


def _report(s: StatusCloud, secret: str) -> dict[str, Any] | None:
    """The row of a report; None for a state that has no meaning here."""
    if s.status not in DARI_PENYEDIA:
        return None
    return {
        "bukti": sidik_bukti(secret, s.id),
        "pesan": _uuid(s.biz_opaque_callback_data),
        "status": s.status,
        "galat": s.errors[0].code if s.errors else None,
        "pada": datetime.fromtimestamp(s.timestamp, UTC),
    }


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
