"""Who acts: the subject of a verified token, with roles and region."""

from dataclasses import dataclass

from election_common.scope import Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated caller, as use cases see it."""

    sub: str
    peran: frozenset[str]
    wilayah: str

    @property
    def scope(self) -> Scope:
        """The region that the actor may see and change."""
        return Scope.nasional() if self.wilayah == "0" else Scope.wilayah(self.wilayah)
