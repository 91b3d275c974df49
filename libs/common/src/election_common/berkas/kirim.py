"""Sending a kept file: as a download that no browser runs."""

from collections.abc import AsyncIterator

from cryptography.exceptions import InvalidTag
from fastapi import Request
from fastapi.responses import StreamingResponse

from election_common.berkas import tersegel
from election_common.berkas.tiba import Berkas
from election_common.errors import Refusal

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


async def send(request: Request, berkas: Berkas, *, cache: str = "no-store") -> StreamingResponse:
    """Stream a file that left quarantine; refuses with `berkas-tidak-utuh` one that was swapped."""
    state = request.app.state
    content = await tersegel.read(state.files, berkas, state.keyring)
    try:
        first = await anext(aiter(content))
    except InvalidTag as failure:
        raise Refusal("berkas-tidak-utuh") from failure
    name = f"{berkas.sidik[:16]}.{ENDINGS[berkas.jenis]}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-length": str(berkas.ukuran),
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": cache,
    }
    return StreamingResponse(_resumed(first, content), media_type=berkas.jenis, headers=headers)


async def _resumed(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in rest:
        yield part
