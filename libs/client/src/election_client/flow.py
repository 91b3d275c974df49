"""What the client does, without doing it: generators that want requests sent and time to pass.

Both clients run the same flows; only their way of sending and sleeping differs. So what a retry is
stands here once.
"""

import random
from collections.abc import Callable, Generator
from typing import Any, TypeAlias, TypeVar

import httpx

from election_client.answer import Answer
from election_client.operation import Operation, ended
from election_client.problem import problem_of, retry_after
from election_client.requests import Build

T = TypeVar("T")

#: What a flow wants next: a request sent, or so many seconds to pass.
Step: TypeAlias = httpx.Request | float
#: What came of it: a response, a request that never reached the house, or nothing (time passed).
Outcome: TypeAlias = httpx.Response | httpx.TransportError | None
Flow: TypeAlias = Generator[Step, Outcome, T]

#: The request has certainly had no effect.
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout)
WAITING_HELPS = frozenset({429, 503})
PAUSES_SECONDS = (0.5, 1.0)
LONGEST_PAUSE_SECONDS = 60.0
POLL_SECONDS = 0.5
POLL_LONGEST_SECONDS = 5.0


def exchange(build: Build) -> Flow[httpx.Response]:
    """Send a request until there is an answer that waiting does not change, three times at most.

    Raises:
        Problem: The house said no.
        httpx.TransportError: It could not be reached, or the answer was lost. After a lost answer
            an act may have been done: ask again with the same key.
    """
    for pause in PAUSES_SECONDS:
        outcome = yield build()
        wait = _wait(outcome, pause)
        if wait is None:
            return _answer(outcome)
        yield wait
    return _answer((yield build()))


def ask(build: Build, shape: type[T]) -> Flow[Answer[T]]:
    """Send a request; its answer is read in a shape."""
    return Answer.of((yield from exchange(build)), shape)


def read(build: Build, shape: type[T], known: Answer[T] | None) -> Flow[Answer[T]]:
    """Read a resource; `known` is given back when it has not changed."""
    response = yield from exchange(build)
    if known is not None and response.status_code == httpx.codes.NOT_MODIFIED:
        return known
    return Answer.of(response, shape)


def wait(build: Build, progress: Callable[[Operation], None], patience: float) -> Flow[Operation]:
    """Ask for an operation until it has ended.

    Raises:
        OperationFailed: It failed.
        TimeoutError: It had not ended after `patience` seconds; it goes on.
    """
    waited, pause = 0.0, POLL_SECONDS
    while True:
        response = yield from exchange(build)
        operation = Operation.model_validate_json(response.content)
        progress(operation)
        if ended(operation):
            return operation
        if waited >= patience:
            raise TimeoutError(f"operation {operation.id} is still at work")
        seconds = retry_after(response) or pause
        waited += seconds
        pause = min(pause * 2, POLL_LONGEST_SECONDS)
        yield seconds


def place(started: Answer[Any] | str) -> str:
    """Path of an operation: that which an answer names, or the path itself."""
    return started if isinstance(started, str) else str(started.location)


def _wait(outcome: Outcome, pause: float) -> float | None:
    """Seconds until another try, with full jitter; None when that would not help."""
    jitter = random.uniform(0, pause)  # noqa: S311 - spreads callers, keeps no secret
    if isinstance(outcome, UNSENT):
        return jitter
    if not isinstance(outcome, httpx.Response) or outcome.status_code not in WAITING_HELPS:
        return None
    asked = retry_after(outcome) or 0.0
    return asked + jitter if asked <= LONGEST_PAUSE_SECONDS else None


def _answer(outcome: Outcome) -> httpx.Response:
    if isinstance(outcome, httpx.Response):
        if outcome.is_success or outcome.status_code == httpx.codes.NOT_MODIFIED:
            return outcome
        raise problem_of(outcome)
    if outcome is None:
        raise TypeError("a request has an outcome")
    raise outcome
