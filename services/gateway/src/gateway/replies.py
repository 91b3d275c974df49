"""The gateway's own answers: one catalogue for Envoy and for the control plane."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

MEDIA_TYPE = "application/problem+json"

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said with one status: a stable code, `(title, detail)` per language."""

    status: int
    code: str
    id: tuple[str, str]
    en: tuple[str, str]
    retry_after: int | None = None

    def problem(self, language: Language, trace_id: str) -> dict[str, object]:
        """The problem document (RFC 9457) of this reply."""
        title, detail = self.en if language == "en" else self.id
        return {
            "type": f"urn:kpu-babel:galat:{self.code}",
            "title": title,
            "status": self.status,
            "detail": detail,
            "code": self.code,
            "trace_id": trace_id,
        }

    def headers(self, language: Language) -> dict[str, str]:
        """Headers that go with the document."""
        wait = {} if self.retry_after is None else {"retry-after": str(self.retry_after)}
        return {"content-language": language, **wait}


@cache
def replies() -> dict[int, Reply]:
    """All replies by status."""
    raw = tomllib.loads((files("gateway") / "replies.toml").read_text())
    return {
        int(status): Reply(
            status=int(status),
            code=row["code"],
            id=tuple(row["id"]),
            en=tuple(row["en"]),
            retry_after=row.get("retry_after"),
        )
        for status, row in raw.items()
    }
