"""One OpenAPI document of all services, as the gateway offers them."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.namespaces import Document, assemble, clashes, rename

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
INFO = {
    "title": "KPU Provinsi Kepulauan Bangka Belitung",
    "version": "1",
    "contact": {"name": "KPU Provinsi Kepulauan Bangka Belitung"},
    "description": "Semua layanan melalui satu pintu. Setiap alamat diawali nama layanannya.",
}


def merge(documents: Mapping[str, Document], *, public_url: str) -> dict[str, Any]:
    """Merge the services' documents.

    Paths begin with the service's name; operation ids and clashing components carry it.
    """
    names = clashes(list(documents.values()))
    paths: dict[str, Any] = {}
    tags: dict[str, Any] = {}
    groups = []
    for service, document in documents.items():
        for path, item in document.get("paths", {}).items():
            owned = rename(item, service, names)
            paths[f"/{service}{path}"] = _path_item(owned, service, document)
        own_tags = _tags(document)
        tags |= own_tags
        groups.append({"name": service, "tags": sorted(own_tags)})
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": public_url, "x-internal": False}],
        "paths": paths,
        "components": assemble(documents).get("components", {}),
        "tags": list(tags.values()),
        "x-tagGroups": groups,
    }


def _path_item(item: Mapping[str, Any], service: str, document: Document) -> dict[str, Any]:
    return {
        key: _operation(value, service, document) if key in METHODS else value
        for key, value in item.items()
    }


def _operation(operation: Mapping[str, Any], service: str, document: Document) -> dict[str, Any]:
    """The operation with an id of its own and what its document says for all."""
    owned = dict(operation)
    if "operationId" in owned:
        owned["operationId"] = f"{service.replace('-', '_')}_{owned['operationId']}"
    if "security" in document:
        owned.setdefault("security", document["security"])
    return owned


def _tags(document: Document) -> dict[str, dict[str, Any]]:
    """Tags that a document describes or uses, by name."""
    used = {
        tag: {"name": tag}
        for item in document.get("paths", {}).values()
        for method, operation in item.items()
        if method in METHODS
        for tag in operation.get("tags", [])
    }
    return used | {tag["name"]: dict(tag) for tag in document.get("tags", [])}
