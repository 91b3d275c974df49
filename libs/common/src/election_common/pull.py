"""Pulling from a durable consumer that the deployment has declared."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import nats.errors
from nats.aio.msg import Msg
from nats.js import JetStreamContext

FETCH = 200
FETCH_SECONDS = 2.0
#: How long a batch is filled after its first message: a request for many waits for all of them.
FILL_SECONDS = 0.02

Pull = JetStreamContext.PullSubscription


@asynccontextmanager
async def pulling(js: JetStreamContext, *, stream: str, durable: str) -> AsyncIterator[Pull]:
    """Bind to the consumer; the subscription ends with the block, however that ends."""
    subscription = await js.pull_subscribe_bind(consumer=durable, stream=stream)
    try:
        yield subscription
    finally:
        with contextlib.suppress(nats.errors.Error):
            await subscription.unsubscribe()


async def fetch(subscription: Pull) -> list[Msg]:
    """Wait a while for a message; take with it those that are there too."""
    batch: list[Msg] = []
    with contextlib.suppress(TimeoutError):  # the library raises its own and the builtin one
        batch += await subscription.fetch(1, timeout=FETCH_SECONDS)
        batch += await subscription.fetch(FETCH, timeout=FILL_SECONDS)
    return batch
