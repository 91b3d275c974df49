"""Facts of other services that this one keeps: none."""

from collections.abc import Mapping

from election_common.gate import Subscriptions

#: By stream, then by subject.
SOURCES: Mapping[str, Subscriptions] = {}
