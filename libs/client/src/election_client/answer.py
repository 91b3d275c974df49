"""An answer: a body in the shape that was asked for, and what the next act needs to know."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx
from pydantic import TypeAdapter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A body with the facts about it.

    Attributes:
        body: What was asked for.
        etag: Names the version that was seen; a decision about it sends it as `if_match`.
        location: Path, at the gateway, of what the act made or started.
        replayed: Whether the act had been done before under the same key.
    """

    body: T
    etag: str | None = None
    location: str | None = None
    replayed: bool = False

    @classmethod
    def of(cls, response: httpx.Response, shape: type[T] | Any) -> "Answer[T]":  # noqa: ANN401 - a type form
        """Read an answer in a shape: a model, or any type that pydantic knows."""
        return cls(
            body=TypeAdapter(shape).validate_json(response.content),
            etag=response.headers.get("etag"),
            location=_at_gateway(response),
            replayed=response.headers.get("idempotency-replayed") == "true",
        )


def _at_gateway(response: httpx.Response) -> str | None:
    """A service names places without its own name, which the gateway takes off."""
    location: str | None = response.headers.get("location")
    if location is None or not location.startswith("/v1/"):
        return location
    return f"/{response.request.url.path.split('/')[1]}{location}"
