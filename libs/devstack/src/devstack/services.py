"""The services of the house: data, nothing else. Lists of services elsewhere are made from it."""

from dataclasses import dataclass
from pathlib import Path

from devstack.checkout import ROOT


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the house.

    Attributes:
        name: Its name in URLs, subjects and NATS.
        package: Its Python package.
        publishes_files: Whether its worker writes the public documents.
        gives_access: Whether it has the command that gives the first grants.
        converses: Whether it talks with citizens through the provider of messages.
        home: Folder with its `alembic.ini`; its own folder in the checkout when None.
    """

    name: str
    package: str
    publishes_files: bool = False
    gives_access: bool = False
    converses: bool = False
    home: Path | None = None

    @property
    def database(self) -> str:
        """Name of its database, and beginning of the names of its roles."""
        return self.name.replace("-", "_")

    @property
    def stream(self) -> str:
        """Name of the stream of its facts."""
        return self.database.upper()

    @property
    def migrations(self) -> Path:
        """Config of its migrations."""
        return (self.home or ROOT / "services" / self.name) / "alembic.ini"


SERVICES = (
    Service("voter-registry", "voter_registry"),
    Service("publication", "publication", publishes_files=True),
    Service("candidacy", "candidacy"),
    Service("complaints", "complaints", converses=True),
    Service("gateway", "gateway", gives_access=True),
)
