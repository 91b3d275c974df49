"""Two schemas of one thing: may what was sent still be sent, is what was read still there?

A request may only get wider, an answer only narrower. Callers read answers with typed clients, so a
new value of an enum in an answer takes from them too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Schema = Mapping[str, Any]


class Way(Enum):
    """Which way the thing goes."""

    REQUEST = "request"
    ANSWER = "answer"


#: Limits that narrow a request when they rise (1) or fall (-1).
LIMITS = {
    **dict.fromkeys(("minLength", "minItems", "minimum", "exclusiveMinimum"), 1),
    **dict.fromkeys(("maxLength", "maxItems", "maximum", "exclusiveMaximum"), -1),
}


#: Keywords that name the values which may come; a pattern binds only those who send.
KEYWORDS = {
    Way.REQUEST: ("type", "format", "enum", "pattern"),
    Way.ANSWER: ("type", "format", "enum"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """The same place in both documents, and the references that were followed to it."""

    old_root: Schema
    new_root: Schema
    way: Way
    followed: frozenset[tuple[str, str]] = frozenset()

    def breaks(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        """What the new schema takes from callers."""
        step = (str(old.get("$ref", "")), str(new.get("$ref", "")))
        if any(step) and step in self.followed:
            return
        here = Pair(self.old_root, self.new_root, self.way, self.followed | {step})
        old, new = resolve(self.old_root, old), resolve(self.new_root, new)
        before, after = _branches_of(old), _branches_of(new)
        if len(before) > 1 or len(after) > 1:
            yield from here._branches(before, after, at)
            return
        yield from here._values(old, new, at)
        yield from here._limits(old, new, at)
        yield from here._properties(old, new, at)
        for inner in ("items", "additionalProperties"):
            if isinstance(old.get(inner), Mapping) and isinstance(new.get(inner), Mapping):
                yield from here.breaks(old[inner], new[inner], f"{at}/{inner}")

    def _branches(self, old: list[Schema], new: list[Schema], at: str) -> Iterator[str]:
        """Each thing that was sent is still taken; each that is answered was known."""
        for branch in old if self.way is Way.REQUEST else new:
            others = new if self.way is Way.REQUEST else old
            pairs = [(branch, o) if self.way is Way.REQUEST else (o, branch) for o in others]
            if all(any(True for _ in self.breaks(a, b, at)) for a, b in pairs):
                verb = "is no longer taken" if self.way is Way.REQUEST else "is answered now"
                yield f"{at}: {_name(branch)} {verb}"

    def _values(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        for keyword in KEYWORDS[self.way]:
            before, after = _values_of(old, keyword), _values_of(new, keyword)
            # No value is any value. What comes in must lie within what is taken.
            inner, outer = (before, after) if self.way is Way.REQUEST else (after, before)
            outside = outer and (not inner or inner - outer)
            if outside or (keyword == "enum" and after and before - after):
                yield f"{at}: {keyword} was {_said(before)}, is {_said(after)}"

    def _limits(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        if self.way is Way.ANSWER:
            return
        for keyword, sign in LIMITS.items():
            before, after = old.get(keyword), new.get(keyword)
            if after is not None and (before is None or (after - before) * sign > 0):
                yield f"{at}: {keyword} was {before}, is {after}"

    def _properties(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        required = set(old.get("required", ())), set(new.get("required", ()))
        closed = new.get("additionalProperties") is False
        for name in before.keys() - after.keys():
            if self.way is Way.ANSWER or closed:
                yield f"{at}/{name}: removed"
        if self.way is Way.REQUEST:
            yield from (f"{at}/{name}: is required now" for name in required[1] - required[0])
            if closed and old.get("additionalProperties") is not False and "properties" in old:
                yield f"{at}: refuses other fields now"
        else:
            lost = (required[0] - required[1]) & after.keys()
            yield from (f"{at}/{name}: may be missing now" for name in lost)
        for name in before.keys() & after.keys():
            yield from self.breaks(before[name], after[name], f"{at}/{name}")


def resolve(root: Schema, schema: Schema) -> Schema:
    """The schema itself, or the one that it refers to."""
    while "$ref" in schema:
        found: Any = root
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        schema = found
    return schema


def _branches_of(schema: Schema) -> list[Schema]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _values_of(schema: Schema, keyword: str) -> frozenset[str]:
    found = schema.get(keyword, [])
    if keyword == "enum" and "const" in schema:
        found = [schema["const"]]
    names = frozenset(map(str, found if isinstance(found, list) else [found]))
    return names | {"integer"} if "number" in names else names


def _said(values: frozenset[str]) -> str:
    return ", ".join(sorted(values)) or "anything"


def _name(schema: Schema) -> str:
    ref = schema.get("$ref")
    return str(ref).rpartition("/")[2] if ref else str(schema.get("type", "a form"))
