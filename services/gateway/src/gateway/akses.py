"""`python -m gateway.akses ADMIN [KANTOR ...]`: the first grants of a new house.

ADMIN becomes admin of the nation unless somebody is; each KANTOR, a machine of the house, may read
feeds. Run it once with the database role of the API; run again, it changes nothing. From then on
grants come from the API.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime

from election_common.database import create_engine, create_sessions, transaction
from election_common.production import database_url
from election_common.scope import Scope
from election_common.settings import DatabaseSettings
from gateway.domain.akses import Surat
from gateway.usecases.pertama import grant_first


async def _grant(arguments: argparse.Namespace) -> list[str]:
    engine = create_engine(database_url(DatabaseSettings()), pool_size=1)
    surat = Surat(arguments.surat, date.fromisoformat(arguments.tanggal))
    try:
        async with transaction(create_sessions(engine), Scope.nasional()) as tx:
            kantor = tuple(arguments.kantor)
            return await grant_first(tx, arguments.admin, kantor, surat, at=datetime.now(UTC))
    finally:
        await engine.dispose()


def main(argv: Sequence[str] | None = None) -> int:
    """Give the first grants; returns the exit code."""
    parser = argparse.ArgumentParser(prog="gateway.akses", description=__doc__)
    parser.add_argument("admin", help="subject of the first admin")
    parser.add_argument("kantor", nargs="*", help="subjects of the house's own machines")
    parser.add_argument("--surat", required=True, help="number of the letter")
    parser.add_argument("--tanggal", required=True, help="its date, as 2024-05-01")
    granted = asyncio.run(_grant(parser.parse_args(argv)))
    print("granted:", ", ".join(granted) or "nothing, all of it was there")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
