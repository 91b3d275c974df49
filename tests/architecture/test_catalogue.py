"""The catalogue of problems: both languages, same placeholders, every code used and known."""

import ast
from pathlib import Path

import pytest

from devstack.checkout import ROOT
from devstack.services import SERVICES
from election_common.catalogue import Catalogue
from election_common.problems import STATUS

DOMAINS = {service.package: service.name for service in SERVICES}


def refusals(package: Path) -> dict[str, set[str]]:
    """Codes that the code refuses with, and the parameters that each is given somewhere."""
    found: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if not name.endswith("Refusal"):
                continue
            if isinstance(node.args[0], ast.Constant):
                names = {k.arg for k in node.keywords if k.arg and k.arg != "members"}
                found.setdefault(str(node.args[0].value), set()).update(names)
    return found


COMMON = ROOT / "libs/common/src/election_common"
SOURCES = {p: ROOT / "services" / d / "src" / p for p, d in DOMAINS.items()}


@pytest.mark.parametrize("package", DOMAINS)
def test_both_languages_name_the_same_values(package):
    for code, entry in Catalogue(f"{package}.domain").entries.items():
        assert entry.placeholders("id") == entry.placeholders("en"), code
        assert all(entry.id), code
        assert all(entry.en), code
        assert entry.kind in STATUS, code


@pytest.mark.parametrize("package", DOMAINS)
def test_every_refusal_is_in_the_catalogue_with_all_that_its_words_name(package):
    entries = Catalogue(f"{package}.domain").entries
    for code, given in (refusals(COMMON) | refusals(SOURCES[package])).items():
        assert code in entries, code
        assert entries[code].placeholders("id") <= given, code


def test_no_entry_is_unused():
    text = "\n".join(
        path.read_text() for folder in (COMMON, *SOURCES.values()) for path in folder.rglob("*.py")
    )
    for package in DOMAINS:
        unused = [c for c in Catalogue(f"{package}.domain").entries if f'"{c}"' not in text]
        assert unused == []
