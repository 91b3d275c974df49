"""Access: what a token says counts only as far as a grant that is valid now says the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from election_common.actor import WARGA, Actor, Mandat
from election_common.errors import Refusal
from election_common.scope import NASIONAL


class Sifat(StrEnum):
    """In what way somebody holds an office (UU 30/2014 Pasal 14 and 34)."""

    DEFINITIF = "definitif"
    PLH = "plh"
    PLT = "plt"


@dataclass(frozen=True, slots=True)
class Akses:
    """A grant as services know it: one role in one region, for a time, by a letter."""

    peran: str
    wilayah: str
    peserta: str
    unit: str
    sifat: str
    surat: str
    dari: datetime
    sampai: datetime | None

    def covers(self, by: Actor, at: datetime) -> bool:
        """Say whether it bears out a role of this token now."""
        valid = self.dari <= at and (self.sampai is None or at < self.sampai)
        belongs = (self.peserta, self.unit) == (by.peserta, by.unit)
        region = self.wilayah in {NASIONAL, by.wilayah[: len(self.wilayah)]}
        return valid and belongs and region and self.peran in by.peran

    @property
    def mandat(self) -> Mandat | None:
        """The letter by which somebody acts in another's office; None in one's own."""
        return None if self.sifat == Sifat.DEFINITIF else Mandat(self.sifat, self.peran, self.surat)


def narrow(by: Actor, held: Iterable[Akses], at: datetime) -> Actor:
    """The actor with those of his token's roles that a grant bears out; a citizen needs none.

    Raises:
        Refusal: `akses-tidak-berlaku` when no role is left.
    """
    valid = [a for a in held if a.covers(by, at)]
    roles = {a.peran for a in valid} | (by.peran & WARGA)
    if not roles:
        raise Refusal("akses-tidak-berlaku", wilayah=by.wilayah)
    own = {a.peran for a in valid if a.mandat is None}
    mandates = {a.mandat for a in valid if a.mandat and a.peran not in own}
    return replace(by, peran=frozenset(roles), mandat=tuple(sorted(mandates)))
