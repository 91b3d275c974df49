"""An office that calls voter-registry's API: an issuer, the service, and a token with its grant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from bench.registry import NOWHERE, VOTER_REGISTRY, Registry
from devstack import ports
from devstack.idp import tokens
from devstack.idp.keys import Keys
from devstack.python_process import web_app

KEY_FILE = "key.json"


@dataclass(frozen=True, slots=True)
class Office:
    """Base URL of the service, and the token of each caller."""

    url: str
    tokens: list[str]


@contextmanager
def office(house: Registry, role: str, wilayah: str, callers: int = 1) -> Iterator[Office]:
    """Start the issuer and the service, with so many callers who hold a role in a region."""
    issuer_port, port = ports.pick(), ports.pick()
    issuer, key_file = f"http://127.0.0.1:{issuer_port}", house.folder / KEY_FILE
    key = Keys(key_file).signing
    names = [f"bench-{n}" for n in range(callers)]
    given = [
        tokens.issue(key, issuer=issuer, role=role, wilayah=wilayah, sub=name) for name in names
    ]
    _grant(house, names, role, wilayah)
    idp = {
        "ENVIRONMENT": "development",
        "ISSUER": issuer,
        "KEY_FILE": str(key_file),
        "CLIENT_SECRET": "unused",
        "AKSES_URL": NOWHERE,
    }
    env = house.environment(house.database.app) | {"ISSUER": issuer, "JWKS_URL": f"{issuer}/jwks"}
    provider = "devstack.idp.main:create_app"
    app = f"{VOTER_REGISTRY.package}.main:create_app"
    with (
        web_app("idp", house.folder, app=provider, port=issuer_port, env=idp, probe="/jwks"),
        web_app("service", house.folder, app=app, port=port, env=env),
    ):
        yield Office(f"http://127.0.0.1:{port}", given)


def _grant(house: Registry, names: list[str], role: str, wilayah: str) -> None:
    with psycopg.connect(house.database.worker) as worker:
        worker.cursor().executemany(
            "insert into akses values (uuidv7(), %s, %s, %s, '', '', 'definitif', 'SK/UJI',"
            " now() - interval '1 day', null)",
            [(name, role, wilayah) for name in names],
        )
