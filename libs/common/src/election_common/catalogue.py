"""The catalogue of problems: each code once, with its kind and its words in both languages."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from typing import Literal

from election_common.errors import Kind, Refusal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem: kind, `(title, detail)` per language, and when to try again."""

    kind: Kind
    id: tuple[str, str]
    en: tuple[str, str]
    retry_after: int | None = None

    def placeholders(self, language: Language) -> set[str]:
        """Names that the words of one language use."""
        words = self.id if language == "id" else self.en
        return {name for word in words for _, name, _, _ in Formatter().parse(word) if name}


class Catalogue:
    """All problems that one service can answer with."""

    def __init__(self, *packages: str):
        """Read `problems.toml` of each package; raises ValueError on a code that stands twice."""
        self.entries: dict[str, Entry] = {}
        for package in ("election_common", *packages):
            self._read(package)

    def _read(self, package: str) -> None:
        raw = tomllib.loads((files(package) / "problems.toml").read_text())
        for code, row in raw.items():
            if code in self.entries:
                raise ValueError(f"problem {code} stands twice")
            self.entries[code] = Entry(
                kind=Kind(row["kind"]),
                id=tuple(row["id"]),
                en=tuple(row["en"]),
                retry_after=row.get("retry_after"),
            )

    def words(self, refusal: Refusal, language: Language) -> tuple[str, str]:
        """Title and detail of a refusal; raises KeyError on a missing parameter."""
        entry = self.entries[refusal.code]
        title, detail = entry.id if language == "id" else entry.en
        return title, detail.format(**refusal.params)


def language(accept_language: Iterable[str] | str | None) -> Language:
    """Indonesian, unless the caller's first wish is English."""
    wish = accept_language if isinstance(accept_language, str) else ""
    return "en" if wish.strip().lower().startswith("en") else "id"
