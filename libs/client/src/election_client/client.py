"""The client for programs that wait for each answer."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from election_client import flow, requests
from election_client.answer import Answer
from election_client.flow import Flow, Outcome, Step
from election_client.operation import Operation
from election_client.page import Page
from election_client.requests import Body, Requests

T = TypeVar("T")


class Client:
    """Speaks to the house through its gateway.

    Every path begins with the name of its service: `/voter-registry/v1/...`.

    Args:
        gateway: Base URL of the gateway.
        auth: Credentials; without any, only what is public is open.
        language: `id` or `en`, for titles and details of problems.
        transport: How requests are sent; httpx's own when None.
    """

    def __init__(
        self,
        gateway: str,
        auth: httpx.Auth | None = None,
        *,
        language: str = "id",
        transport: httpx.BaseTransport | None = None,
    ):
        settings = requests.settings(gateway, auth, language)
        self._http = httpx.Client(transport=transport, **settings)
        self._requests = Requests(self._http)

    def read(
        self, path: str, shape: type[T], *, known: Answer[T] | None = None, **query: Any
    ) -> Answer[T]:
        """Read a resource; `known` is given back when nothing has changed since."""
        build = self._requests.read(path, query, known.etag if known else None)
        return self._run(flow.read(build, shape, known))

    def items(self, path: str, shape: type[T], **query: Any) -> Iterator[T]:
        """Read a list to its end, page by page as it is asked for."""
        query = {"limit": requests.PAGE, **query}
        while True:
            page = self.read(path, Page[shape], **query).body  # type: ignore[valid-type]
            yield from page.data
            if page.berikut is None:
                return
            query["cursor"] = page.berikut

    def act(
        self,
        path: str,
        shape: type[T],
        body: Body | None = None,
        *,
        key: str | None = None,
        if_match: str | None = None,
        **query: Any,
    ) -> Answer[T]:
        """Ask for an act, once in effect however often it is sent.

        Args:
            path: Its address.
            shape: Shape of the answer.
            body: What it is about.
            key: Names the act; repeat it when an earlier call ended without an answer. Without one
                it is made, and the error carries it.
            if_match: ETag of the version that a decision is about.
            query: Parameters of the address.

        Raises:
            Conflict: That version is no longer the current one.
            Problem: The house said no for another reason; its `key` is the act's.
            httpx.TransportError: It could not be reached, or the answer was lost; the key is among
                the headers of its `request` (`idempotency-key`).
        """
        return self._run(flow.ask(self._requests.act(path, query, body, key, if_match), shape))

    def upload(
        self,
        path: str,
        shape: type[T],
        file: Path,
        *,
        media_type: str = "text/csv",
        key: str | None = None,
        progress: requests.Sent = requests.silent,
        **query: Any,
    ) -> Answer[T]:
        """Send a file as it is read; `progress` hears how many bytes are on their way."""

        def content() -> Iterator[bytes]:
            return requests.chunks(file, progress)

        return self._run(
            flow.ask(self._requests.upload(path, query, content, media_type, key), shape)
        )

    def wait(
        self,
        started: Answer[Any] | str,
        *,
        progress: Callable[[Operation], None] = requests.silent,
        patience: float = 3600.0,
    ) -> Operation:
        """Wait for the operation that an act has started, or for the one at a path.

        Raises:
            OperationFailed: It failed.
            TimeoutError: It had not ended after `patience` seconds; it goes on.
        """
        build = self._requests.read(flow.place(started), {})
        return self._run(flow.wait(build, progress, patience))

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the connections."""
        self.close()

    def _run(self, steps: Flow[T]) -> T:
        outcome: Outcome = None
        try:
            while True:
                outcome = self._take(steps.send(outcome))
        except StopIteration as end:
            value: T = end.value
            return value

    def _take(self, step: Step) -> Outcome:
        if isinstance(step, float):
            time.sleep(step)
            return None
        try:
            return self._http.send(step)
        except flow.UNSENT as failure:
            return failure
