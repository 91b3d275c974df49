"""Sending a kept file: as a download that no browser runs."""

import obstore
from fastapi import Request
from fastapi.responses import StreamingResponse

from election_common.berkas.tiba import Berkas

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


async def send(request: Request, berkas: Berkas, *, cache: str = "no-store") -> StreamingResponse:
    """Stream a file that left quarantine."""
    found = await obstore.get_async(request.app.state.files, berkas.tempat)
    name = f"{berkas.sidik[:16]}.{ENDINGS[berkas.jenis]}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-length": str(berkas.ukuran),
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": cache,
    }
    return StreamingResponse(found.stream(), media_type=berkas.jenis, headers=headers)
