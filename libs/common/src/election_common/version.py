"""Optimistic concurrency: a decision is about the version that was seen."""

from election_common.errors import Refusal


def require_version(seen: int, current: int) -> None:
    """Refuse a decision about a version that is no longer the current one (412)."""
    if seen != current:
        raise Refusal("versi-usang", versi=seen, sekarang=current)


def require_version_if_any(seen: int | None, current: int) -> None:
    """Refuse the next version by somebody who names none (428), or another one (412).

    Who makes the first one, when `current` is 0, has none to name.
    """
    if seen is None and current > 0:
        raise Refusal("if-match-tidak-ada")
    require_version(seen or 0, current)
