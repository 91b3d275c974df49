"""A noun has one owner: only he has its tables and tells of it; what others keep are copies.

What was decided stands in `docs/owners.toml`; the code is held to it, and so are the rights in the
databases.
"""

from dataclasses import replace
from typing import ClassVar

import psycopg
import pytest

from devstack import ownership
from devstack.ownership import Noun, differences
from election_common.events import Event

NOUNS = ownership.decided()
HELD = {holding.service: holding for holding in ownership.held()}
COPIES = [
    (service, table) for service in HELD for table in sorted(ownership.copies_in(service, NOUNS))
]


def test_the_code_has_what_was_decided():
    assert len(NOUNS) >= 20
    assert len(COPIES) >= 15
    assert differences(NOUNS, HELD.values()) == []


class ForeignFact(Event):
    subject: ClassVar = "candidacy.nominasi.uji.v1"
    agregat: ClassVar = "rekapitulasi"
    contoh: ClassVar = {}


def changed(service, **fields):
    """The holdings, one of them with other contents."""
    return [*(HELD | {service: replace(HELD[service], **fields)}).values()]


def more(service, name, value):
    return changed(service, **{name: type(getattr(HELD[service], name))([
        *getattr(HELD[service], name), value
    ])})  # fmt: skip


PUBLICATION = HELD["publication"]
WRONG = {
    "a noun of two": (
        [*NOUNS, Noun("tiket", "publication")], HELD.values(), "two own tiket",
    ),
    "a table of nobody": (
        NOUNS, more("publication", "tables", "pasangan_calon"),
        "publication: table pasangan_calon in no noun",
    ),
    "a table of two nouns": (
        [*NOUNS, Noun("uji", "complaints", tables=("pesan",))], HELD.values(),
        "complaints: table pesan in two nouns",
    ),
    "a table that is gone": (
        [*NOUNS, Noun("dip", "publication", tables=("dip",))], HELD.values(),
        "publication: no table dip",
    ),
    "a fact of another's": (
        NOUNS, more("publication", "facts", ForeignFact),
        "publication publishes candidacy.nominasi.uji.v1",
    ),
    "a fact of nothing": (
        [n for n in NOUNS if n.nama != "tahapan"], HELD.values(),
        "publication: fact jadwal in no noun",
    ),
    "a copy of what is not read": (
        NOUNS, changed("publication", reads=frozenset()),
        "publication reads nothing of voter-registry, but keeps wilayah",
    ),
    "a copy that nobody decided": (
        NOUNS, changed("publication", copies={"candidacy": ("wilayah",)}),
        "publication keeps wilayah of candidacy, which was not decided",
    ),
    "a copy that is none": (
        [*NOUNS, Noun("uji", "complaints", copies=("publication.tiket",))], HELD.values(),
        "publication has no copy tiket of uji",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("nouns", "holdings", "said"), WRONG.values(), ids=WRONG)
def test_another_ownership_is_found(nouns, holdings, said):
    assert said in differences(nouns, holdings)


@pytest.mark.parametrize("service", {service: None for service, _ in COPIES})
def test_no_act_writes_a_copy(service, fresh_database):
    """Its process that answers requests has no right to; its worker takes in the facts."""
    with psycopg.connect(fresh_database(service).app) as app:
        written = {
            (table, right)
            for where, table in COPIES
            for right in ("insert", "update", "delete")
            if where == service and may(app, table, right)
        }
    assert written == set()


def may(connection, table, right):
    """Whether a role has a right to a table, or to any column of it where columns have rights."""
    function = "has_table_privilege" if right == "delete" else "has_any_column_privilege"
    return connection.execute(f"select {function}(%s, %s)", (table, right)).fetchone()[0]
