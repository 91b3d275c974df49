"""Who acts: the subject of a verified token, with roles, region and what he belongs to."""

from dataclasses import dataclass, replace

from election_common.scope import NASIONAL, SEMUA, Scope

#: Roles that act for one party or pair, and see nobody else's rows.
PESERTA = frozenset({"partai", "lo", "admin_silon", "saksi"})
#: Roles of a citizen, who sees what he made himself.
WARGA = frozenset({"publik"})


@dataclass(frozen=True, slots=True, order=True)
class Mandat:
    """A letter by which somebody acts in an office that is not his own.

    Attributes:
        sifat: `plh` while its holder is away, `plt` while it has none.
        peran: The role of that office.
        surat: Number of the letter.
    """

    sifat: str
    peran: str
    surat: str

    def __str__(self) -> str:
        """As an audit row says it."""
        return f"{self.sifat} {self.peran}, {self.surat}"


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated caller, as use cases see it.

    Attributes:
        sub: Subject of the token.
        peran: Roles.
        wilayah: Region code, "0" for the nation.
        peserta: Party or pair that the caller acts for; empty for everybody else.
        unit: Sealed unit that the caller works in (`wbs`); empty for everybody else.
        mandat: By which letters the caller acts in offices that are not his own.
    """

    sub: str
    peran: frozenset[str]
    wilayah: str
    peserta: str = ""
    unit: str = ""
    mandat: tuple[Mandat, ...] = ()

    @property
    def scope(self) -> Scope:
        """What the actor may see and change: the narrowest that any of his roles asks for."""
        region = Scope.nasional() if self.wilayah == NASIONAL else Scope.wilayah(self.wilayah)
        return replace(
            region,
            peserta=self.peserta if self.peserta or self.peran & PESERTA else SEMUA,
            unit=self.unit,
            pemilik=self.sub if self.peran & WARGA else SEMUA,
        )
