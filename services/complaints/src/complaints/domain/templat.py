"""Words that citizens read: templates of messages, and labels of states, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from election_common.errors import Refusal

_DOMAIN = files("complaints.domain")
_LABELS = tomllib.loads((_DOMAIN / "labels.toml").read_text())


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
    for nama, row in tomllib.loads((_DOMAIN / "templat.toml").read_text()).items()
}


#: Those that anybody may ask for: a PIN goes out sealed, and only by itself.
DIMINTA = {nama: templat for nama, templat in TEMPLAT.items() if "pin" not in templat.parameter}


def require_templat(nama: str, parameter: Mapping[str, str]) -> Templat:
    """Return a template that anybody may ask for.

    Raises:
        Refusal: `templat-tidak-dikenal`; `parameter-templat-tidak-cocok`.
    """
    templat = DIMINTA.get(nama)
    if templat is None:
        raise Refusal("templat-tidak-dikenal", templat=nama, dikenal=", ".join(sorted(DIMINTA)))
    if set(parameter) != set(templat.parameter):
        wanted = ", ".join(templat.parameter) or "-"
        raise Refusal("parameter-templat-tidak-cocok", templat=nama, parameter=wanted)
    return templat


def label(name: str, value: str, bahasa: str) -> str:
    """The plain words of an enum's value (`status.Status`)."""
    module, _, enum = name.partition(".")
    words: list[str] = _LABELS[module][enum][value]
    return words[1] if bahasa == "en" else words[0]
