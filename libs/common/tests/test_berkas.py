"""Files that people send: what is taken in, what the examination finds, when one may be read."""

import asyncio
import hashlib
import io
import struct
import zlib
from datetime import UTC, datetime, timedelta

import obstore
import obstore.store
import pikepdf
import psycopg
import pytest
from fastapi import APIRouter, Request
from PIL import Image

from election_common import quarantine_watch
from election_common.alarms import Alarms
from election_common.berkas import karantina, kirim, tiba, yatim
from election_common.berkas.clamd import ScannerAwayError
from election_common.berkas.isi import refusal_of
from election_common.berkas.periksa import ExaminerEndedError, examine_one
from election_common.berkas.tiba import Jenis
from election_common.database import create_engine, create_sessions, transaction
from election_common.errors import Refusal
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow
from voter_registry.main import create_app

ANY = RouteRule(body_bytes=None, media_type="application/octet-stream", seconds=60)


def pdf(**root):
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind, size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def enormous_png():
    """The head of a picture of 50,000 x 50,000 points, in a few bytes."""
    ihdr = struct.pack("!IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", ihdr), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = [
        struct.pack("!I", len(d)) + t + d + struct.pack("!I", zlib.crc32(t + d)) for t, d in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def script():
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch():
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


ZIP = b"PK\x05\x06" + b"\0" * 18
EXAMINED = {
    "pdf": (Jenis.PDF, pdf(), None),
    "jpeg": (Jenis.JPEG, picture("JPEG"), None),
    "png": (Jenis.PNG, picture("PNG"), None),
    "pdf that runs a script": (Jenis.PDF, pdf(OpenAction=script()), "aktif"),
    "pdf that starts a program": (Jenis.PDF, pdf(OpenAction=launch()), "aktif"),
    "pdf that holds a file": (
        Jenis.PDF, pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "aktif",
    ),
    "pdf that is also a zip": (Jenis.PDF, pdf() + ZIP, "berganda"),
    "pdf cut off": (Jenis.PDF, b"%PDF-1.7\n%", "rusak"),
    "program called pdf": (Jenis.PDF, b"%PDF-" + b"MZ\x90\0" * 100, "rusak"),
    "jpeg cut off": (Jenis.JPEG, picture("JPEG")[:200], "rusak"),
    "png of a bomb": (Jenis.PNG, enormous_png(), "terlalu-besar"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXAMINED)
def test_what_is_in_a_file(tmp_path, case):
    jenis, content, sebab = EXAMINED[case]
    path = tmp_path / "berkas"
    path.write_bytes(content)
    assert refusal_of(path, jenis) == sebab


router = APIRouter(prefix="/uji")


@router.post("")
@allow(ANY)
async def take(request: Request, tx: Tx, by: By, now: Now) -> str:
    """Terima berkas."""
    async with tiba.receive(request, maksimum=100_000) as arrived:
        return (await karantina.admit(tx, arrived, at=now)).sidik


@router.post("/ditolak")
@allow(ANY)
async def refuse(request: Request, by: By):
    """Tolak berkas yang sudah tiba."""
    async with tiba.receive(request):
        raise Refusal("tahap-tidak-mengizinkan", tindakan="uji", tahap="uji", mungkin="-")


@router.get("/{sidik}", response_model=None)
async def give(request: Request, sidik: str, tx: Tx, by: By):
    """Kirim berkas."""
    return await kirim.send(request, await karantina.require_clean(tx, sidik))


class House:
    def __init__(self, api, sessions, files):
        self.api, self.sessions, self.files = api, sessions, files
        self.keyring = api.app.state.keyring

    async def send(self, content, to=""):
        headers = {"content-type": "application/octet-stream"}
        return await self.api("POST", f"/uji{to}", "operator", content=content, headers=headers)

    async def read(self, sidik):
        return await self.api("GET", f"/uji/{sidik}", "operator")

    async def stored(self):
        return [f["path"] for page in self.files.list() for f in page]


@pytest.fixture
async def house(database, service_env, serve, tmp_path):
    service_env(database, "app")
    app = create_app()
    app.include_router(router, prefix="/v1")
    engine = create_engine(database.worker, pool_size=2)
    files = obstore.store.from_url((tmp_path / "files").as_uri())
    yield House(await serve(app), create_sessions(engine), files)
    await engine.dispose()


@pytest.fixture
async def app(database):
    """Sessions of the application's role."""
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


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


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ\x90\0" + b"\0" * 100, 415, "jenis-berkas-tidak-diterima"),
        (b"", 415, "jenis-berkas-tidak-diterima"),
        (b" %PDF-1.7", 415, "jenis-berkas-tidak-diterima"),
        (b"<svg onload='x'/>", 415, "jenis-berkas-tidak-diterima"),
        (b"%PDF-" + b"0" * 100_000, 413, "berkas-terlalu-besar"),
    ],
)
async def test_what_is_not_taken_in_leaves_nothing(house, content, status, code):
    answer = await house.send(content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await house.stored() == []


async def test_what_is_refused_once_it_is_here_leaves_nothing(house):
    sidik = (await house.send(pdf())).json()
    for content in (pdf(), picture("PNG")):  # one of them is kept already
        assert (await house.send(content, to="/ditolak")).status_code == 409
        assert await house.stored() == [f"berkas/{sidik}"]


async def test_what_no_row_names_is_swept_once_nobody_can_be_sending_it(house):
    named = (await house.send(pdf())).json()
    places = ["berkas/" + "a" * 64, "tiba/satu"]
    for place in places:
        await obstore.put_async(house.files, place, b"%PDF-")
    now = datetime.now(UTC)
    assert await yatim.discard_orphans(house.sessions, house.files, at=now) == []
    later = now + yatim.STALE + timedelta(seconds=1)
    swept = await yatim.discard_orphans(house.sessions, house.files, at=later)
    assert sorted(swept) == sorted(places)
    assert await house.stored() == [f"berkas/{named}"]


async def test_an_orphan_whose_content_is_being_sent_again_is_not_swept(house, app):
    """Its file is in place and its row not committed yet: the sweep waits, and finds it named."""
    content = pdf()
    place = f"berkas/{hashlib.sha256(content).hexdigest()}"
    await obstore.put_async(house.files, place, content)
    await obstore.put_async(house.files, "tiba/lagi", content)
    later = datetime.now(UTC) + yatim.STALE + timedelta(seconds=1)
    berkas = tiba.Berkas(place.removeprefix("berkas/"), Jenis.PDF, len(content))
    async with transaction(app, scope=None) as tx:
        await karantina.admit(tx, tiba.Arrived(berkas, house.files, "tiba/lagi"), at=later)
        sweep = asyncio.create_task(yatim.discard_orphans(house.sessions, house.files, at=later))
        await asyncio.sleep(0.3)
        assert not sweep.done()
    assert await sweep == []
    assert await house.stored() == [place]


async def test_a_stream_without_end_is_cut_at_the_limit(house):
    sent = 0

    async def endless():
        nonlocal sent
        yield b"%PDF-"
        while sent < 1 << 30:
            sent += 1 << 14
            yield b"0" * (1 << 14)

    assert (await house.send(endless())).json()["code"] == "berkas-terlalu-besar"
    assert sent < 1 << 20


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


@pytest.mark.parametrize("end", ["exit 1", "kill -XCPU $$", "kill -SEGV $$", "kill -ABRT $$"])
async def test_a_parser_that_dies_of_the_content_refuses_the_file(
    house, monkeypatch, tmp_path, end
):
    sidik = (await house.send(picture("PNG"))).json()
    examiner(monkeypatch, tmp_path, end)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


@pytest.mark.parametrize("end", ["kill -KILL $$", "kill -TERM $$", "exit 127"])
async def test_a_parser_that_others_end_is_tried_again(house, database, monkeypatch, tmp_path, end):
    """The machine was out of memory, or the worker was told to stop: nothing is known of it."""
    sidik = (await house.send(picture("PNG"))).json()
    with monkeypatch.context() as patch:
        examiner(patch, tmp_path, end)
        with pytest.raises(ExaminerEndedError):
            await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-dikarantina"
    end_pauses(database)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).status_code == 200


