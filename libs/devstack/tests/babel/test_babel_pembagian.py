"""Splitting by weight loses nothing and respects limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.babel.pembagian import split

parts = st.lists(
    st.tuples(st.floats(0, 1e6), st.integers(0, 1000), st.integers(0, 1000)), min_size=1
)


@given(parts)
def test_sum_and_limits_hold(parts: list[tuple[float, int, int]]) -> None:
    """Any total up to the sum of the limits is split exactly, no part above its limit."""
    weights = [w for w, _, _ in parts]
    limits = [a + b for _, a, b in parts]
    total = sum(a for _, a, _ in parts)
    result = split(total, weights, limits)
    assert sum(result) == total
    assert all(0 <= part <= limit for part, limit in zip(result, limits, strict=True))


@given(st.lists(st.integers(1, 10_000), min_size=1), st.integers(0, 10**7))
def test_parts_are_within_one_of_their_share(weights: list[int], total: int) -> None:
    """Without limits no part is a whole unit away from its exact share."""
    exact = [total * w / sum(weights) for w in weights]
    assert all(
        abs(part - share) < 1 + 1e-6
        for part, share in zip(split(total, weights), exact, strict=True)
    )


@pytest.mark.parametrize("total", [-1, 11])
def test_impossible_total_is_refused(total: int) -> None:
    """A negative total, or one above all limits, is an error."""
    with pytest.raises(ValueError, match="cannot split"):
        split(total, [1, 1], [5, 5])
