"""The truth about the records of a kabupaten; only tests read it."""

import csv
from dataclasses import dataclass
from pathlib import Path

from devstack.babel.catatan import Label


@dataclass(frozen=True, slots=True)
class Kebenaran:
    """What is true of a record; `baris` is none when DP4 lacks the person.

    The DPS is the list after coklit and the decided cases, the DPT the one after the late
    corrections too. A rejected line counts as the person who came back in its place.
    """

    baris: int | None
    label: Label
    masuk_dps: bool
    masuk_dpt: bool


def read_labels(path: Path) -> list[Kebenaran]:
    """Return the truth about every record, in order of line, those without a line last.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds an unknown label.
    """
    with path.open(encoding="utf-8", newline="") as berkas:
        return [
            Kebenaran(
                baris=int(b["baris"]) if b["baris"] else None,
                label=Label(b["label"]),
                masuk_dps=b["masuk_dps"] == "1",
                masuk_dpt=b["masuk_dpt"] == "1",
            )
            for b in csv.DictReader(berkas)
        ]
