"""Bodies: of the declared type, within the limit, sound JSON; read before the route begins."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common.errors import Refusal
from election_common.json_body import require_sound_json
from election_common.route_table import RouteRule, found

#: A slow line may take this long; meanwhile the request holds no slot and no connection.
READ_SECONDS = 30.0


class BodyMiddleware:
    """Reads a body up to its route's limit, so that no request can fill the memory."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        rule = found(scope).rule if scope["type"] == "http" else None
        if rule is None or scope["method"] in {"GET", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if rule.body_bytes is None:
            _require_type(headers, rule)
            await self.app(scope, receive, send)
            return
        raw = await _read(receive, headers, rule.body_bytes)
        if raw:
            _require_type(headers, rule)
            require_sound_json(raw)
        await self.app(scope, _replay(raw, receive), send)


def _require_type(headers: Headers, rule: RouteRule) -> None:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != rule.media_type:
        raise Refusal("jenis-isi-tidak-didukung", diterima=rule.media_type)


async def _read(receive: Receive, headers: Headers, limit: int) -> bytes:
    """Read the body; refuses it as soon as it is, or says that it is, too large."""
    stated = headers.get("content-length", "0")
    if stated.isdigit() and int(stated) > limit:
        raise Refusal("isi-terlalu-besar", maksimum=limit)
    raw = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    break
                raw += message.get("body", b"")
                if len(raw) > limit:
                    raise Refusal("isi-terlalu-besar", maksimum=limit)
                if not message.get("more_body", False):
                    break
    except TimeoutError as failure:
        sebab = f"> {READ_SECONDS:.0f} s"
        raise Refusal("permintaan-tidak-terbaca", sebab=sebab) from failure
    return bytes(raw)


def _replay(raw: bytes, receive: Receive) -> Receive:
    """Hand the body on once, and after it what else the server says (that the caller left)."""
    waiting = [raw]

    async def receive_again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_again
