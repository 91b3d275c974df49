"""Two documents of one service, operation by operation."""

from collections.abc import Iterator
from typing import Any

from devstack.openapi_diff.schema import Pair, Schema, Way, resolve

METHODS = ("get", "put", "post", "delete", "patch")


def breaking(old: Schema, new: Schema) -> list[str]:
    """What the new document takes from callers of the old one; nothing when it is a new version."""
    if major(new) > major(old):
        return []
    found: list[str] = []
    for path, item in old["paths"].items():
        for method in item.keys() & METHODS:
            place = f"{method.upper()} {path}"
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                found.append(f"{place}: removed")
            else:
                found += _operation(old, new, item[method], after, place)
    return sorted(found)


def major(document: Schema) -> int:
    """The version of the contract."""
    return int(str(document["info"]["version"]).partition(".")[0])


def _operation(
    old_root: Schema, new_root: Schema, old: Schema, new: Schema, at: str
) -> Iterator[str]:
    request = Pair(old_root, new_root, Way.REQUEST)
    answer = Pair(old_root, new_root, Way.ANSWER)
    yield from _parameters(request, old, new, at)
    yield from _body(request, old.get("requestBody"), new.get("requestBody"), f"{at} body")
    responses = new["responses"]
    for status, before in old["responses"].items():
        if status not in responses:
            yield f"{at} {status}: removed"
            continue
        after = resolve(new_root, responses[status])
        yield from _content(answer, resolve(old_root, before), after, f"{at} {status}")
    if "security" in new and "security" not in old:
        yield f"{at}: needs a token now"


def _parameters(pair: Pair, old: Schema, new: Schema, at: str) -> Iterator[str]:
    before, after = _by_name(pair.old_root, old), _by_name(pair.new_root, new)
    for name in before.keys() - after.keys():
        yield f"{at} {name}: removed"
    for name, parameter in after.items():
        known = before.get(name)
        if parameter.get("required") and not (known and known.get("required")):
            yield f"{at} {name}: is required now"
        if known:
            yield from pair.breaks(
                known.get("schema", {}), parameter.get("schema", {}), f"{at} {name}"
            )


def _by_name(root: Schema, operation: Schema) -> dict[str, Any]:
    found = [resolve(root, parameter) for parameter in operation.get("parameters", ())]
    return {f"{parameter['in']} {parameter['name']}": parameter for parameter in found}


def _body(pair: Pair, old: Schema | None, new: Schema | None, at: str) -> Iterator[str]:
    if old is None or new is None:
        if new is not None and new.get("required"):
            yield f"{at}: is required now"
        if old is not None:
            yield f"{at}: removed"
        return
    if new.get("required") and not old.get("required"):
        yield f"{at}: is required now"
    yield from _content(pair, old, new, at)


def _content(pair: Pair, old: Schema, new: Schema, at: str) -> Iterator[str]:
    before, after = old.get("content", {}), new.get("content", {})
    for media in before.keys() - after.keys():
        yield f"{at} {media}: removed"
    for media in before.keys() & after.keys():
        schemas = before[media].get("schema", {}), after[media].get("schema", {})
        yield from pair.breaks(*schemas, f"{at} {media}")
