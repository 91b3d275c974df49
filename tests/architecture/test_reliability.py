"""The page of faults says what the last run saw, and names no test that is not there."""

import importlib.util
import re
import sys

import pytest

from devstack.checkout import ROOT


@pytest.fixture(scope="module")
def reliability():
    spec = importlib.util.spec_from_file_location("reliability", ROOT / "docs/reliability.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_the_page_is_that_of_the_report(reliability):
    for path, text in reliability.pages().items():
        assert (ROOT / "docs" / path).read_text() == text, "run `python docs/reliability.py`"


def test_every_row_is_proven_or_says_why_not(reliability):
    rows = [row for rows in reliability.chapters().values() for row in rows]
    assert sorted(row.number for row in rows) == list(range(1, len(rows) + 1))
    assert all(bool(row.tests) != bool(row.why) for row in rows)


def test_every_test_that_a_row_names_is_there(reliability):
    suite = "".join(p.read_text() for p in ROOT.glob("libs/devstack/src/devstack/conformance/*.py"))
    for place in reliability.tests():
        file, _, name = place.partition("::")
        text = (ROOT / file).read_text()
        if "devstack.conformance import *" in text:
            text += suite
        assert re.search(rf"^(async )?def {name}\b", text, re.MULTILINE) or not name, place


REPORT = """\
{"date": "2026-11-01", "commit": "abc", "machine": "2 vCPU, 8 GiB", "load": 0.5}
{"row": 6, "test": "tests/faults/test_broker_lost.py::test_store_rolled_back", "scale": 1.0, \
"limits": {"recovered_seconds": 60}, "rolled_back": 1000, "recovered_seconds": 90.0}
{"test": "tests/faults/test_broker_lost.py::test_store_rolled_back", "outcome": "failed"}
{"row": 18, "test": "tests/faults/test_http.py::test_row_18_of_many_decisions_about_one_version_\
one_is_taken", "scale": 1.0, "limits": {}, "rounds": 50, "writers": 50, "taken": 50}
{"test": "tests/faults/test_http.py::test_row_18_of_many_decisions_about_one_version_one_is_taken",\
 "outcome": "passed"}
"""


def test_a_failure_and_a_test_that_was_not_run_are_said(reliability, tmp_path, monkeypatch):
    report = tmp_path / "reliability.jsonl"
    report.write_text(REPORT)
    monkeypatch.setattr(reliability, "REPORT", report)
    rows = {row.number: row for rows in reliability.chapters().values() for row in rows}
    run = reliability.load()
    assert reliability.seen(rows[6], run) == (
        "**failed**: test_store_rolled_back<br>1,000 confirmed facts gone, all back in 90.0 s"
    )
    assert reliability.seen(rows[8], run) == "**not run**"
    assert reliability.seen(rows[18], run) == "50 rounds of 50: 50 decisions"
    assert "on 2026-11-01 at commit abc" in reliability.page(run)
    assert "90 s of 60 s" in reliability.chart(run)
