"""The key file of a service: making one, and moving a purpose to a new key.

`python -m election_common.keyring_file new FILE`, then `add FILE PURPOSE`, and in later steps
`promote FILE PURPOSE KID` and `retire FILE PURPOSE KID`, each followed by a restart of every
process: all must know a key before the first uses it, and none may need one that is retired. The
file is replaced in one step and readable by its owner only.
"""

import base64
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from election_common.keyring import Purpose

OWNER_ONLY = 0o600


def new_ring() -> dict[str, Any]:
    """A key of its own for every purpose."""
    return {purpose.value: {"primary": "k1", "keys": {"k1": _key()}} for purpose in Purpose}


def add(ring: dict[str, Any], purpose: Purpose) -> str:
    """Add a key that is known but not yet used; returns its id."""
    keys = ring[purpose]["keys"]
    kid = f"k{max(int(known[1:]) for known in keys) + 1}"
    keys[kid] = _key()
    return kid


def promote(ring: dict[str, Any], purpose: Purpose, kid: str) -> None:
    """Do new work under this key; raises KeyError when there is none of this id."""
    ring[purpose]["keys"][kid]
    ring[purpose]["primary"] = kid


def retire(ring: dict[str, Any], purpose: Purpose, kid: str) -> None:
    """Forget a key that nothing is sealed with any more; raises ValueError for the primary one."""
    if ring[purpose]["primary"] == kid:
        raise ValueError("the primary key is in use")
    del ring[purpose]["keys"][kid]


def write(path: Path, ring: dict[str, Any]) -> None:
    """Replace the file in one step; no other user can read it at any moment."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "w") as file:
        json.dump(ring, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def main(argv: list[str]) -> str:
    """Do what the command line asks; returns what to print."""
    match argv:
        case ["new", name] if not Path(name).exists():
            write(Path(name), new_ring())
            return name
        case ["add", name, purpose]:
            ring = json.loads(Path(name).read_text())
            kid = add(ring, Purpose(purpose))
        case ["promote" | "retire" as step, name, purpose, kid]:
            ring = json.loads(Path(name).read_text())
            (promote if step == "promote" else retire)(ring, Purpose(purpose), kid)
        case _:
            raise SystemExit("usage: new FILE | add FILE PURPOSE | promote|retire FILE PURPOSE KID")
    write(Path(name), ring)
    return kid


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1:])}\n")
