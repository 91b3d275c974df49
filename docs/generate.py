"""Writes what the documentation says of the code: machines, acts, and the documents of the APIs.

`python docs/generate.py` writes the files; a test fails when they differ from the code.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from complaints.domain.protokol import PROTOKOL
from devstack import documents, ownership
from devstack.conformance.keyless import TANPA_KUNCI
from devstack.services import SERVICES as RUNNING
from election_common import asyncapi
from election_common.peran import Peran
from election_common.reference import acts, machines, modules
from election_common.tindakan import Tindakan
from election_common.transitions import Machine
from gateway.domain.pemberi import PEMBERI
from gateway.pages.openapi import merge

HERE = Path(__file__).parent
SERVICES = {service.package: service.name for service in RUNNING}
PUBLIC_URL = "https://pintu.kpu-babel.test"
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


def contracts() -> dict[str, str]:
    """OpenAPI and AsyncAPI of each service, and what the gateway makes of all."""
    made = {service.name: documents.describe(service) for service in RUNNING}
    merged = merge({name: one.openapi for name, one in made.items()}, public_url=PUBLIC_URL)
    found = {f"openapi/{name}.json": one.openapi for name, one in made.items()}
    found |= {f"asyncapi/{name}.json": one.asyncapi for name, one in made.items()}
    found["openapi/house.json"] = merged
    return {path: documents.text(document) for path, document in found.items()}


def roles_page() -> str:
    """Every role: what it may do in each service, and who gives it."""
    table = [(role, _acts_of(role), *_giver(role)) for role in Peran]
    return _page(
        "# Roles and acts",
        "A role counts in the region, and for the party or unit, of the grant behind it. Nobody"
        " gives a role to himself; [M]: from memory.",
        _table("role", "acts", "given by", "basis", rows=table),
    )


def common_acts() -> tuple[Tindakan, ...]:
    """The acts that every service has, wherever the common code states one."""
    stated = (act for module in modules("election_common") for act in vars(module).values())
    found = {act.nama: act for act in stated if isinstance(act, Tindakan)}
    return tuple(found[name] for name in sorted(found))


def _acts_of(role: Peran) -> str:
    own = {service: acts(f"{package}.domain") for package, service in SERVICES.items()}
    own["every service"] = common_acts()
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


def protocols_page() -> str:
    """Foreign protocols, which keep their own ways, and what else has no Idempotency-Key."""
    foreign = {p.alamat for p in PROTOKOL}
    own = [(f"`{at}`", why) for at, why in TANPA_KUNCI.items() if at not in foreign]
    table = [(p.nama, f"`{p.alamat}`", p.pengesahan, p.kunci, f"`{p.uji}`") for p in PROTOKOL]
    return _page(
        "# Foreign protocols",
        "What has an effect here without an Idempotency-Key, and what makes it safe to repeat.",
        _table("protocol", "address", "who sends", "what makes it harmless twice", "test",
               rows=table),
        "The house's own POSTs without one; every other POST of every service takes it:",
        _table("address", "what makes it harmless twice", rows=own),
    )  # fmt: skip


def ownership_page() -> str:
    """Whose each noun is, who keeps copies of it, and who reads which fact."""
    holdings = ownership.held()
    nouns = [
        (n.nama, n.owner, _codes(n.tables), _codes(n.facts), _codes(n.copies))
        for n in ownership.decided()
    ]
    facts = [
        (f"`{event.subject}`", event.__name__, here.service, _readers(event.subject, holdings))
        for here in holdings
        for event in (*here.facts, *(common.of(here.service) for common in asyncapi.COMMON))
    ]
    return _page(
        "# Who owns what",
        "A noun has one owner: only he fills its tables and tells of it. What others keep of it are"
        " copies, filled by its facts and written by no act; copies that are rebuilt from the feed"
        " stand in `READ_MODELS`. Decided in `owners.toml`, and the code is held to it.",
        _table("noun", "owner", "its tables", "its facts are of", "copies", rows=nouns),
        "Who publishes each fact, and who reads it:",
        _table("subject", "fact", "published by", "read by", rows=facts),
    )


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "—"


def _readers(subject: str, holdings: Iterable[ownership.Holding]) -> str:
    return ", ".join(h.service for h in holdings if subject in h.reads) or "—"


def pages() -> dict[str, str]:
    """All generated pages by their path below docs/."""
    found = contracts()
    found |= {"acts/peran.md": roles_page(), "protocols.md": protocols_page()}
    found["ownership.md"] = ownership_page()
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


def _id(state: Any) -> str:  # noqa: ANN401 - any machine's state
    return str(state.value).replace("-", "_")


def _table(*names: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [names, tuple("---" for _ in names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(*parts: str) -> str:
    return "\n\n".join([NOTICE, *parts]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
