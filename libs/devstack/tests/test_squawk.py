"""A migration that locks or breaks is refused, but for a service's first."""

import shutil

import pytest

from devstack.checkout import ROOT
from devstack.services import Service
from devstack.squawk import judge

MIGRATION = """
from election_common import migrations

revision = "{revision}"
down_revision = {down!r}


def upgrade():
    migrations.execute({sql!r})
"""
FIRST = "create table uji (id uuid primary key, a text); alter table uji drop column a;"


@pytest.fixture
def service(tmp_path):
    """A service with a first migration that nobody may mind, and one more."""

    def make(sql):
        wiring = ROOT / "tests/wiring"
        versions = tmp_path / "migrations/versions"
        versions.mkdir(parents=True)
        shutil.copy(wiring / "alembic.ini", tmp_path)
        shutil.copy(wiring / "migrations/env.py", tmp_path / "migrations")
        for revision, down, text in (("0001", None, FIRST), ("0002", "0001", sql)):
            file = versions / f"{revision}_uji.py"
            file.write_text(MIGRATION.format(revision=revision, down=down, sql=text))
        return Service("uji", "uji", home=tmp_path)

    return make


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("alter table uji add column b text", None),
        ("create table lain (id uuid primary key); create index on lain (id)", None),
        ("alter table uji drop column a", "ban-drop-column"),
        ("alter table uji rename column a to b", "renaming-column"),
        ("alter table uji alter column a set not null", "adding-not-nullable-field"),
        ("create index on uji (a)", "require-concurrent-index-creation"),
        ("-- squawk-ignore ban-drop-column\nalter table uji drop column a", None),
    ],
)
def test_what_a_second_migration_may_do(service, sql, rule, capfd):
    assert judge([service(sql + ";")]) == (0 if rule is None else 1)
    assert rule is None or rule in capfd.readouterr().out
