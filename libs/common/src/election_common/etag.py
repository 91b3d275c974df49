"""Strong ETags of versions, and the If-Match that a decision needs, as HTTP has them."""

import re
from typing import Annotated

from fastapi import Depends, Header

from election_common.errors import Refusal

_FORM = re.compile(r'"(\d+)(?:-[\w-]+)?"')


def etag(version: int, view: str = "") -> str:
    """Strong ETag of a version, as one view (role mask, language) shows it."""
    return f'"{version}-{view}"' if view else f'"{version}"'


def _if_match(
    if_match: Annotated[
        str | None, Header(description="ETag of the version that the decision is about")
    ] = None,
) -> int:
    """Read the version that the caller has seen; a decision without one is refused (428)."""
    if if_match is None:
        raise Refusal("if-match-tidak-ada")
    match = _FORM.fullmatch(if_match.strip())
    return int(match[1]) if match else -1


IfMatch = Annotated[int, Depends(_if_match)]
