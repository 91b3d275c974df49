"""The page of what was done to the house and what it then did, from the figures of a full run.

`make faults` calls it twice: `begin` opens the report of a run, `tests` prints what is to be run;
without a word it writes the page and its chart from the report. A row without a test is said to be
without one; a test that was not run, or failed, stands there as such.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
ROWS = HERE / "reliability.toml"
REPORT = HERE / "reliability.jsonl"
NOTICE = "<!-- Written by docs/reliability.py from the figures of a run: `make faults`. -->"
GIB = 1 << 30
SECONDS = "_seconds"

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """A fault, what must be true then, and the tests that prove it.

    Attributes:
        tests: By a test's place, a pattern; how to say what it saw, empty where passing says all.
        why: Why nothing proves it, where nothing does.
    """

    number: int
    title: str
    fault: str
    must: str
    tests: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True)
class Result:
    """What became of a test, and the figures that it noted."""

    outcome: str
    figures: list[Figures]


@dataclass(frozen=True)
class Run:
    """When and where the tests ran, and what became of each."""

    about: Figures
    results: Mapping[str, Result]

    def of(self, pattern: str) -> dict[str, Result]:
        """The results of the tests at a place, whatever their cases."""
        return {
            test: result
            for test, result in self.results.items()
            if fnmatchcase(test.partition("[")[0], pattern + ("" if "::" in pattern else "::*"))
        }


def chapters() -> dict[str, list[Row]]:
    """The rows by chapter, in their order."""
    text = tomllib.loads(ROWS.read_text())
    return {name: [Row(**row) for row in rows] for name, rows in text.items()}


def load() -> Run:
    """The last run; of a test that ran again, its last time."""
    noted: dict[str, list[Figures]] = defaultdict(list)
    results = {}
    first, *lines = map(json.loads, REPORT.read_text().splitlines())
    for line in lines:
        if "outcome" in line:
            results[line["test"]] = Result(line["outcome"], noted.pop(line["test"], []))
        else:
            noted[line["test"]].append(line)
    return Run(first, results)


def begin() -> None:
    """Open the report of a run: on which day, of which commit, on what machine."""
    commit = subprocess.run(  # noqa: S603 - a constant
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"],  # noqa: S607 - the one in the path
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    about = {
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day where it runs
        "commit": commit,
        "machine": f"{os.cpu_count()} vCPU, {memory:.0f} GiB",
        "load": round(os.getloadavg()[0], 1),
    }
    REPORT.write_text(json.dumps(about) + "\n")


def tests() -> Iterator[str]:
    """What pytest is to run: every place that a row names."""
    for row in (row for rows in chapters().values() for row in rows):
        for pattern in row.tests:
            files, _, name = pattern.partition("::")
            found = sorted(ROOT.glob(files))
            if not found:
                raise FileNotFoundError(files)
            for file in found:
                yield "::".join(filter(None, [str(file.relative_to(ROOT)), name]))


def seen(row: Row, run: Run) -> str:
    """What the tests of a row saw."""
    return "<br>".join(said for pattern in row.tests for said in _seen(row, pattern, run))


def _seen(row: Row, pattern: str, run: Run) -> Iterator[str]:
    results, form = run.of(pattern), row.tests[pattern]
    if not results:
        yield "**not run**"
    for test, result in results.items():
        if result.outcome != "passed":
            yield f"**{result.outcome}**: {_name(test)}"
    noted = [f for result in results.values() for f in result.figures if f["row"] == row.number]
    sound = sum(result.outcome == "passed" for result in results.values())
    if form:
        yield from dict.fromkeys(form.format_map(figures) for figures in noted)
    elif sound:
        yield f"{sound} {'case' if sound == 1 else 'cases'}, all as it must be"


def page(run: Run) -> str:
    """The page."""
    about = run.about
    scales = {f["scale"] for result in run.results.values() for f in result.figures}
    size = "in full" if scales == {1.0} else f"at {', '.join(f'{s:g}' for s in sorted(scales))}"
    parts = [NOTICE, "# What was done to the house, and what it did", (
        f"Measured on {about['date']} at commit {about['commit']}, {size}, on a machine of"
        f" {about['machine']}, which had a load of {about['load']:g} when the run began."
        " `make faults` runs all of it and writes this page; `make test` runs the same at a tenth."
        " No figure here is written by hand."
    ), "![Seconds that were needed, of those allowed](reliability.svg)"]  # fmt: skip
    for title, rows in chapters().items():
        proven = [row for row in rows if row.tests]
        parts.append(f"## {title}")
        if proven:
            parts.append(_table(
                ["", "What happens", "What must be true", "What was seen", "Test"],
                [[str(r.number), r.fault, r.must, seen(r, run), _places(r)] for r in proven],
            ))  # fmt: skip
        parts += [f"**{r.number}. {r.fault}** {r.must} {r.why}" for r in rows if r.why]
    return "\n\n".join(parts) + "\n"


def _places(row: Row) -> str:
    return "<br>".join(f"[{_name(place)}](../{place.partition('::')[0]})" if "*" not in place
                       else f"`{_name(place)}`" for place in row.tests)  # fmt: skip


def _name(place: str) -> str:
    file, _, test = place.partition("::")
    return test or file


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bars(run: Run) -> list[tuple[str, float, float]]:
    """Of each figure in seconds that has a limit: what it is, what was seen, what is allowed."""
    titles = {row.number: row.title for rows in chapters().values() for row in rows}
    noted = [figures for result in run.results.values() for figures in result.figures]
    found = [
        (f"{f['row']}. {titles[f['row']]}: {name.removesuffix(SECONDS).replace('_', ' ')}",
         f[name], most)
        for f in noted for name, most in f["limits"].items() if name.endswith(SECONDS)
    ]  # fmt: skip
    return sorted(found, key=lambda bar: int(bar[0].partition(".")[0]))


def chart(run: Run) -> str:
    """Bars of the seconds needed; the line at the right is what is allowed."""
    left, width, step, found = 400, 360, 24, bars(run)
    height = step * len(found) + 34
    label = "Seconds that were needed, of those allowed"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {height}" role="img"',
        f' font-family="system-ui, sans-serif" font-size="13" aria-label="{label}">',
        f'<text x="{left + width}" y="14" text-anchor="middle" fill="#444">allowed</text>',
        f'<path d="M{left + width} 20V{height - 8}" stroke="#a33" stroke-dasharray="4 3"/>',
    ]
    for n, (what, seconds, most) in enumerate(found):
        y, long = 26 + n * step, max(1.0, width * min(seconds / most, 1))
        fill = "#a33" if seconds > most else "#23527c"
        lines += [
            f'<text x="{left - 8}" y="{y + 12}" text-anchor="end">{what}</text>',
            f'<rect x="{left}" y="{y}" width="{long:.0f}" height="15" rx="2" fill="{fill}"/>',
            f'<text x="{left + width + 14}" y="{y + 12}">{seconds:g} s of {most:g} s</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def pages() -> dict[str, str]:
    """What is made of the last run, by its path below docs/."""
    run = load()
    return {"reliability.md": page(run), "reliability.svg": chart(run)}


def main(word: str = "") -> int:
    """Do what the word says; without one, write the page."""
    if word == "begin":
        begin()
    elif word == "tests":
        sys.stdout.write("\n".join(dict.fromkeys(tests())) + "\n")
    else:
        for path, text in pages().items():
            (HERE / path).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
