"""A house of canned answers that notes what reaches it: what no real house can be made to say."""

from collections.abc import Callable, Iterable

import httpx
import pytest

from election_client import flow

Reply = httpx.Response | Exception


class House:
    """Gives its answers one after the other."""

    def __init__(self, replies: Iterable[Reply]):
        self.replies = list(replies)
        self.seen: list[httpx.Request] = []
        self.bodies: list[bytes] = []
        self.transport = httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        self.bodies.append(request.read())
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


@pytest.fixture
def house() -> Callable[..., House]:
    return lambda *replies: House(replies)


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """What a client waits; it passes at once."""
    waited: list[float] = []
    monkeypatch.setattr("election_client.client.time.sleep", waited.append)
    monkeypatch.setattr(flow.random, "uniform", lambda _, most: most)
    return waited
