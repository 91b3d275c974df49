"""`python -m election_common.restored`: says that this database was restored from a backup.

Run it once after each restore, with the owner's `database_url`, before anything of the service is
started: facts that were recorded after the backup are gone, and their numbers are given anew. The
epoch of the feed tells every reader; consumers sound an alarm until they have rebuilt.

`--titik-periksa SOURCE` are the checkpoints that were published of this service (a file or an
address). What the backup lacks of them is kept, so that the chain goes on from the last: another
one under its number would never be published, nor any after it.
"""

import argparse
import sys

import psycopg

from election_common.production import database_url
from election_common.settings import DatabaseSettings
from election_common.titik_periksa import TitikPeriksa
from election_common.verify_audit import load_checkpoints, require_chain

_NEXT = "update feed_epoch set epoch = epoch + 1 returning epoch"
_KNOWN = "select nomor, tanda from titik_periksa"
_KEEP = """
    insert into titik_periksa (nomor, ukuran, akar, pada, sebelum, kunci, tanda)
    values (%s, %s, %s, %s, %s, %s, %s)
"""


def begin_epoch(url: str) -> int:
    """Begin the next epoch of the feed; returns its number."""
    with psycopg.connect(url) as owner:
        ((epoch,),) = owner.execute(_NEXT).fetchall()
    number: int = epoch
    return number


def keep_published(url: str, source: str) -> int:
    """Keep the published checkpoints that the backup lacks; returns how many.

    Raises:
        ValueError: They are no chain, or one under a number of this audit is not the same.
    """
    points = sorted(load_checkpoints(source), key=lambda p: p.nomor)
    require_chain(points)
    with psycopg.connect(url) as owner:
        known: dict[int, str] = dict(owner.execute(_KNOWN).fetchall())
        for point in points:
            if known.get(point.nomor, point.tanda) != point.tanda:
                raise ValueError(f"checkpoint {point.nomor} was published otherwise")
        lost = [_row(point) for point in points if point.nomor not in known]
        owner.cursor().executemany(_KEEP, lost)
    return len(lost)


def _row(p: TitikPeriksa) -> tuple[object, ...]:
    return p.nomor, p.ukuran, bytes.fromhex(p.akar), p.pada, p.sebelum, p.kunci, p.tanda


def main(argv: list[str]) -> None:
    """Keep what was published, begin the next epoch, and say which."""
    parser = argparse.ArgumentParser(prog="restored")
    parser.add_argument("--titik-periksa", help="published checkpoints: a file or an address")
    source = parser.parse_args(argv).titik_periksa
    url = database_url(DatabaseSettings())
    if source:
        print(f"{keep_published(url, source)} checkpoints kept that the backup lacks")  # noqa: T201
    epoch = begin_epoch(url)
    print(f"feed epoch {epoch}: rebuild what follows this service's facts")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
