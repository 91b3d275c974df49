"""The stand-in's HTTP surface: sending as in the Cloud API, and what citizens write and read."""

import base64
import hashlib
import hmac
import time
import uuid
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Body, FastAPI, Header
from fastapi.responses import JSONResponse

from devstack.whatsapp.settings import Settings
from devstack.whatsapp.webhook import Webhook

VERSION = "v23.0"
WINDOW_SECONDS = 24 * 3600
LONGEST_TEXT = 4096
#: A number that ends so has no WhatsApp.
NOBODY = "0000"
#: Of a number that ends so it is told by webhook, and not in the answer, that a text came too late.
TOLD_LATER = "0047"
UNDELIVERABLE, OUTSIDE_WINDOW, MISSING = 131026, 131047, 131008
STATES = ("sent", "delivered", "read")


def create_app(
    settings: Settings | None = None, webhook_transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Wire the stand-in; raises RuntimeError outside of development."""
    settings = settings or Settings.from_environment()
    webhook = Webhook(settings.webhook, settings.app_secret, settings.number_id, webhook_transport)
    wrote: dict[str, float] = {}
    inbox: dict[str, list[dict[str, Any]]] = {}
    app = FastAPI(title="Stand-in of the WhatsApp Cloud API", docs_url=None, redoc_url=None)

    app.state.webhook = webhook
    app.state.forget = wrote.clear  # as if a day had passed

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        """Say that it runs."""
        return {"status": "ok"}

    @app.post("/{version}/{number_id}/messages")
    async def send(
        version: str,
        number_id: str,
        body: Annotated[dict[str, Any], Body()],
        authorization: Annotated[str, Header()] = "",
    ) -> JSONResponse:
        """Take a message of the office, and report on it by webhook."""
        if not hmac.compare_digest(authorization, f"Bearer {settings.token}"):
            return _error(190, "Invalid OAuth access token", 401)
        if (version, number_id) != (VERSION, settings.number_id):
            return _error(100, "Unsupported post request", 404)
        code = refusal(body, wrote.get(wa_id(body), 0.0))
        sent = _sent(body)
        if code == OUTSIDE_WINDOW and sent["to"].endswith(TOLD_LATER):
            webhook.status(sent, "failed", code)
            return JSONResponse(_taken(sent))
        if code is not None:
            return _error(code, "Message not sent", 400)
        inbox.setdefault(sent["to"], []).append(sent)
        for state in STATES:
            webhook.status(sent, state)
        return JSONResponse(_taken(sent))

    app.include_router(citizens(webhook, wrote, inbox))
    return app


def citizens(
    webhook: Webhook, wrote: dict[str, float], inbox: dict[str, list[dict[str, Any]]]
) -> APIRouter:
    """What citizens do with their telephones: no part of the Cloud API."""
    router = APIRouter(prefix="/warga")

    @router.post("/{phone}/pesan")
    async def write(phone: str, body: Annotated[dict[str, str], Body()]) -> dict[str, str]:
        """Let a citizen write to the office."""
        wrote[phone] = time.time()
        id_ = message_id(phone, body.get("id") or uuid.uuid4().hex)
        kind = body.get("jenis", "text")
        webhook.message(phone, body.get("nama", "Warga"), id_, body["teks"], kind)
        return {"id": id_}

    @router.get("/{phone}/pesan")
    async def read(phone: str) -> list[dict[str, Any]]:
        """Show what a citizen has received."""
        return inbox.get(phone, [])

    return router


def refusal(body: dict[str, Any], wrote: float) -> int | None:
    """The code by which the provider would refuse a message; None when it takes it."""
    kind, to = body.get("type"), wa_id(body)
    if body.get("messaging_product") != "whatsapp" or not to:
        return MISSING
    if to.endswith(NOBODY):
        return UNDELIVERABLE
    if kind == "template":
        template = body.get("template", {})
        return (
            None if template.get("name") and template.get("language", {}).get("code") else MISSING
        )
    words = body.get("text", {}).get("body", "")
    if kind != "text" or not 0 < len(words) <= LONGEST_TEXT:
        return MISSING
    return None if time.time() - wrote < WINDOW_SECONDS else OUTSIDE_WINDOW


def wa_id(body: dict[str, Any]) -> str:
    """The receiver as the provider knows him: `to` may begin with a plus."""
    return str(body.get("to", "")).removeprefix("+")


def message_id(phone: str, name: str) -> str:
    """An id as the provider writes it, the same for the same name: the number stands in it."""
    digits, rest = phone.encode(), hashlib.sha256(name.encode()).hexdigest()[:32].upper().encode()
    inner = b"\x1c\x18" + bytes([len(digits)]) + digits + b"\x15\x02\x00\x12\x18\x20" + rest
    return f"wamid.{base64.b64encode(inner + bytes(1)).decode()}"


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    template = body.get("template", {})
    words = [p["text"] for c in template.get("components", []) for p in c["parameters"]]
    return {
        "id": message_id(wa_id(body), uuid.uuid4().hex),
        "to": wa_id(body),
        "callback": body.get("biz_opaque_callback_data"),
        "type": body["type"],
        "teks": body.get("text", {}).get("body"),
        "templat": template.get("name"),
        "parameter": words,
    }


def _taken(sent: dict[str, Any]) -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "contacts": [{"input": sent["to"], "wa_id": sent["to"]}],
        "messages": [{"id": sent["id"]}],
    }


def _error(code: int, message: str, status: int) -> JSONResponse:
    """An error as the Graph API has it."""
    body = {"error": {"message": message, "type": "OAuthException", "code": code}}
    return JSONResponse(body, status)
