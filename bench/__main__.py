"""`python -m bench [NAME ...]`: measure, and say whether what is demanded is met.

Exit code 1 when a demanded ratio is missed; with `--report` the figures are only shown.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic

from rich.console import Console

from bench import (
    baca,
    gerbang,
    impor,
    jaminan,
    machine,
    nama,
    publik,
    pulih,
    rekapitulasi,
    relay,
    terlihat,
)
from bench.measure import Figure, Skipped, show

MILLION = 1_000_000
PAPER = 130
"""Columns where there is no terminal."""

BENCHES: Mapping[str, Callable[[int], list[Figure]]] = {
    "impor": impor.measure,
    "baca": baca.measure,
    "nama": nama.measure,
    "jaminan": lambda _: jaminan.measure(),
    "gerbang": lambda _: gerbang.measure(),
    "publik": lambda _: publik.measure(),
    "rekapitulasi": lambda _: rekapitulasi.measure(),
    "relay": lambda _: relay.measure(),
    "terlihat": lambda _: terlihat.measure(),
    "pulih": lambda _: pulih.measure(),
}
"""Each bench, given how many voters it may need."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benches that were asked for, all when none was; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"{', '.join(BENCHES)}; all when none")
    parser.add_argument("--rows", type=int, default=MILLION, help="voters in impor, baca and nama")
    parser.add_argument("--report", action="store_true", help="show misses, do not fail on them")
    arguments = parser.parse_args(argv)
    unknown = set(arguments.name) - set(BENCHES)
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PAPER)
    console.print(machine.describe())
    met = [
        _run(console, name, partial(BENCHES[name], arguments.rows))
        for name in arguments.name or BENCHES
    ]
    return 0 if arguments.report or all(met) else 1


def _run(console: Console, name: str, bench: Callable[[], list[Figure]]) -> bool:
    """Run a bench and show its figures; says whether all that is demanded is met."""
    begin = monotonic()
    try:
        figures = bench()
    except Skipped as reason:
        console.print(f"{name}: skipped, {reason}")
        return True
    show(console, f"{name}, measured in {monotonic() - begin:.0f} s", figures)
    return all(f.met for f in figures)


if __name__ == "__main__":
    # A bench that is told to end still ends what it has started, and deletes what it has written.
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
