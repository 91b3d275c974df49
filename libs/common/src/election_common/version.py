"""Optimistic concurrency: a decision is about the version that was seen."""

from election_common.errors import Refusal


def require_version(seen: int, current: int) -> None:
    """Refuse a decision about a version that is no longer the current one (412)."""
    if seen != current:
        raise Refusal("versi-usang", versi=seen, sekarang=current)
