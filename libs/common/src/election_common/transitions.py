"""State machines as tables: a row per lawful step, with actor and legal basis.

Whatever is not in the table is refused, so a table is the whole truth about a machine and can be
printed for a lawyer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from election_common.errors import Refusal

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True)  # no slots: they break generic aliases on Python 3.11
class Transition(Generic[S, A]):
    """In state `dari`, the act `tindakan` of `pelaku` leads to state `ke`."""

    dari: S
    tindakan: A
    ke: S
    pelaku: str
    dasar: str


class Machine(Generic[S, A]):
    """A checked set of transitions."""

    def __init__(self, name: str, rows: Iterable[Transition[S, A]]):
        self.name = name
        self._rows: dict[tuple[S, A], Transition[S, A]] = {}
        for row in rows:
            if (row.dari, row.tindakan) in self._rows:
                raise ValueError(f"{name}: two rows for {row.dari} {row.tindakan}")
            self._rows[row.dari, row.tindakan] = row

    def __iter__(self) -> Iterator[Transition[S, A]]:
        """Walk the rows in the order they were written."""
        return iter(self._rows.values())

    def step(self, state: S, act: A) -> S:
        """Return the state that the act leads to; refuses what the table does not hold."""
        row = self._rows.get((state, act))
        if row is None:
            lawful = [r.tindakan.value for r in self if r.dari == state]
            raise Refusal(
                "tahap-tidak-mengizinkan",
                tindakan=act.value,
                tahap=state.value,
                mungkin=", ".join(lawful) or "-",
            )
        return row.ke
