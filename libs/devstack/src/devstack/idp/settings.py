"""What the provider reads from its environment."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """What the provider is told.

    Attributes:
        issuer: Its own address.
        key_file: Where its keys lie.
        client_secret: The secret of all development clients.
        akses_url: Where the public keys of registered clients are shown.
        redirect_uris: Where browsers may be sent back to, to the letter.
    """

    issuer: str
    key_file: Path
    client_secret: str
    akses_url: str
    redirect_uris: frozenset[str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        Raises:
            RuntimeError: This is a production environment, where nobody may mint tokens.
            KeyError: A setting is missing.
        """
        if environment["ENVIRONMENT"] != "development":
            raise RuntimeError("the development identity provider runs in development only")
        return cls(
            issuer=environment["ISSUER"],
            key_file=Path(environment["KEY_FILE"]),
            client_secret=environment["CLIENT_SECRET"],
            akses_url=environment["AKSES_URL"],
            redirect_uris=frozenset(json.loads(environment.get("REDIRECT_URIS", "[]"))),
        )
