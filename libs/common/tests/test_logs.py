"""Logs name what failed and where, and never the row that a database quotes."""

import json
import subprocess
import sys

import pytest

CANARY = "ORANG KENARI"
#: Each fails on a row with the canary, and is logged by somebody else.
PROGRAMS = {
    "nobody catches it": "asyncio.run(insert())",
    "psycopg's own": "psycopg.connect(sys.argv[1]).execute(INSERT)",
    "in a group": """
async def both():
    async with asyncio.TaskGroup() as group:
        group.create_task(insert())
asyncio.run(both())
""",
    "a library logs it": """
try:
    asyncio.run(insert())
except Exception:
    logging.getLogger("procrastinate").exception("job failed")
""",
    "a task that nobody awaits": """
async def forget():
    task = asyncio.create_task(insert())
    await asyncio.wait([task])
    del task
    gc.collect()
asyncio.run(forget())
""",
    "it led to another": """
try:
    asyncio.run(insert())
except Exception:
    raise LookupError("gone")
""",
}
BEGIN = f"""
import asyncio, gc, logging, sys
import psycopg
from sqlalchemy import text
from election_common.database import create_engine
from election_common.logs import configure_logs
configure_logs("uji")
INSERT = "insert into kuota values ('{CANARY}', 'x', null, 1, false)"
async def insert():
    engine = create_engine(sys.argv[1], pool_size=1)
    async with engine.begin() as connection:
        await connection.execute(text(INSERT))
"""


@pytest.mark.parametrize("kind", PROGRAMS)
def test_no_row_is_in_the_log_of_its_failure(database, kind):
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + PROGRAMS[kind], database.owner],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert CANARY not in done.stdout + done.stderr
    (line,) = done.stdout.splitlines()
    said = json.loads(line)["exception"]
    assert "psycopg.errors.NotNullViolation: sqlstate 23502, table_name kuota" in said
    assert "column_name sejak" in said
    assert ("LookupError: gone" in said) == (kind == "it led to another")


def test_why_there_is_no_connection_is_told():
    program = "psycopg.connect('postgresql://127.0.0.1:1/uji')"
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, text=True, timeout=30,
        check=False,
    )  # fmt: skip
    assert "127.0.0.1" in json.loads(done.stdout)["exception"]


def test_an_input_that_does_not_fit_is_not_repeated():
    program = f"""
from pydantic import BaseModel
class Orang(BaseModel):
    nik: int
Orang(nik="{CANARY}")
"""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, text=True, timeout=30,
        check=False,
    )  # fmt: skip
    assert CANARY not in done.stdout + done.stderr
    assert "ValidationError: int_parsing ('nik',)" in json.loads(done.stdout)["exception"]
