"""Settings come from the environment, secrets from files beside it."""

import os
import subprocess
import sys

PRINT = """
from election_common.settings import DatabaseSettings, ServiceSettings
print(DatabaseSettings().database_url.get_secret_value())
found = ServiceSettings()
print(found.nats_password.get_secret_value(), found.environment, found.worker_address)
"""
GIVEN = {
    "ENVIRONMENT": "production",
    "NATS_URL": "tls://nats:4222",
    "NATS_USER": "x",
    "ISSUER": "https://issuer.example",
    "JWKS_URL": "https://issuer.example/jwks",
    "KEYRING_FILE": "keyring.json",
    "FILES_URL": "s3://files",
}


def test_a_secret_is_a_file_of_its_name(tmp_path):
    (tmp_path / "database_url").write_text("postgresql://owner@db/x\n")
    (tmp_path / "nats_password").write_text("rahasia\n")
    ours = {name: value for name, value in os.environ.items() if name not in GIVEN}
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**ours, **GIVEN, "SECRETS_DIR": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "postgresql://owner@db/x",
        "rahasia production 127.0.0.1",
    ], done.stderr
