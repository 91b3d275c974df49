"""Writes what the documentation says of the code: machines, acts, and the documents of the APIs.

`python docs/generate.py` writes the files; a test fails when they differ from the code.
"""

import json
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from devstack.secret_file import ensure_keyring
from election_common import asyncapi
from election_common.peran import Peran
from election_common.reference import acts, machines
from election_common.surat_mati import SURAT_MATI
from election_common.transitions import Machine
from gateway.domain.pemberi import PEMBERI
from gateway.pages.openapi import merge

HERE = Path(__file__).parent
SERVICES = {
    "voter_registry": "voter-registry",
    "publication": "publication",
    "gateway": "gateway",
}
NOTICE = "<!-- Written by docs/generate.py from the code. -->"


def state_page(machine: Machine[Any, Any]) -> str:
    """A machine as a diagram and a table."""
    rows = list(machine)
    arrows = [f"    {_id(r.dari)} --> {_id(r.ke)}: {r.tindakan.value}" for r in rows]
    table = [(r.dari.value, r.tindakan.value, r.ke.value, r.pelaku, r.dasar) for r in rows]
    return _page(
        f"# Machine: {machine.name}",
        "Every pair that is not in the table is refused (`tahap-tidak-mengizinkan`).",
        "```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + "\n```",
        _table("state", "act", "next state", "actor", "basis", rows=table),
    )


def acts_page(package: str, service: str) -> str:
    """The acts of a service: who, in which window, on what basis."""
    table = [
        (a.nama, ", ".join(sorted(a.peran)), a.jendela or f"— {a.tanpa_jendela}", a.dasar)
        for a in acts(f"{package}.domain")
    ]
    return _page(
        f"# Acts of {service}",
        "A window is the `tindakan` of the schedule that opens the act; [M]: from memory.",
        _table("act", "roles", "window", "basis", rows=table),
    )


def documents() -> dict[str, str]:
    """OpenAPI and AsyncAPI of each service, and what the gateway makes of all; nothing starts."""
    found: dict[str, str] = {}
    described: dict[str, dict[str, Any]] = {}
    with TemporaryDirectory() as folder, patch.dict(os.environ, _settings(Path(folder))):
        for package, service in SERVICES.items():
            app = import_module(f"{package}.main").create_app()
            published = import_module(f"{package}.events.published")
            described[service] = app.openapi()
            facts = asyncapi.document(service, app.title, published)
            found[f"asyncapi/{service}.json"] = _json(facts)
    merged = merge(described, public_url="https://pintu.kpu-babel.test")
    return found | {
        f"openapi/{name}.json": _json(one) for name, one in {**described, "house": merged}.items()
    }


def roles_page() -> str:
    """Every role: what it may do in each service, and who gives it."""
    table = [(role, _acts_of(role), *_giver(role)) for role in Peran]
    return _page(
        "# Roles and acts",
        "A role counts in the region, and for the party or unit, of the grant behind it. Nobody"
        " gives a role to himself; [M]: from memory.",
        _table("role", "acts", "given by", "basis", rows=table),
    )


def _acts_of(role: Peran) -> str:
    own = {service: acts(f"{package}.domain") for package, service in SERVICES.items()}
    own["every service"] = (SURAT_MATI,)
    done = {
        service: ", ".join(act.nama for act in table if role in act.peran)
        for service, table in own.items()
    }
    return "; ".join(f"**{service}** {names}" for service, names in done.items() if names) or "—"


def _giver(role: Peran) -> tuple[str, str]:
    row = PEMBERI.get(role)
    if row is None:
        return "nobody: every citizen who logs in has it", "—"
    return ", ".join(sorted(row.oleh)), row.dasar


def pages() -> dict[str, str]:
    """All generated pages by their path below docs/."""
    found = documents() | {"acts/peran.md": roles_page()}
    for package, service in SERVICES.items():
        found[f"acts/{service}.md"] = acts_page(package, service)
        for machine in machines(f"{package}.domain"):
            found[f"states/{service}.{machine.name}.md"] = state_page(machine)
    return found


def main() -> int:
    """Write the pages."""
    for path, text in pages().items():
        target = HERE / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
    return 0


def _settings(folder: Path) -> dict[str, str]:
    """What a service must find in its environment to describe itself."""
    return {
        "ENVIRONMENT": "development",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "NATS_URL": "nats://127.0.0.1:1",
        "NATS_USER": "",
        "NATS_PASSWORD": "",
        "ISSUER": "http://127.0.0.1:1",
        "JWKS_URL": "http://127.0.0.1:1/jwks",
        "KEYRING_FILE": str(ensure_keyring(folder / "keyring.json")),
        "FILES_URL": folder.as_uri(),
        "PUBLIC_DIR": str(folder),
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _id(state: Any) -> str:  # noqa: ANN401 - any machine's state
    return str(state.value).replace("-", "_")


def _table(*names: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [names, tuple("---" for _ in names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(*parts: str) -> str:
    return "\n\n".join([NOTICE, *parts]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
