"""Declares the streams and durable consumers of `deploy/nats/streams.yaml`.

For a server elsewhere: `NATS_PASSWORD_ADMIN=... python -m devstack.nats_streams tls://HOST:4222
--authority ca.crt --replicas 3`; run again, it changes what differs.
"""

import argparse
import asyncio
import os
import ssl
import sys
from collections.abc import Sequence
from typing import Any

import yaml
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import NotFoundError

from devstack.checkout import ROOT
from devstack.errors import DevstackError

DECLARATION = ROOT / "deploy/nats/streams.yaml"
TIMEOUT_SECONDS = 10


def declaration() -> dict[str, Any]:
    """Read what is declared."""
    declared: dict[str, Any] = yaml.safe_load(DECLARATION.read_text())
    return declared


def users() -> list[str]:
    """Names of the services that have a stream, each with a user of its own."""
    subjects = (stream["subjects"][0] for stream in declaration()["streams"].values())
    return [first.removesuffix(".>") for first in subjects if not first.startswith("$")]


async def declare(
    url: str,
    password: str,
    wanted: dict[str, Any],
    *,
    user: str = "admin",
    tls: ssl.SSLContext | None = None,
) -> None:
    """Make streams and consumers as declared; what is there already is brought up to date.

    Raises:
        DevstackError: The server refused the user or a change.
    """
    complaints: list[Exception] = []

    async def note(complaint: Exception) -> None:
        complaints.append(complaint)

    client = Client()
    await client.connect(
        url,
        user=user,
        password=password,
        tls=tls,
        inbox_prefix=b"_INBOX_admin",
        connect_timeout=TIMEOUT_SECONDS,
        allow_reconnect=False,
        error_cb=note,
    )
    try:
        for name, stream in wanted["streams"].items():
            await _declare_stream(client, name, stream, wanted)
    except TimeoutError as failure:  # a forbidden call shows only as silence and a complaint
        raise DevstackError(f"NATS did not answer: {complaints or failure!r}") from failure
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


def main(argv: Sequence[str], password: str) -> None:
    """Declare them on the server that the command line names."""
    parser = argparse.ArgumentParser(prog="devstack.nats_streams", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--authority", help="PEM file; without it those of this machine")
    parser.add_argument("--replicas", type=int, default=1, help="servers that keep each stream")
    given = parser.parse_args(argv)
    wanted = declaration()
    wanted["stream"]["num_replicas"] = given.replicas
    trusted = ssl.create_default_context(cafile=given.authority)
    tls = trusted if given.url.startswith("tls://") else None
    asyncio.run(declare(given.url, password, wanted, tls=tls))


if __name__ == "__main__":
    main(sys.argv[1:], os.environ["NATS_PASSWORD_ADMIN"])
