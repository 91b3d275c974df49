"""The AsyncAPI 3.0 document of the facts that a service publishes, made from their models."""

import inspect
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic.json_schema import models_json_schema

from election_common.bacaan import BacaanMassalTerdeteksi
from election_common.events import Event, cloud_event
from election_common.titik_periksa import TitikPeriksaDisegel

#: What every service publishes of itself.
COMMON = (TitikPeriksaDisegel, BacaanMassalTerdeteksi)
CLOUD_EVENT = "https://cloudevents.io/spec/v1.0"


def published_events(module: ModuleType) -> list[type[Event]]:
    """The facts of a module `events/published.py`; what several share is none of them."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Event) and hasattr(value, "subject")
    ]


def facts(service: str, module: ModuleType) -> list[type[Event]]:
    """All facts of a service: its own, and those that every service has."""
    return [*published_events(module), *(event.of(service) for event in COMMON)]


def document(service: str, title: str, module: ModuleType) -> dict[str, Any]:
    """Describe what a service sends: a channel, a message and an operation per fact."""
    events = facts(service, module)
    _, schemas = models_json_schema(
        [(event, "serialization") for event in events],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "asyncapi": "3.0.0",
        "info": {"title": title, "version": "1"},
        "defaultContentType": "application/cloudevents+json",
        "channels": {event.subject: _channel(event) for event in events},
        "operations": {f"send.{event.subject}": _operation(event) for event in events},
        "components": {
            "messages": {event.subject: _message(service, event) for event in events},
            "schemas": schemas.get("$defs", {}),
        },
    }


def routes(service: str, title: str, module: ModuleType) -> APIRouter:
    """The document under its fixed address."""
    router = APIRouter(include_in_schema=False)
    described = document(service, title, module)

    @router.get("/asyncapi.json")
    async def asyncapi_json() -> dict[str, Any]:
        """Return the AsyncAPI document of this service."""
        return described

    return router


def _channel(event: type[Event]) -> dict[str, Any]:
    message = {"$ref": f"#/components/messages/{event.subject}"}
    return {"address": event.subject, "messages": {event.__name__: message}}


def _operation(event: type[Event]) -> dict[str, Any]:
    channel = f"#/channels/{event.subject}"
    return {
        "action": "send",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{event.__name__}"}],
    }


def _message(service: str, event: type[Event]) -> dict[str, Any]:
    text = {"type": "string"}
    properties = {
        "specversion": {"const": "1.0"},
        "id": {**text, "format": "uuid"},
        "source": {"const": f"/{service}"},
        "type": {"const": event.subject},
        "subject": {**text, "description": "Agregat"},
        "time": {**text, "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "aggregatetype": {"const": event.agregat},
        "sequence": {**text, "description": "Urutan tanpa celah dalam agregat"},
        "traceparent": text,
        "data": {"$ref": f"#/components/schemas/{event.__name__}"},
    }
    return {
        "name": event.__name__,
        "title": event.__name__,
        "summary": inspect.getdoc(event),
        "externalDocs": {"url": CLOUD_EVENT, "description": "CloudEvents 1.0"},
        "payload": {
            "type": "object",
            "required": [name for name in properties if name != "traceparent"],
            "properties": properties,
        },
        "examples": [{"payload": _example(service, event)}],
    }


def _example(service: str, event: type[Event]) -> dict[str, Any]:
    """The event's example as the relay would send it."""
    row = SimpleNamespace(
        event_id=UUID("019267a0-0000-7000-8000-000000000000"),
        subject=event.subject,
        jenis_agregat=event.agregat,
        id_agregat="pilgub-babel-2024",
        seq=1,
        terjadi_pada=datetime(2024, 6, 1, tzinfo=UTC),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        data=event.contoh,
    )
    return cloud_event(service, row)
