"""Every name of the domain stands in the glossary; every act begins with one of its verbs."""

import ast
import re
from collections.abc import Iterator

import pytest

from devstack.checkout import ROOT

GLOSSARY = (ROOT / "docs/glossary.md").read_text()
NAMES = set(re.findall(r"`([\w]+)`", GLOSSARY))
LISTS = re.findall(r"^(?:Acts|What code does around them): ([a-z\s]+)\.$", GLOSSARY, re.MULTILINE)
VERBS = {verb for words in LISTS for verb in words.split()}
SERVICES = ROOT / "services"


def sources(pattern: str) -> Iterator[tuple[str, str]]:
    for path in sorted(SERVICES.glob(f"*/src/*/{pattern}")):
        if path.stem != "__init__":
            yield str(path.relative_to(SERVICES)), path.read_text()


def test_concepts():
    missing = [name for name, _ in sources("domain/*.py") if name.split("/")[-1][:-3] not in NAMES]
    assert missing == []


def test_tables():
    tables = {
        table
        for _, text in sources("store/*.py")
        for table in re.findall(r'__tablename__ = "(\w+)"', text)
    }
    assert tables
    assert tables - NAMES == set()


def test_facts():
    facts = {
        fact
        for _, text in sources("events/published.py")
        for fact in re.findall(r"^class (\w+)\(", text, re.MULTILINE)
    }
    assert "DptDitetapkan" in facts
    assert facts - NAMES == set()


@pytest.mark.parametrize("room", ["usecases", "api"])
def test_acts_begin_with_a_verb_of_the_list(room):
    acts = [
        node.name
        for name, text in sources(f"{room}/*.py")
        for node in ast.parse(text).body
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]
    assert acts
    assert [act for act in acts if act.split("_")[0] not in VERBS] == []
