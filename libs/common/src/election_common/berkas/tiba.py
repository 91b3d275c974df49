"""Taking in a file: its size and digest while it comes, its type by what is in it.

A name that the sender gave is never used. The file lands in a place of its own; it is kept under
its SHA-256, so that it says itself whether it is still the one that was sent, once a row names it
(`karantina.admit`), and gone when its request is refused before.
"""

import contextlib
import hashlib
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import obstore
from fastapi import Request
from obstore.store import ObjectStore

from election_common.errors import Refusal

MIB = 1 << 20
#: Where files lie from their first byte to the row that names them, and then where they are kept.
LANDING, KEPT = "tiba", "berkas"


class Jenis(StrEnum):
    """Types of files that are taken in, as media types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


#: How a file of each type begins, at its first byte.
SIGNATURES = {
    Jenis.PDF: b"%PDF-",
    Jenis.JPEG: b"\xff\xd8\xff",
    Jenis.PNG: b"\x89PNG\r\n\x1a\n",
}
HEAD = max(len(signature) for signature in SIGNATURES.values())


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file as it was received.

    Attributes:
        sidik: Its SHA-256 in hexadecimal; of a sealed file, the keyed one.
        jenis: Its type by content.
        ukuran: Its size in bytes, as it was sent.
        unit: The unit under whose keys it is sealed; empty, it is not.
    """

    sidik: str
    jenis: Jenis
    ukuran: int
    unit: str = ""

    @property
    def tempat(self) -> str:
        """Where the file store keeps it."""
        return place(self.sidik)


def place(sidik: str) -> str:
    """Where the file store keeps the file of a digest."""
    return f"{KEPT}/{sidik}"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that has landed, and waits for the row that names it."""

    berkas: Berkas
    files: ObjectStore
    landing: str

    async def settle(self) -> None:
        """Put it where it is kept."""
        await obstore.rename_async(self.files, self.landing, self.berkas.tempat)


@asynccontextmanager
async def land(files: ObjectStore) -> AsyncIterator[str]:
    """A place of its own for a file; what lies there when the block fails is gone.

    What a process leaves that is killed, the worker sweeps (`yatim.discard_orphans`).
    """
    landing = f"{LANDING}/{uuid4()}"
    try:
        yield landing
    except BaseException:
        with contextlib.suppress(FileNotFoundError):  # it broke off, or was settled before
            await obstore.delete_async(files, landing)
        raise


@asynccontextmanager
async def receive(
    request: Request, *, maksimum: int = 10 * MIB, jenis: Collection[Jenis] = tuple(Jenis)
) -> AsyncIterator[Arrived]:
    """Store the body of a request, for as long as the block lasts and no row names it.

    Args:
        request: Its body is the file, as it stands.
        maksimum: The most bytes that are read.
        jenis: The types that are taken.

    Raises:
        Refusal: As `arrive`; `berkas-terlalu-besar` as soon as it is.
    """
    found, arriving = await arrive(request, maksimum=maksimum, jenis=jenis)
    files = request.app.state.files
    async with land(files) as landing:
        await obstore.put_async(files, landing, arriving.chunks())
        yield Arrived(Berkas(arriving.digest.hexdigest(), found, arriving.size), files, landing)


async def arrive(
    request: Request, *, maksimum: int = 10 * MIB, jenis: Collection[Jenis] = tuple(Jenis)
) -> tuple[Jenis, "Arriving"]:
    """Begin to take in the body of a request; returns its type, and what hands it on.

    Raises:
        Refusal: `jenis-berkas-tidak-diterima` before anything of it is kept.
    """
    arriving = Arriving(request.stream(), maksimum)
    found = await arriving.read_head()
    if found is None or found not in jenis:
        raise Refusal("jenis-berkas-tidak-diterima", diterima=", ".join(sorted(jenis)))
    return found, arriving


class Arriving:
    """A body on its way in."""

    def __init__(self, stream: AsyncIterator[bytes], maksimum: int):
        self._stream = stream
        self._maksimum = maksimum
        self._head = b""
        self.digest = hashlib.sha256()
        self.size = 0

    async def read_head(self) -> Jenis | None:
        """Read until the type is known."""
        async for chunk in self._stream:
            self._head += self._counted(chunk)
            if len(self._head) >= HEAD:
                break
        known = (jenis for jenis, begin in SIGNATURES.items() if self._head.startswith(begin))
        return next(known, None)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Hand on what came and what comes."""
        yield self._head
        async for chunk in self._stream:
            yield self._counted(chunk)

    def _counted(self, chunk: bytes) -> bytes:
        self.size += len(chunk)
        if self.size > self._maksimum:
            raise Refusal("berkas-terlalu-besar", maksimum=self._maksimum)
        self.digest.update(chunk)
        return chunk
