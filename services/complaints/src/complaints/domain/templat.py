"""Templates of messages: names, parameters, words in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from election_common.errors import Refusal


@dataclass(frozen=True, slots=True)
class Templat:
    """A template; its parameters are those of its words, in the order that the provider has."""

    nama: str
    parameter: tuple[str, ...]
    id: str
    en: str

    def susun(self, bahasa: str, parameter: Mapping[str, str]) -> str:
        """Write the message out in one language."""
        return (self.en if bahasa == "en" else self.id).format(**parameter)


TEMPLAT: Mapping[str, Templat] = {
    nama: Templat(nama, tuple(row["parameter"]), row["id"], row["en"])
    for nama, row in tomllib.loads(
        (files("complaints.domain") / "templat.toml").read_text()
    ).items()
}


def require_templat(nama: str, parameter: Mapping[str, str]) -> Templat:
    """Return a template.

    Raises:
        Refusal: `templat-tidak-dikenal`; `parameter-templat-tidak-cocok`.
    """
    templat = TEMPLAT.get(nama)
    if templat is None:
        raise Refusal("templat-tidak-dikenal", templat=nama, dikenal=", ".join(sorted(TEMPLAT)))
    if set(parameter) != set(templat.parameter):
        wanted = ", ".join(templat.parameter) or "-"
        raise Refusal("parameter-templat-tidak-cocok", templat=nama, parameter=wanted)
    return templat
