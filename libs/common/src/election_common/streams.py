"""`python -m election_common.streams FILE`: declares the streams and durable consumers of a file.

The deployment does it, as the broker's `admin`: no service may. It finds the server by NATS_URL and
CA_FILE, as every process does, and the admin's password as its own `nats_password`. Run again, it
changes what differs.
"""

import argparse
import asyncio
import ssl
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import NotFoundError
from pydantic import SecretStr

from election_common.settings import Settings
from election_common.tls import trusted

ADMIN = "admin"
TIMEOUT_SECONDS = 10


class StreamsSettings(Settings):
    """Where the server is, and the password of its `admin`."""

    nats_url: str
    nats_password: SecretStr
    ca_file: Path | None = None


class StreamsRefusedError(Exception):
    """The server does not let this user declare anything."""


def declaration(file: Path) -> dict[str, Any]:
    """Read what is declared."""
    return tomllib.loads(file.read_text())


async def declare(
    url: str,
    password: str,
    wanted: dict[str, Any],
    *,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Make streams and consumers as declared; what is there already is brought up to date.

    Raises:
        StreamsRefusedError: The server forbids the user to declare anything.
    """
    complaints: list[Exception] = []

    async def note(complaint: Exception) -> None:
        complaints.append(complaint)

    client = Client()
    await client.connect(
        url,
        user=ADMIN,
        password=password,
        tls=tls,
        inbox_prefix=f"_INBOX_{ADMIN}".encode(),
        connect_timeout=TIMEOUT_SECONDS,
        allow_reconnect=False,
        error_cb=note,
    )
    try:
        for name, stream in wanted["streams"].items():
            await _declare_stream(client, name, stream, wanted)
    except TimeoutError as failure:  # a forbidden call shows only as silence and a complaint
        raise StreamsRefusedError(f"NATS did not answer: {complaints or failure!r}") from failure
    finally:
        await client.close()


async def _declare_stream(
    client: Client, name: str, stream: dict[str, Any], wanted: dict[str, Any]
) -> None:
    jetstream = client.jetstream(timeout=TIMEOUT_SECONDS)
    config = StreamConfig(name=name, subjects=stream["subjects"], **wanted["stream"])
    await _ensure_stream(jetstream, config)
    for durable in stream["consumers"]:
        consumer = ConsumerConfig(name=durable, durable_name=durable, **wanted["consumer"])
        await jetstream.add_consumer(name, consumer)


async def _ensure_stream(jetstream: JetStreamContext, config: StreamConfig) -> None:
    try:
        await jetstream.stream_info(str(config.name))
    except NotFoundError:
        await jetstream.add_stream(config)
    else:
        await jetstream.update_stream(config)


def main(argv: Sequence[str]) -> None:
    """Declare them on the server that the settings name."""
    parser = argparse.ArgumentParser(prog="streams")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replicas", type=int, default=1, help="servers that keep each stream")
    given = parser.parse_args(argv)
    settings = StreamsSettings()
    wanted = declaration(given.file)
    wanted["stream"]["num_replicas"] = given.replicas
    tls = trusted(settings.ca_file) if settings.nats_url.startswith("tls://") else None
    password = settings.nats_password.get_secret_value()
    asyncio.run(declare(settings.nats_url, password, wanted, tls=tls))


if __name__ == "__main__":
    main(sys.argv[1:])
