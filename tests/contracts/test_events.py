"""What publishers send is what consumers read, in the forms that the standards have."""

import json
from importlib import import_module
from typing import Any, ClassVar

import jsonschema
import pytest
from pydantic import ValidationError

from devstack.checkout import ROOT
from devstack.services import SERVICES
from election_common import akses_copy, asyncapi
from election_common.events import Envelope, Event, Reading
from gateway.pages import asyncapi as merged

PACKAGES = {service.package: service.name for service in SERVICES}
SCHEMAS = ROOT / "tests/contracts/schemas"
CLOUD_EVENTS = json.loads((SCHEMAS / "cloudevents/cloudevents.json").read_text())
ASYNCAPI = json.loads((SCHEMAS / "asyncapi/3.0.0-without-$id.json").read_text())

DOCUMENTS = {
    service: asyncapi.document(service, service, import_module(f"{package}.events.published"))
    for package, service in PACKAGES.items()
}
PUBLISHED = {
    event.subject: event
    for package, service in PACKAGES.items()
    for event in asyncapi.facts(service, import_module(f"{package}.events.published"))
}
EXAMPLES: dict[str, dict[str, Any]] = {
    subject: message["examples"][0]["payload"]
    for document in DOCUMENTS.values()
    for subject, message in document["components"]["messages"].items()
}
SUBSCRIPTIONS = [
    (package, stream, subscription)
    for package in PACKAGES
    for stream, table in import_module(f"{package}.consumers").SOURCES.items()
    for subscription in table.values()
] + [
    ("election_common", akses_copy.STREAM, subscription)
    for subscription in akses_copy.SUBSCRIPTIONS.values()
]
READ_MODELS = {
    package: getattr(import_module(f"{package}.consumers"), "READ_MODELS", {})
    for package in PACKAGES
} | {"election_common": {akses_copy.STREAM: akses_copy.READ_MODELS}}


def mismatches(reading: type[Reading], published: dict[str, type[Event]]) -> list[str]:
    """Why a reading does not fit what is published; empty when it does."""
    event = published.get(reading.subject)
    if event is None:
        return [f"nobody publishes {reading.subject}"]
    try:
        reading.model_validate(event.contoh)
    except ValidationError as failure:
        return [str(failure)]
    return []


def test_there_is_something_to_check():
    assert len(PUBLISHED) >= 30
    assert len(SUBSCRIPTIONS) >= 20


@pytest.mark.parametrize("subject", PUBLISHED)
def test_an_example_is_a_cloud_event_of_its_model(subject):
    example = EXAMPLES[subject]
    jsonschema.validate(example, CLOUD_EVENTS, format_checker=jsonschema.FormatChecker())
    assert Envelope.model_validate(example).type == subject
    event = PUBLISHED[subject]
    assert event.model_validate(event.contoh).model_dump(mode="json") == event.contoh


@pytest.mark.parametrize(("package", "stream", "subscription"), SUBSCRIPTIONS)
def test_a_reading_fits_what_is_published(package, stream, subscription):
    assert mismatches(subscription.reading, PUBLISHED) == []
    publisher = subscription.reading.subject.partition(".")[0]
    assert stream == publisher.upper().replace("-", "_")
    assert package != publisher.replace("-", "_")


@pytest.mark.parametrize(("package", "stream", "subscription"), SUBSCRIPTIONS)
def test_what_fills_no_read_model_is_an_act_that_no_rebuild_repeats(package, stream, subscription):
    held = READ_MODELS[package].get(stream, ())
    assert held or subscription.once


def test_a_reading_of_what_nobody_publishes_is_found():
    class Nothing(Reading):
        subject: ClassVar = "voter-registry.uji.tidak-ada.v1"

    assert mismatches(Nothing, PUBLISHED) == ["nobody publishes voter-registry.uji.tidak-ada.v1"]


def test_a_reading_that_wants_more_than_is_published_is_found():
    class Greedy(Reading):
        subject: ClassVar = "voter-registry.pemilihan.waktu-legal-digeser.v1"

        alasan: str

    assert "alasan" in mismatches(Greedy, PUBLISHED)[0]


@pytest.mark.parametrize("document", [*DOCUMENTS.values(), merged.merge(DOCUMENTS)])
def test_documents_are_asyncapi(document):
    jsonschema.validate(document, ASYNCAPI)
    text = json.dumps(document)
    for subject in document["channels"]:
        schema = {"$ref": f"#/components/messages/{_escape(subject)}/payload", **document}
        jsonschema.validate(EXAMPLES[subject], json.loads(json.dumps(schema)))
    assert "#/$defs" not in text


def test_the_merged_document_holds_every_fact():
    assert set(merged.merge(DOCUMENTS)["channels"]) == set(PUBLISHED)


def test_a_document_that_is_none_is_found():
    broken = {**DOCUMENTS["publication"], "asyncapi": "1"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, ASYNCAPI)


def _escape(subject: str) -> str:
    return subject.replace("~", "~0").replace("/", "~1")
