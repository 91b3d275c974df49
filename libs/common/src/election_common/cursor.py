"""Cursors: where the next page begins, signed, so that nobody can name a place of his own.

A cursor is good for the very list that gave it: the signature covers address and filters.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from election_common.errors import Refusal

PURPOSE = b"cursor|v1|"
SIGNATURE = 16
#: What says which part of a list is wanted, and not which list.
OWN_PARAMETERS = frozenset({"limit", "cursor", "hitung"})


@dataclass(frozen=True, slots=True)
class Cursors:
    """Writes and reads the cursors of one list."""

    key: bytes
    place: str

    @classmethod
    def of(cls, key: bytes, path: str, query: Iterable[tuple[str, str]]) -> "Cursors":
        """The cursors of the list that path and query name."""
        filters = sorted(pair for pair in query if pair[0] not in OWN_PARAMETERS)
        return cls(key, f"{path}?{urlencode(filters)}")

    def write(self, values: Iterable[object]) -> str:
        """The cursor after a row with these key values."""
        content = json.dumps([str(value) for value in values], ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(self._sign(content) + content).decode().rstrip("=")

    def read(self, cursor: str) -> list[str]:
        """Key values of a cursor; refuses a forged one, and that of another list."""
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (binascii.Error, ValueError) as failure:
            raise Refusal("kursor-tidak-sah") from failure
        content = raw[SIGNATURE:]
        if not hmac.compare_digest(raw[:SIGNATURE], self._sign(content)):
            raise Refusal("kursor-tidak-sah")
        values: list[str] = json.loads(content)
        return values

    def _sign(self, content: bytes) -> bytes:
        message = PURPOSE + self.place.encode() + b"\n" + content
        return hmac.digest(self.key, message, hashlib.sha256)[:SIGNATURE]
