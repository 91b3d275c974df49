"""Strong ETags, answers that spare an unchanged body, and the If-Match that a decision needs.

An ETag is `"version-language-digest"`. The digest is that of the body as this caller's role, in his
language, is shown it: so it names these very bytes, and no view is taken for another. A decision is
about the version alone; whoever sees less of it still may decide.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from election_common.catalogue import Language, language
from election_common.errors import Refusal

_FORM = re.compile(r'"(\d+)(?:-[\w-]+)?"')
DIGEST = 16


def etag(version: int) -> str:
    """ETag of a version in the answer of an act: good for If-Match, and no view's."""
    return f'"{version}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether the caller has the body already; compared weakly, as RFC 9110 has it."""
    known = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return tag in known or known == ["*"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One caller's reading of a resource that has versions."""

    language: Language
    if_none_match: str
    public: bool

    def answer(self, body: BaseModel, version: int) -> Response:
        """The body with its ETag, or 304 when the caller has it."""
        content = body.model_dump_json().encode()
        digest = hashlib.sha256(content).hexdigest()[:DIGEST]
        tag = f'"{version}-{self.language}-{digest}"'
        vary = "Accept-Language" if self.public else "Accept-Language, Authorization"
        cache = "no-cache" if self.public else "private, no-cache"
        headers = {"etag": tag, "vary": vary, "cache-control": cache}
        if is_known(tag, self.if_none_match):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="application/json")


IfNoneMatch = Annotated[
    str, Header(max_length=1000, description="ETag yang sudah dimiliki: 304 bila belum berubah")
]


async def _reading(request: Request, if_none_match: IfNoneMatch = "") -> Reading:
    words = language(request.headers.get("accept-language"))
    return Reading(words, if_none_match, public=False)


async def _public_reading(request: Request, if_none_match: IfNoneMatch = "") -> Reading:
    words = language(request.headers.get("accept-language"))
    return Reading(words, if_none_match, public=True)


Baca = Annotated[Reading, Depends(_reading)]
BacaUmum = Annotated[Reading, Depends(_public_reading)]


async def _if_match_if_any(
    if_match: Annotated[
        str | None,
        Header(max_length=200, description="ETag of the version that the decision is about"),
    ] = None,
) -> int | None:
    """Read the version that the caller has seen; None when he names none."""
    if if_match is None:
        return None
    match = _FORM.fullmatch(if_match.strip())
    return int(match[1]) if match else -1


#: For an act that makes the first version as well as the next ones: its use case asks.
IfMatchIfAny = Annotated[int | None, Depends(_if_match_if_any)]


async def _if_match(versi: IfMatchIfAny) -> int:
    """Read the version that the caller has seen; a decision without one is refused (428)."""
    if versi is None:
        raise Refusal("if-match-tidak-ada")
    return versi


IfMatch = Annotated[int, Depends(_if_match)]
