"""The verifier of an audit: recomputes every leaf and root, and names the first row that is wrong.

`python -m election_common.verify_audit --database-url DSN [--titik-periksa SOURCE] [--kunci KEY]`:
with checkpoints that were published elsewhere (a file or an address) it also finds a cut tail and
an audit that was built anew.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg import sql
from pydantic import BaseModel

from election_common.merkle import Tree, leaf
from election_common.segel import CONTENT
from election_common.titik_periksa import TitikPeriksa, TitikPeriksaKeluaran, require_sound

CHUNK = 20_000
_ROWS = sql.SQL(
    "select a.urut, a.id, a.daun, " + CONTENT.format(urut="a.urut") + " from audit a"  # noqa: S608
    " where a.urut is not null order by a.urut"
)

_UNSEALED = "select id from audit where urut is null"
_STILL = "select count(*), min(id) from audit where urut is null and id = any(%s)"
#: A row has its seal within a second.
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Temuan:
    """What is wrong first: from which place in the audit on, up to which, and why."""

    dari: int
    sampai: int
    sebab: str

    def __str__(self) -> str:
        """One line for people."""
        where = (
            f"row {self.dari}" if self.dari == self.sampai else f"rows {self.dari}-{self.sampai}"
        )
        return f"{where}: {self.sebab}"


@dataclass(frozen=True, slots=True)
class Root:
    """A root that the tree must have at a size, and who says so."""

    akar: str
    sumber: str


#: All that was said of each size: whoever replaces one witness has not silenced the others.
Roots = dict[int, list[Root]]


def verify(
    connection: psycopg.Connection[Any], published: Iterable[TitikPeriksa] = ()
) -> tuple[int, Temuan | None]:
    """Verify the audit of a database; returns its sealed rows and the first fault.

    Raises:
        ValueError: A published checkpoint is not signed, or does not follow the one before it.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        return verify_in_transaction(connection, published)


def verify_in_transaction(
    connection: psycopg.Connection[Any], published: Iterable[TitikPeriksa] = ()
) -> tuple[int, Temuan | None]:
    """Verify the audit as the caller's transaction sees it."""
    points = sorted(published, key=lambda p: p.nomor)
    require_chain(points)
    seals = connection.execute("select ukuran, akar from segel order by ukuran").fetchall()
    roots: Roots = defaultdict(list)
    for point in points:
        roots[point.ukuran].append(Root(point.akar, f"checkpoint {point.nomor}"))
    for size, root in seals:
        roots[size].append(Root(bytes(root).hex(), "seal"))
    return _walk(_read(connection), roots)


def require_chain(points: list[TitikPeriksa]) -> None:
    """Refuse checkpoints that are unsigned, or of which one does not follow the one before it."""
    for before, point in zip([None, *points], points, strict=False):
        require_sound(point, before)


def _read(connection: psycopg.Connection[Any]) -> Iterator[tuple[int, int, bytes, str]]:
    """All sealed rows in their order: place, id, stored leaf, content."""
    with connection.cursor(name="audit") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(_ROWS)
        yield from cursor


def _walk(rows: Iterable[tuple[int, int, bytes, str]], roots: Roots) -> tuple[int, Temuan | None]:
    tree, sound = Tree(), 0
    for urut, id_, daun, content in rows:
        if urut != tree.size + 1:
            return tree.size, Temuan(tree.size + 1, urut - 1, "missing")
        computed = leaf(content.encode())
        if computed != daun:
            return tree.size, Temuan(urut, urut, f"changed (id {id_})")
        tree.add(computed)
        said = roots.get(urut, [])
        other = next((root for root in said if root.akar != tree.root.hex()), None)
        if other is not None:
            return tree.size, Temuan(sound + 1, urut, f"not what {other.sumber} has")
        sound = urut if said else sound
    beyond = [size for size in roots if size > tree.size]
    if beyond:
        last = max(beyond)
        source = roots[last][0].sumber
        return tree.size, Temuan(tree.size + 1, last, f"cut off; {source} has {last}")
    if tree.size != sound:
        return tree.size, Temuan(sound + 1, tree.size, "under no seal")
    return tree.size, None


class Terbitan(BaseModel):
    """What publication shows of a service's checkpoints."""

    titik_periksa: list[TitikPeriksaKeluaran]


def load_checkpoints(source: str) -> list[TitikPeriksa]:
    """Read published checkpoints: a file, or the address where publication shows them.

    Raises:
        ValueError: There are none in it.
        OSError: There is no such file.
        httpx.HTTPError: Nobody answers there.
    """
    if source.startswith(("http://", "https://")):
        document = httpx.get(source, timeout=10, follow_redirects=True).raise_for_status().content
    else:
        document = Path(source).read_bytes()
    found = Terbitan.model_validate_json(document).titik_periksa
    return [TitikPeriksa(**point.model_dump()) for point in found]


def main(argv: list[str]) -> int:
    """Verify and say what was found; the exit code is 1 with a fault, 2 when nobody could look."""
    parser = argparse.ArgumentParser(prog="verify_audit")
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--titik-periksa", help="published checkpoints: a file or an address")
    parser.add_argument("--kunci", action="append", help="the only keys that may have signed them")
    options = parser.parse_args(argv)
    try:
        return _report(options.database_url, options.titik_periksa, options.kunci)
    except ValueError as cause:
        sys.stderr.write(f"not verified: {cause}\n")
        return 1
    except (OSError, httpx.HTTPError, psycopg.Error) as cause:
        sys.stderr.write(f"not verified: {type(cause).__name__}: {cause}\n")
        return 2


def find_unsealed(connection: psycopg.Connection[Any]) -> str | None:
    """Say which rows have no place in the tree, and get none while somebody looks.

    Nothing is known of them: they can still be changed.
    """
    first = [id_ for (id_,) in connection.execute(_UNSEALED)]
    if not first:
        return None
    time.sleep(PATIENCE_SECONDS)
    ((rows, id_),) = connection.execute(_STILL, [first]).fetchall()
    if not rows:
        return None
    return f"{rows} rows from id {id_} on: under no seal after {PATIENCE_SECONDS:g} s"


def _report(url: str, source: str | None, keys: list[str] | None) -> int:
    points = load_checkpoints(source) if source else []
    strange = {p.kunci for p in points} - set(keys or [p.kunci for p in points])
    if strange:
        raise ValueError(f"signed by a key that is not known: {', '.join(sorted(strange))}")
    with psycopg.connect(url) as connection:
        size, found = verify(connection, points)
        fault = found or find_unsealed(connection)
    sys.stdout.write(f"{fault or f'{size} rows, {len(points)} published checkpoints: sound'}\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
