"""Taking in a file: streamed into the store under its SHA-256, its size and type by its content."""

import hashlib
from collections.abc import AsyncIterator
from uuid import uuid4

import obstore
from fastapi import Request

from candidacy.usecases.syarat import Berkas
from election_common.errors import Refusal

MAX_BYTES = 10 << 20
#: How a file of each type begins.
SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
HEAD = max(len(s) for s in SIGNATURES.values())


async def receive(request: Request) -> Berkas:
    """Store the body of a request.

    Raises:
        Refusal: `berkas-terlalu-besar` as soon as it is; `jenis-berkas-tidak-didukung` before
            anything of it is kept.
    """
    arriving = _Arriving(request)
    await arriving.read_head()
    place = f"tiba/{uuid4()}"
    files = request.app.state.files
    await obstore.put_async(files, place, arriving.chunks())
    kept = f"berkas/{arriving.digest.hexdigest()}"
    await obstore.rename_async(files, place, kept)
    return Berkas(kept, arriving.digest.hexdigest(), arriving.size, arriving.type)


class _Arriving:
    """A body on its way in."""

    def __init__(self, request: Request):
        self._stream = request.stream()
        self._head = b""
        self.digest = hashlib.sha256()
        self.size = 0
        self.type = ""

    async def read_head(self) -> None:
        """Read until the type is known, or refuse it."""
        async for chunk in self._stream:
            self._head += self._counted(chunk)
            if len(self._head) >= HEAD:
                break
        self.type = next((t for t, s in SIGNATURES.items() if self._head.startswith(s)), "")
        if not self.type:
            raise Refusal("jenis-berkas-tidak-didukung", diterima="PDF, JPG, PNG")

    async def chunks(self) -> AsyncIterator[bytes]:
        """Hand on what came and what comes."""
        yield self._head
        async for chunk in self._stream:
            yield self._counted(chunk)

    def _counted(self, chunk: bytes) -> bytes:
        self.size += len(chunk)
        if self.size > MAX_BYTES:
            raise Refusal("berkas-terlalu-besar", maksimum=MAX_BYTES)
        self.digest.update(chunk)
        return chunk
