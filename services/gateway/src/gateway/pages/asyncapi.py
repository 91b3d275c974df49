"""One AsyncAPI document of the facts that all services publish."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.namespaces import Document, assemble

INFO = {
    "title": "Peristiwa KPU Provinsi Kepulauan Bangka Belitung",
    "version": "1",
    "description": "Fakta yang diterbitkan setiap layanan di NATS JetStream (CloudEvents 1.0).",
}


def merge(documents: Mapping[str, Document]) -> dict[str, Any]:
    """Merge the services' documents; clashing names carry the service's."""
    return {"asyncapi": "3.0.0", "info": INFO, **assemble(documents)}
