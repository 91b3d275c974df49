"""Hooks of Schemathesis: calls that get past the door, so that what lies behind it is tested.

Only what is well formed is replaced, by what exists: a malformed value stays, to be refused.
"""

import os
import re
import uuid
from typing import Any

import schemathesis

PEMILIHAN = re.compile(r"[a-z0-9-]{3,40}")
UUID = re.compile(r"[0-9a-fA-F-]{36}")
FIRST = '"1"'
LONGEST_CURSOR = 1000

Values = dict[str, Any] | None


@schemathesis.hook
def map_headers(_: Any, headers: Values) -> Values:  # noqa: ANN401 - a hook of a library
    """Give each call a key of its own: another call's answer would hide the act."""
    headers = dict(headers or {})
    if headers.get("Idempotency-Key"):
        headers["Idempotency-Key"] = uuid.uuid4().hex
    if headers.get("if-match"):
        headers["if-match"] = FIRST
    return headers


@schemathesis.hook
def map_path_parameters(_: Any, path: Values) -> Values:  # noqa: ANN401 - a hook of a library
    """Name a list or an election that exists."""
    wish = str((path or {}).get("id", ""))
    if path and UUID.fullmatch(wish):
        path["id"] = os.environ["FUZZ_DAFTAR"]
    elif path and PEMILIHAN.fullmatch(wish):
        path["id"] = os.environ["FUZZ_PEMILIHAN"]
    return path


@schemathesis.hook
def map_query(_: Any, query: Values) -> Values:  # noqa: ANN401 - a hook of a library
    """Name an election that exists, and no cursor: none that is made up can be right."""
    if query and len(str(query.get("cursor", ""))) <= LONGEST_CURSOR:
        query.pop("cursor", None)
    if query and PEMILIHAN.fullmatch(str(query.get("pemilihan", ""))):
        query["pemilihan"] = os.environ["FUZZ_PEMILIHAN"]
    return query
