"""The OpenAPI document of a service, made from its code with nothing running behind it."""

import json
import os
import tempfile
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from devstack.secret_file import ensure_keyring
from devstack.services import Service

NOWHERE = "http://127.0.0.1:1"


def openapi(service: Service) -> str:
    """The document as JSON text that differs only when the contract does."""
    with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, _environment(Path(name))):
        document = import_module(f"{service.package}.main").create_app().openapi()
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _environment(folder: Path) -> dict[str, str]:
    """Settings that let an application be made; no connection is opened before a request."""
    return {
        "ENVIRONMENT": "development",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "NATS_URL": "nats://127.0.0.1:1",
        "NATS_USER": "nobody",
        "NATS_PASSWORD": "nothing",
        "ISSUER": NOWHERE,
        "JWKS_URL": f"{NOWHERE}/jwks",
        "KEYRING_FILE": str(ensure_keyring(folder / "keyring.json")),
        "FILES_URL": folder.as_uri(),
        "PUBLIC_DIR": str(folder),
    }
