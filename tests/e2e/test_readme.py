"""The README's commands, run as they stand there."""

import os
import re
import subprocess
from collections.abc import Iterator

import pytest

from devstack.checkout import ROOT

pytestmark = pytest.mark.timeout(900)

#: `make run` and `make test` themselves are what runs this.
STARTS = re.compile(r"^make (run|test)\b", re.MULTILINE)


def blocks() -> Iterator[str]:
    text = (ROOT / "README.md").read_text()
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        if not STARTS.search(block):
            yield block


def test_the_readme_has_commands():
    assert len(list(blocks())) == 2


def test_every_command_answers(played):
    house, said = played.house, ""
    for block in blocks():
        script = block.replace("http://127.0.0.1:8080", house.gateway_url)
        done = subprocess.run(
            ["bash", "-euxo", "pipefail", "-c", script],  # noqa: S607 - the shell of the reader
            cwd=ROOT,
            env={**os.environ, "DEVSTACK_DIR": str(house.layout.root)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said += done.stdout
    assert '"jumlah":10849' in said
    assert '"code":"di-luar-jadwal"' in said
    assert '"diterima":1' in said
    assert '"ditolak":1' in said
