"""`python -m bench [NAME ...]`: measure, and say whether what is demanded is met.

Exit code 1 when a demanded ratio is missed; with `--report` the figures are only shown.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from time import monotonic

from rich.console import Console

from bench import baca, impor, machine, publik, terlihat
from bench.measure import Figure, Skipped, show

MILLION = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benches that were asked for, all when none was; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", help="impor, baca, publik, terlihat; all when none")
    parser.add_argument("--rows", type=int, default=MILLION, help="voters in impor and baca")
    parser.add_argument("--report", action="store_true", help="show misses, do not fail on them")
    arguments = parser.parse_args(argv)
    benches: dict[str, Callable[[], list[Figure]]] = {
        "impor": lambda: impor.measure(arguments.rows),
        "baca": lambda: baca.measure(arguments.rows),
        "publik": publik.measure,
        "terlihat": terlihat.measure,
    }
    unknown = set(arguments.name) - set(benches)
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    console = Console(highlight=False)
    console.print(machine.describe())
    figures = _run(console, {n: benches[n] for n in arguments.name or benches})
    show(console, figures)
    return 0 if arguments.report or all(f.met for f in figures) else 1


def _run(console: Console, benches: dict[str, Callable[[], list[Figure]]]) -> list[Figure]:
    figures: list[Figure] = []
    for name, bench in benches.items():
        begin = monotonic()
        try:
            figures += bench()
        except Skipped as reason:
            console.print(f"{name}: skipped, {reason}")
        else:
            console.print(f"{name}: measured in {monotonic() - begin:.0f} s")
    return figures


if __name__ == "__main__":
    # A bench that is told to end still ends what it has started, and deletes what it has written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main())
