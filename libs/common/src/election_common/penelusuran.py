"""The question after a breach: whose rows did somebody read, when, and which columns (UU 27/2022).

As HTTP for the officer who must notify within 3 x 24 hours, and as a command for one who has only
the database: `python -m election_common.penelusuran --database-url D --sub S --dari T --sampai T`.
"""

import argparse
import csv
import io
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import Field
from sqlalchemy import text

from election_common.audit import record_act
from election_common.database import Sessions, transaction
from election_common.idempotency import Rendered
from election_common.request import By, Now, Tx
from election_common.scope import Scope
from election_common.shapes import Masukan, Nomor, Saat, Teks
from election_common.tindakan import Tindakan, require_role

router = APIRouter(prefix="/audit", tags=["audit"])

PENELUSURAN = Tindakan(
    "penelusuran-bacaan",
    frozenset({"ppid", "admin"}),
    None,
    "UU 27/2022 Pasal 46",
    tanpa_jendela="a breach is looked into whenever it is found",
)
HEADER = ("pada", "tindakan", "objek", "kolom", "subjek")
CHUNK = 500
PART = 1 << 16
TIMEOUT = "set local statement_timeout = '10min'"
_NATION = "select set_config('app.dari', '0', true), set_config('app.sampai', '~', true)"
_READ = "select * from bacaan_oleh({sub}, {dari}, {sampai}, {awal}, {akhir})"
_QUERY = text(
    _READ.format(sub=":sub", dari=":dari", sampai=":sampai", awal=":awal", akhir=":akhir")
)


class PenelusuranMasukan(Masukan):
    """Whose reads, in which time, and why it is asked."""

    sub: Nomor = Field(description="Subjek token petugas")
    dari: Saat
    sampai: Saat
    alasan: Annotated[Teks, Field(min_length=10)]


@router.post("/penelusuran", status_code=200, response_class=StreamingResponse)
async def trace_reads(
    request: Request, body: PenelusuranMasukan, tx: Tx, by: By, now: Now, _: Rendered
) -> StreamingResponse:
    """Telusuri data siapa yang dibaca seorang petugas: CSV, satu baris per bacaan dan subjek."""
    require_role(PENELUSURAN, by)
    where = {"dari": body.dari.isoformat(), "sampai": body.sampai.isoformat()}
    await record_act(tx, PENELUSURAN.nama, body.sub, by=by, at=now, alasan=body.alasan, **where)
    region = {"awal": by.scope.dari, "akhir": by.scope.sampai}
    values = body.model_dump(exclude={"alasan"}) | region

    lines = _lines(request.app.state.sessions, values, by.scope)
    return StreamingResponse(lines, media_type="text/csv", headers={"cache-control": "no-store"})


async def _lines(sessions: Sessions, values: dict[str, Any], scope: Scope) -> AsyncIterator[str]:
    """All that was found lies aside before it is sent: no connection waits for a slow reader."""
    yield _csv([HEADER])
    with tempfile.TemporaryFile("w+", encoding="utf-8") as aside:
        async with transaction(sessions, scope) as tx:
            await tx.execute(text(TIMEOUT))
            found = await tx.stream(_QUERY, values, execution_options={"yield_per": CHUNK})
            async for rows in found.partitions():
                aside.write(_csv(line for row in rows for line in flat(row)))
        aside.seek(0)
        while part := aside.read(PART):
            yield part


def flat(row: Any) -> Iterable[tuple[str, ...]]:  # noqa: ANN401 - a row
    """One line per person of a read."""
    pada, tindakan, objek, kolom, subjek = row
    for one in subjek:
        yield pada.isoformat(), tindakan, objek, " ".join(kolom), str(one)


def _csv(lines: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def subjects(
    connection: psycopg.Connection[Any], sub: str, dari: datetime, sampai: datetime
) -> dict[str, set[str]]:
    """Everybody whose rows were read, each with the columns."""
    query = """
        select subjek::text, array_agg(distinct k) from (
            select unnest(subjek) as subjek, kolom
            from bacaan_oleh(%s, %s, %s, '0', '~')) b, unnest(kolom) k
        group by subjek
    """
    with connection.transaction():
        connection.execute(_NATION)
        found = connection.execute(query, (sub, dari, sampai))
    return {subject: set(columns) for subject, columns in found}


def main(argv: list[str]) -> int:
    """Print everybody whose rows were read as CSV: `subjek,kolom`."""
    parser = argparse.ArgumentParser(prog="penelusuran")
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--sub", required=True)
    parser.add_argument("--dari", required=True, type=datetime.fromisoformat)
    parser.add_argument("--sampai", required=True, type=datetime.fromisoformat)
    options = parser.parse_args(argv)
    with psycopg.connect(options.database_url) as connection:
        found = subjects(connection, options.sub, options.dari, options.sampai)
    lines = ((subject, " ".join(sorted(columns))) for subject, columns in sorted(found.items()))
    sys.stdout.write(_csv([("subjek", "kolom"), *lines]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
