"""What the house says when it says no: an RFC 9457 problem document, as an exception."""

from typing import Any

import httpx

STALE = 412
UNEXPLAINED = "tanpa-penjelasan"
#: Members that every problem has; the others explain this one.
COMMON = frozenset({"type", "title", "status", "detail", "code", "trace_id"})


class Problem(Exception):
    """A refusal or a failure.

    Attributes:
        status: HTTP status.
        code: Stable code of the catalogue (`di-luar-jadwal`); programs go by it.
        title: What it is, in the language that the client asks for.
        detail: What to do about it.
        trace_id: What the helpdesk asks for.
        members: What else explains it (`jendela`, `galat`), by name.
        retry_after: Seconds after which asking again may help, if the house named any.
        key: The key of the act that was asked for; after a failure (500 and above) it may have been
            done: ask again with it.
    """

    def __init__(
        self,
        status: int,
        document: dict[str, Any],
        retry_after: float | None = None,
        key: str | None = None,
    ):
        self.status = status
        self.code = str(document.get("code", UNEXPLAINED))
        self.title = str(document.get("title", ""))
        self.detail = str(document.get("detail", ""))
        self.trace_id = str(document.get("trace_id", ""))
        self.members = {name: v for name, v in document.items() if name not in COMMON}
        self.retry_after = retry_after
        self.key = key
        super().__init__(f"{status} {self.code}: {self.detail}")


class Conflict(Problem):
    """The version that the decision is about is no longer the current one: read it again (412)."""


def problem_of(response: httpx.Response) -> Problem:
    """The problem that a response tells; one that explains nothing has its text as detail."""
    try:
        document = response.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        document = {"detail": response.text[:200]}
    kind = Conflict if response.status_code == STALE else Problem
    key = response.request.headers.get("idempotency-key")
    return kind(response.status_code, document, retry_after(response), key)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds that the house asks to wait; its services and gateway name whole seconds."""
    seconds = response.headers.get("retry-after", "")
    return float(seconds) if seconds.isdecimal() else None