async def test_a_parser_without_end_refuses_the_file(house, monkeypatch, tmp_path):
    sidik = (await house.send(picture("PNG"))).json()
    monkeypatch.setattr("election_common.berkas.periksa.CPU_SECONDS", 1)
    examiner(monkeypatch, tmp_path, "while :; do :; done")
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


async def test_a_parser_without_memory_refuses_the_file(house, monkeypatch):
    sidik = (await house.send(picture("PNG"))).json()
    monkeypatch.setattr("election_common.berkas.periksa.MEMORY_BYTES", 40 << 20)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).json()["code"] == "berkas-ditolak"


async def test_the_application_cannot_clear_a_file(house, database):
    sidik = (await house.send(pdf())).json()
    with psycopg.connect(database.app) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("update berkas set status = 'bersih' where sidik = %s", [sidik])


#: Transactions of the worker that are open, beside who asks.
OPEN = """select count(*) from pg_stat_activity
          where state like 'idle in transaction%' and datname = current_database()"""


def end_pauses(database):
    """Have every file's turn come now; returns the minutes that one would have waited."""
    with psycopg.connect(database.owner) as owner:
        waited = owner.execute("""
            select round(extract(epoch from max(ditunda_sampai) - now()) / 60)::int from berkas
        """).fetchone()[0]
        owner.execute("update berkas set ditunda_sampai = null")
    return waited


