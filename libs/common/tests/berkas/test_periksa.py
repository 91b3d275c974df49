"""The examination: a file is read only after it, and a parser that dies of it refuses it."""

import asyncio
import hashlib
import struct

import psycopg
import pytest
from papers import pdf, picture, script

from election_common.berkas.clamd import ScannerAwayError
from election_common.berkas.periksa import ExaminerEndedError, examine_one


async def test_a_file_is_read_only_after_its_examination(house):
    content = pdf()
    sidik = (await house.send(content)).json()
    assert sidik == hashlib.sha256(content).hexdigest()
    answer = await house.read(sidik)
    assert (answer.status_code, answer.json()["code"]) == (409, "berkas-dikarantina")
    assert await examine_one(house.sessions, house.files, house.keyring)
    answer = await house.read(sidik)
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert not await examine_one(house.sessions, house.files, house.keyring)


async def test_what_the_examination_refuses_is_never_read(house):
    content = pdf(OpenAction=script())
    sidik = (await house.send(content)).json()
    assert await examine_one(house.sessions, house.files, house.keyring)
    answer = await house.read(sidik)
    assert (answer.status_code, answer.json()["code"]) == (409, "berkas-ditolak")
    assert (await house.send(content)).json() == sidik  # again: still refused
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


class Clamd:
    """A scanner that speaks INSTREAM and finds EICAR."""

    EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.answer, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_):
        self.server.close()

    async def answer(self, reader, writer):
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
        verdict = b"Eicar-Test-Signature FOUND" if self.EICAR in content else b"OK"
        writer.write(b"stream: " + verdict + b"\0")
        await writer.drain()
        writer.close()


async def test_with_a_scanner_both_must_find_nothing(house):
    clean = (await house.send(pdf())).json()
    infected = (await house.send(pdf(Info=Clamd.EICAR.decode()))).json()
    async with Clamd() as clamd:
        while await examine_one(house.sessions, house.files, house.keyring, clamd.address):
            pass
    assert (await house.read(clean)).status_code == 200
    assert (await house.read(infected)).json()["code"] == "berkas-ditolak"


async def test_a_scanner_that_is_away_leaves_it_in_quarantine(house):
    sidik = (await house.send(pdf())).json()
    with pytest.raises(ScannerAwayError):
        await examine_one(house.sessions, house.files, house.keyring, "127.0.0.1:1")
    assert (await house.read(sidik)).json()["code"] == "berkas-dikarantina"


def examiner(monkeypatch, tmp_path, script):
    """Have a script in the place of the examining process."""
    program = tmp_path / "pemeriksa"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))


@pytest.mark.parametrize("end", ["kill -XCPU $$", "kill -SEGV $$", "kill -ABRT $$"])
async def test_a_parser_that_dies_of_the_content_refuses_the_file(
    house, monkeypatch, tmp_path, end
):
    sidik = (await house.send(picture("PNG"))).json()
    examiner(monkeypatch, tmp_path, end)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


@pytest.mark.parametrize("end", ["kill -KILL $$", "kill -TERM $$", "exit 127", "exit 1"])
async def test_a_parser_that_others_end_is_tried_again(
    house, end_pauses, monkeypatch, tmp_path, end
):
    """The machine was out of memory, or the worker was told to stop: nothing is known of it."""
    sidik = (await house.send(picture("PNG"))).json()
    with monkeypatch.context() as patch:
        examiner(patch, tmp_path, end)
        with pytest.raises(ExaminerEndedError):
            await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-dikarantina"
    end_pauses()
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).status_code == 200


async def test_a_parser_without_end_refuses_the_file(house, monkeypatch, tmp_path):
    sidik = (await house.send(picture("PNG"))).json()
    monkeypatch.setattr("election_common.berkas.periksa.CPU_SECONDS", 1)
    examiner(monkeypatch, tmp_path, "while :; do :; done")
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


async def test_a_parser_without_memory_refuses_the_file(house, monkeypatch):
    """Its program fits in; what the picture unfolds to does not."""
    sidik = (await house.send(picture("PNG", (5_000, 5_000)))).json()
    monkeypatch.setattr("election_common.berkas.periksa.MEMORY_BYTES", 96 << 20)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


#: Transactions of the worker that are open, beside who asks.
OPEN = """select count(*) from pg_stat_activity
          where state like 'idle in transaction%' and datname = current_database()"""


async def test_an_examination_holds_no_transaction(house, database, monkeypatch):
    """It may last longer than a transaction may rest."""
    await house.send(pdf())
    seen = []

    async def look(address, path):
        with psycopg.connect(database.worker) as worker:
            seen.append(worker.execute(OPEN).fetchone()[0])

    monkeypatch.setattr("election_common.berkas.periksa.scan", look)
    assert await examine_one(house.sessions, house.files, house.keyring, "pemindai:1")
    assert seen == [0]
