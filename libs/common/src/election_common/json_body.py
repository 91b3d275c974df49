"""JSON as RFC 8259 and I-JSON have it: one meaning for everybody who reads it, or refused.

Python's reader lets pass what other readers, or PostgreSQL, do not: NaN, a key twice (the last one
wins), NUL and halves of surrogate pairs in text, numbers without bound, nesting without end.
"""

import json
import math
import re
from typing import Any

from election_common.errors import Refusal

MAX_DEPTH = 32
MAX_INT = 2**63 - 1
MAX_DIGITS = len(str(MAX_INT)) + 1

#: An escape that stands for NUL or for half of a surrogate pair; a doubled backslash is none.
_ODD_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|[dD][89a-fA-F])")


def require_sound_json(raw: bytes) -> None:
    """Refuse a body that is no JSON, or JSON of doubtful meaning (`permintaan-tidak-terbaca`)."""
    try:
        text = raw.decode()
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_int,
            parse_float=_float,
        )
        if _ODD_ESCAPE.search(text):
            _require_sound_text(value)
    except (ValueError, RecursionError) as failure:
        raise Refusal("permintaan-tidak-terbaca", sebab=_reason(failure)) from failure
    _require_shallow(value)


class _UnsoundError(ValueError):
    """JSON that is well formed and still refused; its text is told to the caller."""


def _reason(failure: Exception) -> str:
    """What was wrong, never a piece of the body: it may be personal."""
    if isinstance(failure, _UnsoundError):
        return str(failure)
    if isinstance(failure, UnicodeError):
        return "UTF-8"
    return "JSON"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _UnsoundError("JSON, kunci ganda / duplicate key")
    return made


def _constant(_: str) -> float:
    raise _UnsoundError("JSON, NaN / Infinity")


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS or abs(value := int(digits)) > MAX_INT:
        raise _UnsoundError("JSON, |angka| > 2^63 / number out of range")
    return value


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _UnsoundError("JSON, angka di luar jangkauan / number out of range")
    return value


def _require_sound_text(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)  # writes NUL as an escape again
    text.encode()  # a lone surrogate has no UTF-8
    if "\\u0000" in text.replace("\\\\", ""):
        raise _UnsoundError("JSON, NUL")


def _require_shallow(value: object) -> None:
    """Walk the containers level by level, so that the walk itself has no depth."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal("permintaan-tidak-terbaca", sebab=f"JSON, > {MAX_DEPTH} tingkat / levels")
        children = (c.values() if isinstance(c, dict) else c for c in level)
        level = [x for values in children for x in values if isinstance(x, dict | list)]
