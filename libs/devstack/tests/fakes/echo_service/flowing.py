"""Its answers that take longer to send than an answer may take to begin."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

router = APIRouter(prefix="/v1")

MIB = bytes(1 << 20)


@router.get("/operasi/1/aliran")
async def stream() -> StreamingResponse:
    async def parts() -> AsyncIterator[str]:
        for number in range(3):
            yield f"data: {number}\n\n"
            await asyncio.sleep(0.3)

    return StreamingResponse(parts(), media_type="text/event-stream")


@router.get("/dokumen-syarat/1")
async def file() -> StreamingResponse:
    """A part a second."""

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield MIB
            await asyncio.sleep(1)

    return StreamingResponse(parts(), media_type="application/pdf")


@router.get("/pemilihan/p/hasil-tps/1/pindaian/1")
async def scan() -> StreamingResponse:
    """As somebody has it who reads on purpose no further than its first byte."""

    async def parts() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(30)

    return StreamingResponse(parts(), media_type="application/pdf")


@router.post("/ekspor-kerja/{id}/pengambilan")
async def export(id: str) -> StreamingResponse:
    """More than lies between it and a slow reader; `lambat` does not even begin."""
    if id == "lambat":
        await asyncio.sleep(10)
    return StreamingResponse(iter([MIB] * 48), media_type="text/csv")
