"""A port belongs to whoever picked it, before anybody listens there."""

import subprocess
import sys

import pytest

from devstack import ports
from devstack.errors import DevstackError

FEW = 40
PICK = f"""
from devstack import ports
ports.LOWEST, ports.HIGHEST = {{lowest}}, {{lowest}} + {FEW - 1}
print(*(ports.pick() for _ in range({FEW // 4})), flush=True)
input()
"""


@pytest.fixture
def few(monkeypatch):
    """So few ports that random picks would soon meet."""
    lowest = ports.HIGHEST + 1
    monkeypatch.setattr(ports, "LOWEST", lowest)
    monkeypatch.setattr(ports, "HIGHEST", lowest + FEW - 1)
    return lowest


def test_nobody_picks_what_another_has_picked(few):
    argv = [sys.executable, "-c", PICK.format(lowest=few)]
    others = [
        subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    mine = [ports.pick() for _ in range(FEW // 4)]
    theirs = [int(port) for other in others for port in other.stdout.readline().split()]
    for other in others:
        other.communicate("\n", timeout=10)
    assert len({*mine, *theirs}) == 3 * (FEW // 4)


def test_without_a_free_port_it_says_so(few, monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda _: False)
    with pytest.raises(DevstackError, match="no free port"):
        ports.pick()
