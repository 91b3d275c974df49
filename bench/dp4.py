"""A DP4 of any size: a generated kabupaten, its persons many times under other numbers."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.registry import KAB
from devstack.babel.berkas import tulis
from devstack.babel.sasaran import sasaran_provinsi

SEED = 2024
FIRST_PROVINCE = 11


def write_dp4(path: Path, rows: int) -> None:
    """Write a file of so many rows, in the order of a true one: by TPS, then by family card."""
    with tempfile.TemporaryDirectory() as folder:
        tulis(Path(folder), KAB, SEED, sasaran_provinsi())
        header, *lines = (Path(folder) / f"dp4-{KAB}.csv").read_text().splitlines(keepends=True)
    copies = -(-rows // len(lines))
    with path.open("w") as file:
        file.write(header)
        file.writelines(islice(_vary(lines, copies), rows))


def _vary(lines: list[str], copies: int) -> Iterator[str]:
    """Repeat each line with numbers that begin with the code of another province."""
    for line in lines:
        nkk, nik, rest = line.split(",", 2)
        for province in range(FIRST_PROVINCE, FIRST_PROVINCE + copies):
            yield f"{province}{nkk[2:]},{province}{nik[2:]},{rest}"
