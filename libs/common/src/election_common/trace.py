"""W3C trace context of the request or event at hand."""

import re
import secrets
from contextvars import ContextVar

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