async def test_two_workers_examine_different_files(house):
    first, second = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    async with transaction(house.sessions, scope=None) as one:
        assert (await karantina.next_quarantined(one)).sidik == first
        async with transaction(house.sessions, scope=None) as other:
            assert (await karantina.next_quarantined(other)).sidik == second
    async with transaction(house.sessions, scope=None) as tx:  # both are at work on theirs
        assert await karantina.next_quarantined(tx) is None


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


async def test_a_file_that_is_lost_stops_no_other(house):
    """As after a restore of the database alone: a row is there, and its file is not."""
    lost, sound = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    await obstore.delete_async(house.files, f"berkas/{lost}")
    with pytest.raises(FileNotFoundError):
        await examine_one(house.sessions, house.files, house.keyring)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sound)).status_code == 200
    assert not await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(lost)).json()["code"] == "berkas-dikarantina"


async def test_a_lost_file_that_is_sent_again_has_its_turn(house, database):
    content = pdf()
    sidik = (await house.send(content)).json()
    await obstore.delete_async(house.files, f"berkas/{sidik}")
    with pytest.raises(FileNotFoundError):
        await examine_one(house.sessions, house.files, house.keyring)
    await house.send(content)
    end_pauses(database)
    assert await examine_one(house.sessions, house.files, house.keyring)
    assert (await house.read(sidik)).content == content


async def test_its_pauses_grow_and_stay_below_a_bound(house, database):
    await house.send(pdf())
    pauses = []
    for _ in range(7):
        async with transaction(house.sessions, scope=None) as tx:
            assert await karantina.next_quarantined(tx)
        pauses.append(end_pauses(database))
    assert pauses == [1, 2, 4, 8, 16, 16, 16]


async def test_a_file_that_was_tried_goes_behind_the_others(house, database):
    tried, fresh = (await house.send(pdf())).json(), (await house.send(picture("PNG"))).json()
    for sidik in (tried, fresh):
        async with transaction(house.sessions, scope=None) as tx:
            assert (await karantina.next_quarantined(tx)).sidik == sidik
        end_pauses(database)


async def test_what_stays_in_quarantine_is_an_alarm_until_it_is_examined(house, database):
    alarms = Alarms()
    content = pdf()
    sidik = (await house.send(content)).json()
    await obstore.delete_async(house.files, f"berkas/{sidik}")
    for turn in (1, 2, 3):
        assert alarms.open == {}
        with pytest.raises(FileNotFoundError):
            await examine_one(house.sessions, house.files, house.keyring)
        end_pauses(database)
        assert not await quarantine_watch.look(house.sessions, alarms)
        assert list(alarms.open) == ([] if turn < 3 else ["files-not-examined"])
    assert sidik in alarms.open["files-not-examined"]
    await house.send(content)
    assert await examine_one(house.sessions, house.files, house.keyring)
    await quarantine_watch.look(house.sessions, alarms)
    assert alarms.open == {}


async def test_meanwhile_a_row_may_refer_to_the_file_that_is_examined(house, database):
    """Who sends the same content again does not wait until the examination is over."""
    sidik = (await house.send(pdf())).json()
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("create table lampiran_uji (sidik text references berkas)")
        async with transaction(house.sessions, scope=None) as tx:
            assert (await karantina.next_quarantined(tx)).sidik == sidik
            owner.execute("set lock_timeout = '100ms'")
            owner.execute("insert into lampiran_uji values (%s)", [sidik])
            await karantina.settle(tx, sidik, None, at=datetime.now(UTC))
    assert (await house.read(sidik)).status_code == 200
