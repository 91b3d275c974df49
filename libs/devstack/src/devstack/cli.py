"""`python -m devstack up|stop|reset|logs|token|status`: the house on this machine."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

import httpx
from rich.console import Console
from rich.table import Table

from devstack import os_process, stack
from devstack.environment import inherited_environment
from devstack.errors import DevstackError
from devstack.idp.accounts import ACCOUNTS
from devstack.idp.client import TokenClient
from devstack.layout import Layout
from devstack.ports import Ports
from devstack.progress import ProgressTable
from devstack.run_lock import RunLock
from devstack.stack import Stack
from devstack.supervisor import Supervisor
from devstack.waiting import wait_until
from devstack.wiring import client_secret

STOP_SECONDS = 90.0

console = Console(stderr=True, highlight=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except DevstackError as failure:
        if failure.tail:
            console.print(failure.tail, style="dim", markup=False)
        console.print(f"devstack: {failure.message}", style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devstack", description=__doc__)
    commands = parser.add_subparsers(required=True)
    up = commands.add_parser("up", help="start everything and stay until Ctrl-C")
    up.add_argument("--story", action="store_true", help="then play the 2024 election")
    up.add_argument(
        "--demo", action="store_true", help="play all seven kabupaten/kota from persons"
    )
    up.add_argument("--restart", action="store_true", help="start dead services again")
    up.set_defaults(run=_up)
    commands.add_parser("stop", help="end it").set_defaults(run=_stop)
    commands.add_parser("reset", help="end it and delete its data").set_defaults(run=_reset)
    commands.add_parser("status", help="what runs").set_defaults(run=_status)
    logs = commands.add_parser("logs", help="follow a log")
    logs.add_argument("name", nargs="?", help="a process; without it their names are listed")
    logs.set_defaults(run=_logs)
    token = commands.add_parser("token", help="print an access token")
    token.add_argument("role")
    token.add_argument("wilayah", nargs="?", default="19")
    token.set_defaults(run=_token)
    return parser


def _up(arguments: argparse.Namespace) -> int:
    _interrupt_once()
    with ProgressTable(console) as progress:
        house = Stack(gateway_port=stack.gateway_port(), progress=progress)
        house.start()
    try:
        house.tokens.appoint(ACCOUNTS.values())
        _stay(house, arguments)
    except KeyboardInterrupt:
        console.print("stopping ...")
    finally:
        house.stop()
    return 0


def _interrupt_once() -> None:
    """Let the first signal end us; a second one while we end would leave processes behind."""
    interrupted = threading.Event()

    def interrupt(*_: object) -> None:
        if not interrupted.is_set():
            interrupted.set()
            raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def _stay(house: Stack, arguments: argparse.Namespace) -> None:
    """Play the story if it is asked for, then watch until somebody interrupts."""
    supervisor = Supervisor(house, restart=arguments.restart)
    if arguments.story:
        _play_story(house, supervisor, ["--demo"] if arguments.demo else [])
    _print_addresses(house)
    console.print("Ctrl-C ends it.")
    supervisor.watch(until=lambda: False)


def _play_story(house: Stack, supervisor: Supervisor, options: list[str]) -> None:
    env = {
        "GATEWAY_URL": house.gateway_url,
        "TOKEN_URL": house.token_url,
        "WHATSAPP_URL": house.whatsapp_url,
        "CLIENT_SECRET": client_secret(house.layout),
    }
    story = subprocess.Popen(  # noqa: S603 (argv is ours)
        [sys.executable, "-m", "devstack.story", *options],
        env={**inherited_environment(), **env},
    )
    try:
        supervisor.watch(until=lambda: story.poll() is not None)
    finally:
        story.terminate()
        story.wait()
    if story.returncode != 0:
        raise DevstackError(f"the story ended with code {story.returncode}")


def _print_addresses(house: Stack) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for what, path in (("API", ""), ("documentation", "/docs"), ("status", "/status")):
        table.add_row(what, f"{house.gateway_url}{path}")
    table.add_row("token", "make token ROLE=kpu_kabko WILAYAH=1906")
    console.print(table)


def _stop(_: argparse.Namespace) -> int:
    layout = Layout.default()
    lock = RunLock(layout.root)
    pid = lock.holder()
    if pid is None:
        stack.end_left_overs(layout)
        console.print("nothing runs")
        return 0
    os.kill(pid, signal.SIGTERM)
    wait_until(lambda: lock.holder() is None, seconds=STOP_SECONDS, what="stop")
    console.print("stopped")
    return 0


def _reset(arguments: argparse.Namespace) -> int:
    _stop(arguments)
    stack.delete(Layout.default())
    console.print("data deleted")
    return 0


def _status(_: argparse.Namespace) -> int:
    layout = Layout.default()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for pid_file in sorted(layout.logs.glob("*.pid")):
        pid = os_process.recall(pid_file)
        table.add_row(pid_file.stem, "runs" if pid else "does not run", str(pid or ""))
    if RunLock(layout.root).holder() is None:
        console.print("nothing runs")
        return 1
    console.print(table)
    return 0


def _logs(arguments: argparse.Namespace) -> int:
    logs = Layout.default().logs
    if arguments.name is None:
        console.print(" ".join(sorted(log.stem for log in logs.glob("*.log"))))
        return 0
    log = logs / f"{arguments.name}.log"
    if not log.exists():
        raise DevstackError(f"there is no log of {arguments.name}; `make logs` lists them")
    return subprocess.call(["/usr/bin/tail", "-n", "200", "-F", log])  # noqa: S603 (fixed command)


def _token(arguments: argparse.Namespace) -> int:
    layout = Layout.default()
    ports = Ports(layout.ports).remembered()
    if not ports.keys() >= {"issuer", "edge"}:
        raise DevstackError("nothing runs here: `make run` first")
    issuer, gateway = (f"http://127.0.0.1:{ports[name]}" for name in ("issuer", "edge"))
    client = TokenClient(f"{issuer}/token", client_secret(layout), gateway)
    try:
        token = client.token(arguments.role, arguments.wilayah)
    except httpx.HTTPStatusError as refusal:
        message = f"no token for {arguments.role} in {arguments.wilayah}: {refusal.response.text}"
        raise DevstackError(message) from refusal
    except httpx.TransportError:
        raise DevstackError("nothing runs here: `make run` first") from None
    finally:
        client.close()
    print(token)  # noqa: T201 (the bare token is the output)
    return 0
