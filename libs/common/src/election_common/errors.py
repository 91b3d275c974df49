"""The one way to say no: a stable code, its kind, and what the caller needs to mend it."""

from enum import StrEnum


class Kind(StrEnum):
    """Why an act is refused; the HTTP edge maps each kind to one status."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    ABSENT = "absent"
    CONFLICT = "conflict"
    STALE = "stale"
    UNCONDITIONAL = "unconditional"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    METHOD = "method"
    TOO_MANY = "too-many"


class Refusal(Exception):
    """An act that the law, the state or the caller's standing does not allow.

    Args:
        code: Key of the catalogue, stable for ever (`coklit-belum-selesai`).
        members: Extra members of the problem document (`jendela`, `aturan`, `galat`): what the
            caller needs to see in a form that a program can read. Never personal data.
        retry_after: Seconds until trying again helps, where the catalogue cannot know it.
        params: The values that the catalogue's sentences name.
    """

    def __init__(
        self,
        code: str,
        *,
        members: dict[str, object] | None = None,
        retry_after: int | None = None,
        **params: object,
    ):
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.members = members or {}
        self.retry_after = retry_after


class TracedRefusal(Refusal):
    """A refusal whose transaction commits: what it has written of itself (an alarm) stays."""


class EarlyRefusal(Refusal):
    """A refusal that passes by itself: a fact of another service has not arrived yet."""
