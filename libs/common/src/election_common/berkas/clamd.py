"""The virus scanner: clamd by its protocol, when one is configured."""

import asyncio
import struct
from pathlib import Path

CHUNK = 1 << 16
TIMEOUT_SECONDS = 30.0


class ScannerAwayError(Exception):
    """The scanner does not answer as it should; nothing is known of the file."""


async def scan(address: str, path: Path) -> str | None:
    """Scan a file by INSTREAM: the name of what was found, or None.

    Args:
        address: `host:port`.
        path: The file.

    Raises:
        ScannerAwayError: No verdict came.
    """
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            answer = await _ask(address, path)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as failure:
        raise ScannerAwayError(type(failure).__name__) from failure
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return None
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerAwayError(verdict)


async def _ask(address: str, path: Path) -> str:
    host, _, port = address.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(b"zINSTREAM\0")
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                writer.write(struct.pack("!I", len(chunk)) + chunk)
                await writer.drain()
        writer.write(struct.pack("!I", 0))
        await writer.drain()
        return (await reader.readuntil(b"\0"))[:-1].decode()
    finally:
        writer.close()
