"""What the provider reads from its environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """Issuer address, file of the signing key, and the secret of all development clients."""

    issuer: str
    key_file: Path
    client_secret: str

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
        )
