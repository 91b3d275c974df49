"""The OpenAPI document: each operation with every status that it can answer, and an example of it.

The statuses follow from what an operation takes (a token, a body, If-Match); one that follows from
nothing of that its route names (`responses`). The examples are the catalogue's: nobody writes them
by hand, so none is forgotten.
"""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from election_common.catalogue import Catalogue, Entry
from election_common.errors import Kind
from election_common.problems import MEDIA_TYPE, STATUS

Operation = dict[str, Any]

ALWAYS = {400, 404, 409, 429, 500, 503}
PUBLIC_FILES = {400, 429, 500, 503}
METHODS = ("get", "post", "put", "patch", "delete")
#: Not inside parentheses, where a semicolon parts one legal source from the next.
END_OF_SENTENCE = re.compile(r"\n|(?<=\w)[.;:](?:\s|$)(?![^(\n]*\))")
HEADERS = {
    "X-Trace-Id": ("Jejak permintaan; sebutkan bila menghubungi helpdesk", r"^[0-9a-f]{32}$"),
    "ETag": ("Versi yang dibaca; kirim sebagai If-Match pada keputusan", r'^"[\w-]+"$'),
    "Location": ("Alamat hasil tindakan", r"^/v1/"),
    "Idempotency-Replayed": ("`true`: jawaban tindakan yang sudah dilakukan", r"^true$"),
    "Retry-After": ("Detik sampai mencoba lagi berguna", r"^\d+$"),
}
#: The gateway's answer, not a service's; it has no kind of refusal.
GATEWAY = {
    429: {
        "type": "urn:kpu-babel:galat:terlalu-banyak-permintaan",
        "title": "Terlalu banyak permintaan",
        "status": 429,
        "detail": "Tunggu selama Retry-After detik, lalu ulangi.",
        "code": "terlalu-banyak-permintaan",
        "trace_id": "0" * 32,
    }
}


UNCHANGED = {
    "description": "Isi sama dengan yang disebut If-None-Match",
    "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Trace-Id", "ETag")},
}


class Masalah(BaseModel):
    """An RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    trace_id: str


def install(app: FastAPI, catalogue: Catalogue) -> None:
    """Make the app describe itself so."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, catalogue)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Every operation with its path and method."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _document(app: FastAPI, catalogue: Catalogue) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        contact={"name": "KPU Provinsi Kepulauan Bangka Belitung"},
        servers=[{"url": "/", "x-internal": True}],
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for ours in ("HTTPValidationError", "ValidationError"):
        schemas.pop(ours, None)
    schemas["Masalah"] = {**Masalah.model_json_schema(), "additionalProperties": True}
    components["responses"] = _problems(catalogue)
    components["headers"] = {
        name: {"description": words, "schema": {"type": "string", "pattern": pattern}}
        for name, (words, pattern) in HEADERS.items()
    }
    for path, method, operation in operations(document):
        _describe(operation)
        _answer(operation, path, method, catalogue)
    tags = {tag for _, _, operation in operations(document) for tag in operation["tags"]}
    document["tags"] = [{"name": tag} for tag in sorted(tags)]
    _drop_unused(components["responses"], document["paths"])
    _bound_integers(document)
    return document


def _drop_unused(responses: dict[str, Any], paths: dict[str, Any]) -> None:
    """Drop the statuses that no operation of this service answers with."""
    named = set(re.findall(r"Masalah\d+", json.dumps(paths)))
    for name in responses.keys() - named:
        del responses[name]


def _bound_integers(node: Any) -> None:  # noqa: ANN401 - any part of the document
    """Say of each integer what `json_body` lets pass: 64 bits."""
    if isinstance(node, dict):
        if node.get("type") == "integer":
            node.setdefault("format", "int64")
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            _bound_integers(part)


def _describe(operation: Operation) -> None:
    """The first sentence of the route's docstring is its summary."""
    sentence = END_OF_SENTENCE.split(operation["description"], maxsplit=1)[0]
    operation["summary"] = sentence.strip().rstrip(".")


def _answer(operation: Operation, path: str, method: str, catalogue: Catalogue) -> None:
    """Name the headers of the good answers, and the bad answers that are possible."""
    responses = operation["responses"]
    responses.pop("422", None)
    for status, response in responses.items():
        names = _headers(int(status), _parameters(operation))
        response.setdefault("headers", {}).update(
            {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        )
    if "if-none-match" in _parameters(operation):
        responses["304"] = UNCHANGED
    for status in sorted(_statuses(operation, path, method, catalogue)):
        responses[str(status)] = {"$ref": f"#/components/responses/Masalah{status}"}


def _headers(status: int, parameters: set[str]) -> list[str]:
    names = ["X-Trace-Id"]
    if "if-none-match" in parameters:
        names.append("ETag")
    if "idempotency-key" in parameters:
        names += ["ETag", "Idempotency-Replayed"]
        if status != HTTPStatus.OK:
            names.append("Location")
    return names


def _statuses(operation: Operation, path: str, method: str, catalogue: Catalogue) -> set[int]:
    parameters = _parameters(operation)
    statuses = set(PUBLIC_FILES if path.endswith("/rujukan") else ALWAYS)
    named = {int(status) for status in operation["responses"]}
    statuses |= {status for status in named if status >= HTTPStatus.BAD_REQUEST}
    if parameters or "requestBody" in operation:
        statuses.add(422)
    if operation.get("security"):
        statuses |= {401, 403}
    if "tiket" in parameters:
        statuses.add(401)
    if "if-match" in parameters:
        statuses |= {412, 428}
    if method != "get":
        statuses |= {413, 415}
        if any(entry.kind is Kind.LOCKED for entry in catalogue.entries.values()):
            statuses.add(423)
    return statuses


def _parameters(operation: Operation) -> set[str]:
    return {p["name"].lower() for p in operation.get("parameters", [])}


def _problems(catalogue: Catalogue) -> dict[str, Any]:
    """One response per status, with every problem of the catalogue as an example."""
    found: dict[int, dict[str, Any]] = {}
    for status, doc in GATEWAY.items():
        found[status] = {str(doc["code"]): {"value": doc}}
    waits = set(GATEWAY)
    for code, entry in catalogue.entries.items():
        status = STATUS[entry.kind]
        found.setdefault(status, {})[code] = {"value": _example(code, entry, status)}
        if entry.retry_after is not None:
            waits.add(status)
    return {
        f"Masalah{status}": _response(status, examples, waits=status in waits)
        for status, examples in sorted(found.items())
    }


def _example(code: str, entry: Entry, status: int) -> dict[str, Any]:
    title, detail = entry.id
    return {
        "type": f"urn:kpu-babel:galat:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "trace_id": "0" * 32,
    }


def _response(status: int, examples: dict[str, Any], *, waits: bool) -> dict[str, Any]:
    names = ["X-Trace-Id", *(["Retry-After"] if waits else [])]
    titles = [example["value"]["title"] for example in examples.values()]
    return {
        "description": f"{status}: {'; '.join(titles)}",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Masalah"},
                "examples": examples,
            }
        },
    }
