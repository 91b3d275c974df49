"""Sealed files: those of a unit that reads alone, unreadable to whoever has the file store.

A file is sealed in pieces with AES-256-GCM. Each is bound to the file's digest, its number, and
whether it is the last: one that was changed, swapped, cut off or put elsewhere does not open. The
digest itself is keyed, so that a dump does not tell who sent a known document.
"""

import os
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

import obstore
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from fastapi import Request
from obstore.store import ObjectStore

from election_common.berkas import tiba
from election_common.berkas.tiba import Arrived, Berkas, land
from election_common.keyring import NONCE, Keyring

PIECE = 1 << 16
TAG = 16
#: No head of a sealed file is longer: a byte, and as many as it can count.
HEAD = 256
PURPOSE = "berkas"


def keys_of(keyring: Keyring, unit: str) -> Keyring:
    """The keys of the files of a unit, which open nothing else of it."""
    return keyring.of(unit).of(PURPOSE)


def keyed(keys: Keyring, sidik: str) -> str:
    """The digest under which a sealed file is known, in hexadecimal."""
    return keys.blind(PURPOSE, sidik)[-SHA256.digest_size :].hex()


@asynccontextmanager
async def receive(request: Request, unit: str) -> AsyncIterator[Arrived]:
    """Store the body of a request as `tiba.receive` does, sealed for a unit from its first byte on.

    Raises:
        Refusal: As of `tiba.receive`.
    """
    jenis, arriving = await tiba.arrive(request)
    files, keys = request.app.state.files, keys_of(request.app.state.keyring, unit)
    async with land(files) as first, land(files) as landing:
        await obstore.put_async(files, first, seal(keys, arriving.chunks(), first))
        sidik = keyed(keys, arriving.digest.hexdigest())
        # Its digest is known only now, and is what the pieces are to be bound to.
        content = open_(keys, (await obstore.get_async(files, first)).stream(), first)
        await obstore.put_async(files, landing, seal(keys, content, sidik))
        await obstore.delete_async(files, first)
        yield Arrived(Berkas(sidik, jenis, arriving.size, unit), files, landing)


async def read(files: ObjectStore, berkas: Berkas, keyring: Keyring) -> AsyncIterator[bytes]:
    """The content of a kept file as it was sent; a sealed one is opened on the way.

    Raises:
        InvalidTag: While it is read, at the first piece that is not what was sealed for this file.
    """
    stored = (await obstore.get_async(files, berkas.tempat)).stream()
    return open_(keys_of(keyring, berkas.unit), stored, berkas.sidik) if berkas.unit else stored


async def seal(keys: Keyring, content: AsyncIterable[bytes], place: str) -> AsyncIterator[bytes]:
    """Seal content for a place: `len(kid) | kid`, then `nonce | ciphertext` for each piece."""
    sealer = keys.sealer()
    yield sealer.head
    async for number, piece, last in _pieces(_Reader(content), PIECE):
        nonce = os.urandom(NONCE)
        yield nonce + sealer.box.encrypt(nonce, piece, _bound(place, number, last))


async def open_(keys: Keyring, sealed: AsyncIterable[bytes], place: str) -> AsyncIterator[bytes]:
    """Open what `seal` has sealed for a place; raises InvalidTag when it was not.

    What is under a key that was retired is taken for the same.
    """
    reader = _Reader(sealed)
    if not (length := await reader.read(1)):
        raise InvalidTag
    kid = _name(await reader.read(length[0]))
    if kid not in keys.values.keys:
        raise InvalidTag
    box = AESGCM(keys.values.keys[kid])
    async for number, piece, last in _pieces(reader, NONCE + PIECE + TAG):
        if len(piece) < NONCE + TAG:
            raise InvalidTag
        yield box.decrypt(piece[:NONCE], piece[NONCE:], _bound(place, number, last))


async def kid_of(files: ObjectStore, berkas: Berkas) -> str:
    """Under which key a sealed file is kept, as its head says; reads no more of it.

    Raises:
        FileNotFoundError: The store has lost it.
    """
    head = bytes(await obstore.get_range_async(files, berkas.tempat, start=0, length=HEAD))
    return _name(head[1 : 1 + head[0]])


def _name(kid: bytes) -> str:
    """The id of a key; of what is no head, one that no key has."""
    return kid.decode(errors="replace")


class _Reader:
    """Reads as many bytes as are asked for, however they arrive."""

    def __init__(self, parts: AsyncIterable[bytes]):
        self._parts = aiter(parts)
        self._held = bytearray()

    async def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        while len(self._held) < size and (part := await anext(self._parts, None)) is not None:
            self._held += part
        found = bytes(self._held[:size])
        del self._held[:size]
        return found


async def _pieces(reader: _Reader, size: int) -> AsyncIterator[tuple[int, bytes, bool]]:
    """Pieces of one size with their numbers; the last, which may be shorter, is told as such."""
    number, piece = 0, await reader.read(size)
    while True:
        following = await reader.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _bound(place: str, number: int, last: bool) -> bytes:
    return f"{place}|{number}|{last:d}".encode()
