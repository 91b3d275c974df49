"""The TypeScript client compiles against the documents, and its own tests pass."""

import re

from devstack import node


def test_its_own_tests_pass(client_ts):
    said = node.run("--test", "--test-reporter=tap", "tests/send.test.js", folder=client_ts)
    assert int(re.search(r"^# pass (\d+)$", said, re.MULTILINE)[1]) >= 15, said
