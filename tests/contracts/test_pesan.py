"""Whoever asks for a message is heard: complaints takes in every such fact that is published."""

from importlib import import_module

from complaints.consumers import SOURCES
from devstack.services import SERVICES
from election_common.events import Event

DIMINTA = ".pesan.diminta.v1"


def asking() -> set[str]:
    """Subjects of the facts by which services ask for messages."""
    found = set()
    for service in SERVICES:
        published = import_module(f"{service.package}.events.published")
        facts = [v for v in vars(published).values() if isinstance(v, type) and v is not Event]
        found |= {f.subject for f in facts if issubclass(f, Event) and hasattr(f, "subject")}
    return {subject for subject in found if subject.endswith(DIMINTA)}


def heard() -> set[str]:
    """Those that complaints takes in."""
    return {s for subjects in SOURCES.values() for s in subjects if s.endswith(DIMINTA)}


def test_every_request_for_a_message_is_heard():
    assert asking() == heard() >= {f"voter-registry{DIMINTA}"}
