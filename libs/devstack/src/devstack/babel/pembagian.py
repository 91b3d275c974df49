"""Splitting a whole number by weight without losing one: the largest-remainder method."""

from collections.abc import Sequence

# Weights become whole numbers first, so that no rounding of floats can lose or invent a unit.
KETELITIAN = 2**40


def split(total: int, weights: Sequence[float], limits: Sequence[int] | None = None) -> list[int]:
    """Split a total by weight into whole numbers, none above its limit.

    Raises:
        ValueError: the total is negative, or more than all limits together.
    """
    limits = limits if limits is not None else [total] * len(weights)
    if total < 0 or total > sum(limits):
        message = f"cannot split {total} over limits that sum to {sum(limits)}"
        raise ValueError(message)
    largest = max(weights, default=0) or 1
    shares = {i: max(1, round(w / largest * KETELITIAN)) for i, w in enumerate(weights)}
    parts = [0] * len(weights)
    while full := _overflowing(shares, limits, total):
        for i in full:
            del shares[i]
            parts[i] = limits[i]
            total -= limits[i]
    _round(parts, shares, total)
    return parts


def _overflowing(shares: dict[int, int], limits: Sequence[int], total: int) -> list[int]:
    """Return those whose share of the total reaches their limit."""
    whole = sum(shares.values())
    return [i for i, share in shares.items() if share * total >= limits[i] * whole]


def _round(parts: list[int], shares: dict[int, int], total: int) -> None:
    """Fill parts with the floors of their shares, and give the rest to the largest remainders."""
    whole = sum(shares.values())
    rest = total
    for i, share in shares.items():
        parts[i] = share * total // whole
        rest -= parts[i]
    for i in sorted(shares, key=lambda i: (-(shares[i] * total % whole), i))[:rest]:
        parts[i] += 1
