"""Writes what the documentation says of the code: state machines and the table of acts.

`python docs/generate.py` writes the files; a test fails when they differ from the code.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from complaints.domain.protokol import PROTOKOL
from devstack.services import SERVICES
from election_common.reference import acts, machines
from election_common.transitions import Machine

HERE = Path(__file__).parent
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


def protocols_page() -> str:
    """Foreign protocols, which keep their own ways instead of the house's contract."""
    table = [(p.nama, f"`{p.alamat}`", p.pengesahan, p.kunci, f"`{p.uji}`") for p in PROTOKOL]
    return _page(
        "# Foreign protocols",
        "What has an effect here without an Idempotency-Key, and what makes it safe to repeat.",
        _table("protocol", "address", "who sends", "what makes it harmless twice", "test",
               rows=table),
    )  # fmt: skip


def pages() -> dict[str, str]:
    """All generated pages by their path below docs/."""
    found: dict[str, str] = {}
    for service in SERVICES:
        found[f"acts/{service.name}.md"] = acts_page(service.package, service.name)
        for machine in machines(f"{service.package}.domain"):
            found[f"states/{service.name}.{machine.name}.md"] = state_page(machine)
    found["protocols.md"] = protocols_page()
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
