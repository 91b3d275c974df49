"""Who owns which noun: what was decided (`docs/owners.toml`), and what each service's code has."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

from devstack.checkout import ROOT
from devstack.services import SERVICES, Service
from election_common import akses_copy, asyncapi
from election_common.events import Event

DECIDED = ROOT / "docs/owners.toml"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun as it was decided.

    Attributes:
        nama: The noun.
        owner: The service whose it is.
        tables: Tables of the owner that hold it.
        facts: Types of aggregates whose facts tell of it.
        copies: Tables of others that its facts fill, each as `service.table`.
    """

    nama: str
    owner: str
    tables: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What a service has by its code.

    Attributes:
        service: Its name.
        tables: Its tables, but for those of mechanics that every service has.
        copies: Those that facts of others fill and nothing else writes, by the owner of the facts.
        facts: What it publishes, but for what every service publishes of itself.
        reads: Subjects of the facts that it takes in.
    """

    service: str
    tables: frozenset[str]
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: tuple[type[Event], ...] = ()
    reads: frozenset[str] = frozenset()


def decided() -> list[Noun]:
    """The decision."""
    found = tomllib.loads(DECIDED.read_text())
    return [
        Noun(nama, owner, **{key: tuple(values) for key, values in row.items()})
        for owner, rows in found.items()
        for nama, row in rows.items()
    ]


def held() -> list[Holding]:
    """What every service has."""
    return [holding(service) for service in SERVICES]


def holding(service: Service) -> Holding:
    """What one service has; access is in every service, and only its owner's own.

    Copies that several services keep are mapped in the common library, not in their own.
    """
    consumers = import_module(f"{service.package}.consumers")
    sources, models = dict(consumers.SOURCES), dict(getattr(consumers, "READ_MODELS", {}))
    if service.name != akses_copy.OWNER:
        sources = akses_copy.beside(sources)
        models |= {akses_copy.STREAM: akses_copy.READ_MODELS}
    owners = {one.stream: one.name for one in SERVICES}
    published = import_module(f"{service.package}.events.published")
    return Holding(
        service.name,
        frozenset([*_tables(service.package), *akses_copy.READ_MODELS, *chain(*models.values())]),
        {owners[stream]: tuple(tables) for stream, tables in models.items()},
        tuple(asyncapi.published_events(published)),
        frozenset(chain.from_iterable(sources.values())),
    )


def differences(nouns: Iterable[Noun], holdings: Iterable[Holding]) -> list[str]:
    """Where the code is not as it was decided; empty when it is."""
    nouns = list(nouns)
    twice = [n for n, owners in Counter(noun.nama for noun in nouns).items() if owners > 1]
    found = [f"two own {noun}" for noun in twice]
    for held_here in holdings:
        found += _of_owner([n for n in nouns if n.owner == held_here.service], nouns, held_here)
        found += _of_copies(nouns, held_here)
    return found


def copies_in(service: str, nouns: Iterable[Noun]) -> dict[str, Noun]:
    """The tables that a service keeps of other services' nouns, with the noun of each."""
    return {
        copy.removeprefix(f"{service}."): noun
        for noun in nouns
        for copy in noun.copies
        if copy.startswith(f"{service}.")
    }


def _of_owner(own: list[Noun], nouns: list[Noun], here: Holding) -> Iterator[str]:
    """Each table and each fact of a service belongs to one noun of its own, or is a copy."""
    tables = here.tables - copies_in(here.service, nouns).keys()
    yield from _unlike(here, "table", chain.from_iterable(n.tables for n in own), tables)
    aggregates = {event.agregat for event in here.facts}
    yield from _unlike(here, "fact", chain.from_iterable(n.facts for n in own), aggregates)
    for event in here.facts:
        if event.subject.partition(".")[0] != here.service:
            yield f"{here.service} publishes {event.subject}"


def _of_copies(nouns: list[Noun], here: Holding) -> Iterator[str]:
    """A copy is of a noun whose owner's facts the service reads."""
    copies = copies_in(here.service, nouns)
    for table, noun in copies.items():
        if table not in here.tables or noun.owner == here.service:
            yield f"{here.service} has no copy {table} of {noun.nama}"
        elif not any(subject.startswith(f"{noun.owner}.") for subject in here.reads):
            yield f"{here.service} reads nothing of {noun.owner}, but keeps {table}"
    for owner, tables in here.copies.items():
        for table in tables:
            if table not in copies or copies[table].owner != owner:
                yield f"{here.service} keeps {table} of {owner}, which was not decided"


def _unlike(here: Holding, what: str, wanted: Iterable[str], has: Iterable[str]) -> Iterator[str]:
    counted, has = Counter(wanted), set(has)
    yield from (f"{here.service}: {what} {one} in two nouns" for one in counted if counted[one] > 1)
    yield from (f"{here.service}: {what} {one} in no noun" for one in sorted(has - counted.keys()))
    yield from (f"{here.service}: no {what} {one}" for one in sorted(counted.keys() - has))


def _tables(package: str) -> set[str]:
    """The mapped tables of a service, once all of its store is imported."""
    store = import_module(f"{package}.store")
    for module in iter_modules(store.__path__):
        import_module(f"{package}.store.{module.name}")
    return set(import_module(f"{package}.store.base").Base.metadata.tables)
