"""W3C trace context of the request or event at hand."""

import re
import secrets
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FORM = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")

#: Where a process finds the trace that its parent is in.
VARIABLE = "TRACEPARENT"

_current: ContextVar[str] = ContextVar("traceparent", default="")


def start(traceparent: str | None) -> str:
    """Continue the trace of the caller, or begin one; returns the trace id."""
    match = _FORM.fullmatch(traceparent or "")
    trace = match[1] if match else secrets.token_hex(16)
    _current.set(f"00-{trace}-{secrets.token_hex(8)}-01")
    return trace


def traceparent() -> str | None:
    """Trace context to hand on, if any."""
    return _current.get() or None


def trace_id() -> str:
    """Id of the current trace, for audit rows, logs and problem documents."""
    current = _current.get()
    return current.split("-")[1] if current else ""


class TraceMiddleware:
    """Continues the caller's trace and names it in the answer."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        id_ = start(Headers(scope=scope).get("traceparent"))

        async def send_with_trace(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-trace-id"] = id_
            await send(message)

        await self.app(scope, receive, send_with_trace)
