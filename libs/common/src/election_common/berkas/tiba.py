"""Taking in a file: its size and digest while it comes, its type by what is in it.

A name that the sender gave is never used. The file is kept under its SHA-256, so that it says
itself whether it is still the one that was sent.
"""

import hashlib
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import obstore
from fastapi import Request

from election_common.errors import Refusal

MIB = 1 << 20


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
    return f"berkas/{sidik}"


async def receive(
    request: Request, *, maksimum: int = 10 * MIB, jenis: Collection[Jenis] = tuple(Jenis)
) -> Berkas:
    """Store the body of a request.

    Args:
        request: Its body is the file, as it stands.
        maksimum: The most bytes that are read.
        jenis: The types that are taken.

    Raises:
        Refusal: As `arrive`; `berkas-terlalu-besar` as soon as it is.
    """
    found, arriving = await arrive(request, maksimum=maksimum, jenis=jenis)
    files = request.app.state.files
    landing = f"tiba/{uuid4()}"
    await obstore.put_async(files, landing, arriving.chunks())
    berkas = Berkas(arriving.digest.hexdigest(), found, arriving.size)
    await obstore.rename_async(files, landing, berkas.tempat)
    return berkas


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
