"""An operator: he makes what docs/deploy.md asks him to bring."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest
from deployment import MOUNTED, secrets_of

from devstack.certificate import Certificate
from devstack.services import Service
from election_common import keyring_file


@dataclass(frozen=True, slots=True)
class Operator:
    """Makes the secret files of a process in a folder."""

    folder: Path
    certificate: Certificate

    def environment(
        self, service: Service, component: str, settings: dict[str, str]
    ) -> dict[str, str]:
        """The settings of a process, with its secrets where it looks for them."""
        for name in secrets_of(service, component):
            self._make(name, f"{service.database}_{component}")
        return self.mounted(settings)

    def mounted(self, settings: dict[str, str]) -> dict[str, str]:
        """Settings of a process that has this folder at the place of its secrets."""
        return {name: value.replace(MOUNTED, str(self.folder)) for name, value in settings.items()}

    def _make(self, name: str, role: str) -> None:
        file, password = self.folder / name, secrets.token_hex(16)
        match name:
            case "ca.crt":
                file.write_bytes(self.certificate.authority.read_bytes())
            case "keyring.json":
                keyring_file.write(file, keyring_file.new_ring())
            case "database_url":
                verified = f"sslmode=verify-full&sslrootcert={self.folder / 'ca.crt'}"
                file.write_text(f"postgresql://{role}:{password}@postgres.example/kpu?{verified}")
            case _:
                file.write_text(password)


@pytest.fixture
def operator(tmp_path: Path, certificate: Certificate) -> Operator:
    """An operator with an empty folder."""
    return Operator(tmp_path, certificate)
