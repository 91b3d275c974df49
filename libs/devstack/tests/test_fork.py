"""A fork is as if the module had been executed: environment, output, group, end."""

import os
import signal
import subprocess
import threading
import time

import pytest

from devstack.environment import inherited_environment
from devstack.fork import Fork

MODULES = {
    "katakan": "import os, sys; print(sys.argv[1:], os.environ['NAMA'], os.getcwd(), os.getpgrp())",
    "gagal": "raise SystemExit(7)",
    "rusak": "raise ValueError('rusak')",
    "menunggu": "import time; print('siap', flush=True); time.sleep(60)",
    "beranak": "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True);"
    " time.sleep(60)",
}


@pytest.fixture
def fork(tmp_path):
    for name, text in MODULES.items():
        (tmp_path / f"{name}.py").write_text(text)

    def make(*argv, **env):
        env = {**inherited_environment(), "PYTHONPATH": str(tmp_path), **env}
        return Fork(argv[0], argv, env=env, cwd=tmp_path, log=tmp_path / "log")

    make.log = tmp_path / "log"
    return make


def said(fork):
    deadline = time.monotonic() + 10
    while not (fork.log.exists() and fork.log.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return fork.log.read_text()


def test_it_runs_the_module_in_its_own_environment(fork, tmp_path):
    child = fork("katakan", "a", "b", NAMA="Bangka")
    assert child.wait(10) == 0
    assert said(fork) == f"['a', 'b'] Bangka {tmp_path} {child.pid}\n"
    assert "NAMA" not in os.environ


@pytest.mark.parametrize(("module", "code"), [("gagal", 7), ("rusak", 1)])
def test_it_ends_with_the_code_of_the_module(fork, module, code):
    assert fork(module).wait(10) == code


def test_its_traceback_stands_in_its_log(fork):
    fork("rusak").wait(10)
    assert "ValueError: rusak" in said(fork)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_it(fork, number):
    child = fork("menunggu")
    said(fork)
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.1)
    child.send_signal(number)
    assert child.wait(10) == -number
    child.send_signal(number)  # nobody else has its id now


def test_its_group_is_its_own(fork):
    child = fork("beranak")
    grandchild = int(said(fork))
    os.killpg(child.pid, signal.SIGKILL)
    assert child.wait(10) == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while os.path.exists(f"/proc/{grandchild}/cwd"):  # noqa: PTH110 - a link that is gone
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_many_threads_may_ask_of_one_end(fork):
    child = fork("gagal")
    codes = []
    threads = [threading.Thread(target=lambda: codes.append(child.wait(10))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [7] * 8
