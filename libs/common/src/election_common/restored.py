"""`python -m election_common.restored`: says that this database was restored from a backup.

Run it once after each restore, with the owner's `database_url`, before anything of the service is
started: facts that were recorded after the backup are gone, and their numbers are given anew. The
epoch of the feed tells every reader; consumers sound an alarm until their copies are rebuilt.
"""

import psycopg

from election_common.production import database_url
from election_common.settings import DatabaseSettings

_NEXT = "update feed_epoch set epoch = epoch + 1 returning epoch"


def begin_epoch(url: str) -> int:
    """Begin the next epoch of the feed; returns its number."""
    with psycopg.connect(url) as owner:
        ((epoch,),) = owner.execute(_NEXT).fetchall()
    number: int = epoch
    return number


def main() -> None:
    """Begin the next epoch, and say which."""
    epoch = begin_epoch(database_url(DatabaseSettings()))
    print(f"feed epoch {epoch}: rebuild the copies of this service's facts")  # noqa: T201


if __name__ == "__main__":
    main()
