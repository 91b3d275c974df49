"""Names of several documents in one: what clashes gets its service's name in front.

A name is a JSON pointer such as `#/components/schemas/Tps`. Two documents may share a name when
they mean the same by it, all that it refers to included.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]

POINTER = re.compile(r"#/(components/[^/]+|channels|operations)/[^/]+")
MAPS = ("channels", "operations")


def definitions(document: Document) -> dict[str, Any]:
    """All that a document defines, by pointer."""
    found = {}
    for section, members in document.get("components", {}).items():
        for name, content in members.items():
            found[f"#/components/{section}/{_escape(name)}"] = content
    for section in MAPS:
        for name, content in document.get(section, {}).items():
            found[f"#/{section}/{_escape(name)}"] = content
    return found


def references(content: object) -> set[str]:
    """Pointers that a part of a document refers to."""
    if isinstance(content, Mapping):
        return set().union(*(references(value) for value in content.values()))
    if isinstance(content, str):
        match = POINTER.match(content)
        return {match[0]} if match else set()
    if isinstance(content, Sequence):
        return set().union(*(references(item) for item in content))
    return set()


def clashes(documents: Sequence[Document]) -> set[str]:
    """Pointers that several documents define, and not alike."""
    defined = [definitions(document) for document in documents]
    counts = Counter(pointer for one in defined for pointer in one)
    shared = {pointer for pointer, count in counts.items() if count > 1}
    variants = {p: [one[p] for one in defined if p in one] for p in shared}
    found = {p for p in shared if any(variant != variants[p][0] for variant in variants[p])}
    while more := {p for p in shared - found if references(variants[p][0]) & found}:
        found |= more
    return found


def rename(content: Any, service: str, names: set[str]) -> Any:  # noqa: ANN401 (any JSON)
    """The same content with these names carrying the service's, in keys and references."""
    if isinstance(content, Mapping):
        return {key: rename(value, service, names) for key, value in content.items()}
    if isinstance(content, str):
        match = POINTER.match(content)
        if match and match[0] in names:
            return prefixed(match[0], service) + content[match.end() :]
        return content
    if isinstance(content, Sequence):
        return [rename(item, service, names) for item in content]
    return content


def prefixed(pointer: str, service: str) -> str:
    """The pointer with the service's name in front of its last part."""
    path, _, name = pointer.rpartition("/")
    return f"{path}/{service.replace('-', '_')}_{name}"


def assemble(documents: Mapping[str, Document]) -> dict[str, Any]:
    """All definitions of all services under names that do not clash, laid out as a document."""
    names = clashes(list(documents.values()))
    merged: dict[str, Any] = {}
    for service, document in documents.items():
        for pointer, content in definitions(document).items():
            own = prefixed(pointer, service) if pointer in names else pointer
            *path, name = own.removeprefix("#/").split("/")
            place = merged
            for step in path:
                place = place.setdefault(step, {})
            place[_unescape(name)] = rename(content, service, names)
    return merged


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _unescape(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")
