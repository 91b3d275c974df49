"""The documents of a service, made from its code with nothing running behind it."""

import json
import os
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from devstack.secret_file import ensure_keyring
from devstack.services import Service
from election_common import asyncapi

NOWHERE = "http://127.0.0.1:1"


@dataclass(frozen=True, slots=True)
class Contracts:
    """What a service offers, and the facts that it publishes."""

    openapi: dict[str, Any]
    asyncapi: dict[str, Any]


def describe(service: Service) -> Contracts:
    """Make a service's documents from its code."""
    fields = import_module(f"{service.package}.settings").Settings.model_fields
    anything = {name.upper(): "nothing" for name, field in fields.items() if field.is_required()}
    with (
        tempfile.TemporaryDirectory() as name,
        patch.dict(os.environ, anything | _environment(Path(name))),
    ):
        app = import_module(f"{service.package}.main").create_app()
    published = import_module(f"{service.package}.events.published")
    facts = asyncapi.document(service.name, app.title, published)
    return Contracts(app.openapi(), facts)


def text(document: dict[str, Any]) -> str:
    """A document as JSON text that differs only when the contract does."""
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
