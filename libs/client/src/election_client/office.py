"""Who is signed in on this computer: the gateway, the client, and how it proves itself.

The file lies in the user's own configuration folder and nobody else may read it. An office with a
key keeps the key where it is; only its path is noted.
"""

import json
import os
from pathlib import Path

from pydantic import BaseModel

from election_client.client import Client
from election_client.credentials import ClientCredentials, ClientSecret
from election_client.private_key import PrivateKey

OWNER_ONLY = 0o600


class NotSignedInError(Exception):
    """Nobody has signed in on this computer."""


class Office(BaseModel):
    """A signed-in office; a provider that lets a client choose is told its role and region."""

    gerbang: str
    token_url: str = ""
    klien: str = ""
    rahasia: str = ""
    kunci: Path | None = None
    peran: str = ""
    wilayah: str = ""

    def credentials(self) -> ClientCredentials | None:
        """How the office proves itself; None where it only reads what is public."""
        wishes = {"scope": self.peran, "wilayah": self.wilayah}
        parameters = {name: value for name, value in wishes.items() if value}
        if self.kunci:
            key = json.loads(self.kunci.read_text())
            return PrivateKey(self.token_url, self.klien, key, **parameters)
        if self.rahasia:
            return ClientSecret(self.token_url, self.klien, self.rahasia, **parameters)
        return None

    def client(self) -> Client:
        """A client of this office."""
        return Client(self.gerbang, self.credentials())

    def save(self) -> Path:
        """Note it for the commands that follow; returns where."""
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        # Created closed: between writing and closing it, another user could read it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as f:
            f.write(self.model_dump_json(indent=2))
        path.chmod(OWNER_ONLY)
        return path

    @classmethod
    def load(cls) -> "Office":
        """The office that has signed in.

        Raises:
            NotSignedInError: None has.
        """
        path = _path()
        if not path.exists():
            raise NotSignedInError
        return cls.model_validate_json(path.read_text())


def _path() -> Path:
    folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "kpu" / "kantor.json"
