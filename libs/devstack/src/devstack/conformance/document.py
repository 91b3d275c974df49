"""What a service's OpenAPI document says: all that may be sent and answered, and its bounds."""

import re
from collections.abc import Container, Iterator
from typing import Any

from openapi_spec_validator import validate

from devstack.conformance.contract import PROBLEM, Contract
from devstack.conformance.keyless import TANPA_KUNCI
from devstack.conformance.posts import UMUM, Kelas, posts_of, takes

#: The longest resource that a path goes through before its act.
BELOW_A_RESOURCE = re.compile(r"/v1(/.*\})(?:/[^{}/]+)+(?:/\{\w+\})?")
COLLECTION = re.compile(r"/[a-z-]+/\{")
#: Of every service: admin decides on what the list shows, and neither act has a further condition.
TANPA_AKSI = ("/surat-mati/{id}",)
METHODS = ("get", "post", "put", "patch", "delete")


async def document(contract: Contract) -> dict[str, Any]:
    """The service's OpenAPI document."""
    found: dict[str, Any] = (await contract.api.client.get("/openapi.json")).json()
    return found


async def test_the_document_is_valid_and_complete(contract: Contract) -> None:
    described = await document(contract)
    validate(described)
    assert described["openapi"].startswith("3.1")
    for path, item in described["paths"].items():
        for method in item.keys() & set(METHODS):
            check_operation(f"{method.upper()} {path}", method, item[method])
    for name, response in described["components"]["responses"].items():
        (content,) = response["content"].values()
        assert content["examples"], name
        assert list(response["content"]) == [PROBLEM]
    for status in (429, 503):
        assert "Retry-After" in described["components"]["responses"][f"Masalah{status}"]["headers"]


def unbounded(schema: Any, schemas: dict[str, Any], at: str) -> Iterator[str]:  # noqa: ANN401
    """The places of an input that may be as large as its sender likes."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        yield from unbounded(schemas[name], schemas, f"{at}:{name}")
    bounds = {
        "string": {"maxLength", "enum", "const", "format", "pattern"},
        "integer": {"maximum", "exclusiveMaximum", "enum", "const"},
        "array": {"maxItems"},
    }
    if (kind := schema.get("type")) in bounds and not bounds[kind] & schema.keys():
        yield at
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from unbounded(part, schemas, at)
    for key, part in schema.get("properties", {}).items():
        yield from unbounded(part, schemas, f"{at}/{key}")
    for key in ("items", "additionalProperties"):
        if isinstance(part := schema.get(key), dict):
            yield from unbounded(part, schemas, f"{at}/{key}")


async def test_every_input_is_bounded(contract: Contract) -> None:
    described = await document(contract)
    schemas = described["components"]["schemas"]
    found: list[str] = []
    for path, item in described["paths"].items():
        for method in item.keys() & set(METHODS):
            where = f"{method} {path}"
            for parameter in item[method].get("parameters", []):
                found += unbounded(parameter["schema"], schemas, f"{where} {parameter['name']}")
            body = item[method].get("requestBody", {}).get("content", {}).get("application/json")
            found += unbounded(body["schema"], schemas, where) if body else []
    assert found == []


async def test_every_post_is_classed_and_a_decision_names_its_version(contract: Contract) -> None:
    posts, kelas = posts_of(await document(contract)), {**UMUM, **contract.kelas}
    assert kelas.keys() == posts.keys()
    decisions = {name for name, what in kelas.items() if what is Kelas.KEPUTUSAN}
    asking = {name for name, post in posts.items() if takes(post, "if-match")}
    assert asking == decisions


async def test_what_can_be_acted_on_says_which_acts_are_open(contract: Contract) -> None:
    described, kelas = await document(contract), {**UMUM, **contract.kelas}
    acted_on = {
        match[1]
        for path, item in described["paths"].items()
        if "post" in item and kelas[item["post"]["operationId"]] is not Kelas.BACAAN
        if (match := BELOW_A_RESOURCE.fullmatch(path))
    }
    silent = {at for at in acted_on if not says_acts(at, described["paths"])}
    assert silent == {*TANPA_AKSI, *contract.tanpa_aksi}


def says_acts(resource: str, paths: Container[str]) -> bool:
    """Whether there is `/aksi` of a resource, at its whole address or at a shorter one of it."""
    begins = (match.start() for match in COLLECTION.finditer(resource))
    return any(f"/v1{resource[begin:]}/aksi" in paths for begin in begins)


def check_operation(name: str, method: str, operation: dict[str, Any]) -> None:
    """Check that an operation says what it does and how it may end."""
    assert operation["summary"], name
    assert not operation["summary"].isascii() or " " in operation["summary"], name
    assert operation["description"], name
    statuses = {int(status) for status in operation["responses"]}
    assert statuses >= {400, 429, 500, 503}, name
    assert any(status < 400 for status in statuses), name
    refused = [said for status, said in operation["responses"].items() if int(status) >= 400]
    assert all(said.keys() == {"$ref"} for said in refused), name
    headers = {p["name"].lower() for p in operation.get("parameters", []) if p["in"] == "header"}
    if operation.get("security"):
        assert statuses >= {401, 403, 404, 409}, name
    if method != "get":
        assert ("idempotency-key" in headers) == (name not in TANPA_KUNCI), name
    assert ("if-none-match" in headers) == (304 in statuses), name
    check_list(name, operation)
    if "requestBody" in operation:
        assert statuses >= {413, 415, 422}, name


def check_list(name: str, operation: dict[str, Any]) -> None:
    """Check that what answers a list does so in pages."""
    (good,) = (operation["responses"][s] for s in operation["responses"] if s[0] == "2")
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    wished = {p["name"] for p in operation.get("parameters", [])}
    paged = str(schema.get("$ref", "")).rpartition("/")[2].startswith("Daftar_")
    assert paged == (wished >= {"limit", "cursor", "hitung"}), name
    assert paged or schema.get("type") != "array" or name.endswith("/aksi"), name
