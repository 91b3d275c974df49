"""Sealed files come under a new key; one that cannot is not forgotten."""

from datetime import UTC, datetime

import obstore
import pytest
from obstore.store import LocalStore

from devstack.secret_file import rotate
from election_common.berkas import karantina
from election_common.berkas.segel_ulang import SealedFiles
from election_common.berkas.tersegel import PIECE, keys_of, read, seal
from election_common.berkas.tiba import Arrived, Berkas, Jenis
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring, Purpose

CONTENT = b"%PDF-" + b"x" * 2 * PIECE
OLD = {"value k1": 1}


@pytest.fixture
def ring(tmp_path, keyring_file):
    own = tmp_path / "own.json"
    own.write_bytes(keyring_file.read_bytes())
    return own


@pytest.fixture
def files(tmp_path):
    return LocalStore(tmp_path / "files", mkdir=True)


@pytest.fixture
async def kept(database, files, ring):
    """A file that is sealed, beside one that is not."""
    keyring = Keyring.load(ring)
    engine = create_engine(database.app, pool_size=1)
    sealed, clear = (Berkas(c * 64, Jenis.PDF, len(CONTENT), u) for c, u in (("a", "u"), ("b", "")))
    await obstore.put_async(files, "tiba/clear", CONTENT)
    await obstore.put_async(
        files, "tiba/sealed", seal(keys_of(keyring, "u"), whole(CONTENT), sealed.sidik)
    )
    async with transaction(create_sessions(engine), scope=None) as tx:
        for berkas, landing in ((sealed, "tiba/sealed"), (clear, "tiba/clear")):
            await karantina.admit(tx, Arrived(berkas, files, landing), at=datetime.now(UTC))
    await engine.dispose()
    return sealed


async def whole(content):
    yield content


async def count(sessions, files, purpose=Purpose.VALUE):
    async with transaction(sessions, scope=None) as tx:
        return await SealedFiles(files).count(tx, purpose, "k2")


def places(files):
    return sorted(file["path"] for page in files.list() for file in page)


async def test_a_file_is_sealed_anew_while_it_is_read(kept, files, ring, sessions):
    added, promoted = rotate(ring, Purpose.VALUE)
    assert (await count(sessions, files), await count(sessions, files, Purpose.INDEX)) == (OLD, {})
    reading = await read(files, kept, added)
    first = await anext(reading)
    assert await SealedFiles(files).walk(sessions, promoted) == 1
    assert first + b"".join([part async for part in reading]) == CONTENT
    assert await count(sessions, files) == {}
    assert await SealedFiles(files).walk(sessions, promoted) == 0
    assert places(files) == [f"berkas/{c * 64}" for c in "ab"]
    content = await read(files, kept, promoted)
    assert b"".join([part async for part in content]) == CONTENT


SPOILT = {
    "changed": lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
    "cut off": lambda sealed: sealed[: PIECE * 2],
    "another file": lambda _: b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("how", SPOILT)
async def test_one_that_does_not_open_is_named_and_left(kept, files, ring, sessions, capsys, how):
    _, promoted = rotate(ring, Purpose.VALUE)
    sealed = bytes(await (await obstore.get_async(files, kept.tempat)).bytes_async())
    spoilt = SPOILT[how](sealed)
    await obstore.put_async(files, kept.tempat, spoilt)
    assert await SealedFiles(files).walk(sessions, promoted) == 0
    assert kept.sidik in capsys.readouterr().out
    assert (await count(sessions, files)).total() == 1
    assert places(files) == [f"berkas/{c * 64}" for c in "ab"]
    left = bytes(await (await obstore.get_async(files, kept.tempat)).bytes_async())
    assert left == spoilt


async def test_one_that_is_lost_stops_the_walk(kept, files, ring, sessions):
    """Its backup is under a key that may be an older one: it comes back before that is retired."""
    _, promoted = rotate(ring, Purpose.VALUE)
    await obstore.delete_async(files, kept.tempat)
    with pytest.raises(FileNotFoundError, match=kept.tempat):
        await count(sessions, files)
    with pytest.raises(FileNotFoundError, match=kept.tempat):
        await SealedFiles(files).walk(sessions, promoted)
