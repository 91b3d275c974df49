"""The requests that the house takes, made alike for both clients."""

import json
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import httpx
from pydantic import BaseModel

TIMEOUT_SECONDS = 65.0
CHUNK = 1 << 20
BATCH = 500
PAGE = 200

#: A JSON object as a model of `election_client.models`, or as it stands.
Body: TypeAlias = BaseModel | Mapping[str, Any]
Query: TypeAlias = Mapping[str, Any]
#: Makes a request anew for each time that it is sent, with the same headers.
Build: TypeAlias = Callable[[], httpx.Request]
#: Hears how many bytes of an upload are on their way.
Sent: TypeAlias = Callable[[int], None]


def settings(gateway: str, auth: httpx.Auth | None, language: str) -> dict[str, Any]:
    """What both clients tell httpx."""
    return {
        "base_url": gateway,
        "auth": auth,
        "timeout": TIMEOUT_SECONDS,
        "headers": {"accept-language": language},
        "follow_redirects": True,
    }


@dataclass(frozen=True, slots=True)
class Requests:
    """Makes the requests of one client."""

    http: httpx.Client | httpx.AsyncClient

    def read(self, path: str, query: Query, etag: str | None = None) -> Build:
        """A reading; with the ETag of a known body, of what has changed since."""
        headers = {"if-none-match": etag} if etag else {}
        return lambda: self.http.build_request("GET", path, params=query, headers=headers)

    def act(
        self, path: str, query: Query, body: Body | None, key: str | None, if_match: str | None
    ) -> Build:
        """An act; without a key it gets one, which its retries share."""
        headers = _key(key) | {"content-type": "application/json"}
        if if_match:
            headers["if-match"] = if_match
        content = _json(body)
        return lambda: self.http.build_request(
            "POST", path, params=query, headers=headers, content=content
        )

    def upload(
        self,
        path: str,
        query: Query,
        content: Callable[[], Iterable[bytes] | AsyncIterator[bytes]],
        media_type: str,
        key: str | None,
    ) -> Build:
        """A file sent as it is read; `content` begins to read it anew."""
        headers = _key(key) | {"content-type": media_type}
        return lambda: self.http.build_request(
            "POST", path, params=query, headers=headers, content=content()
        )


def chunks(file: Path, sent: Sent) -> Iterator[bytes]:
    """A file in pieces."""
    with file.open("rb") as source:
        done = 0
        while piece := source.read(CHUNK):
            yield piece
            done += len(piece)
            sent(done)


async def chunks_async(file: Path, sent: Sent) -> AsyncIterator[bytes]:
    """The same for a client that does not block; a piece is read in a blink."""
    for piece in chunks(file, sent):
        yield piece


def batches(lines: Iterable[str], size: int = BATCH) -> Iterator[list[dict[str, Any]]]:
    """The objects of an NDJSON file in batches of at most `size`; empty lines are skipped."""
    objects = (json.loads(line) for line in lines if line.strip())
    while batch := list(islice(objects, size)):
        yield batch


def is_object(line: bytes) -> bool:
    """Whether a line is a JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def silent(_: object) -> None:
    """Hear of progress and say nothing."""


def _key(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key or uuid.uuid4().hex}


def _json(body: Body | None) -> bytes:
    """A body as JSON; fields that a model was not given stay out of it."""
    if isinstance(body, BaseModel):
        return body.model_dump_json(by_alias=True, exclude_unset=True).encode()
    return json.dumps(body or {}, ensure_ascii=False).encode()
