"""Importing a DP4: the whole job, in the process that the worker starts for it, against raw COPY.

The job reads the file from the object store, judges every row, reports the faulty ones, seals NIK
and NKK, computes their blind indexes, and fills, indexes and attaches a new partition. The limit is
PostgreSQL taking in the same rows in plaintext, its table's primary key and three indexes in place.
Beside it what of that is cryptography, and how soon equal numbers are found among what was loaded.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import polars as pl
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from bench.dp4 import write_dp4
from bench.measure import Figure, alternate
from bench.registry import KAB, Registry, registry
from devstack.babel.orang import KOLOM
from devstack.environment import inherited_environment
from election_common.keyring import Keyring
from voter_registry.batch import dp4, muat

MOST_TIMES_RAW = 1.4
MOST_GIB = 1.3
MOST_OF_JOB = 0.3
MOST_SECONDS_TO_DUPLICATES = 2.0
NUMBERS = ("nik", "nkk")
KIB_PER_GIB = 2**20
CHUNK = 2**20
NICENESS = 5  # as the worker starts it

PLAIN_TABLE = """
    create table polos (
        id uuid primary key default uuidv7(),
        nkk text not null, nik text not null, nama text not null, tempat_lahir text not null,
        tanggal_lahir date not null, jenis_kelamin text not null, status_kawin text not null,
        alamat text not null, rt text not null, rw text not null, disabilitas smallint not null,
        ktp_el text not null, kode_wilayah text collate "C" not null, tps text not null
    );
    create index on polos (nik);
    create index on polos (nkk);
    create index on polos (kode_wilayah, tps, id);
"""

# Which numbers stand more than once in a list: equal numbers have equal blind indexes.
DUPLICATES = """
    select count(*) from (
        select from pemilih where pemilihan = %s group by nik_indeks having count(*) > 1
    ) berulang
"""

ASKER = {"sub": "bench", "peran": ["operator"], "wilayah": KAB, "mandat": []}


def ask(registry: Registry, pemilihan: str, file: Path) -> UUID:
    """Register an election and ask for the import of its DP4, as the API does."""
    registry.register(pemilihan)
    place = f"{pemilihan}.csv"
    (registry.files / place).hardlink_to(file)  # the job deletes what it has read
    argumen = {"tempat": place, "sidik": "", "asal": "generated", "oleh": ASKER}
    with registry.owner() as owner:
        row = owner.execute(
            "insert into operasi (jenis, pemilihan, wilayah, status, langkah, selesai, total,"
            " argumen, dibuat_oleh, dibuat_pada) values ('impor-dp4', %s, %s, 'menunggu',"
            " 'menunggu', 0, 0, %s, 'bench', now()) returning id",
            [pemilihan, KAB, Jsonb(argumen)],
        ).fetchone()
    operasi: UUID = _value(row)
    return operasi


def run(registry: Registry, operasi: UUID) -> float:
    """Run the import in its process; returns the most memory that it held, in GiB."""
    argv = ["nice", f"-n{NICENESS}", sys.executable, "-m", "voter_registry.workers", "impor"]
    child = subprocess.Popen(  # noqa: S603 (argv is ours)
        [*argv, str(operasi)],
        env=inherited_environment() | registry.environment(registry.database.worker),
    )
    try:
        _, status, usage = os.wait4(child.pid, 0)
    except KeyboardInterrupt:
        child.kill()
        raise
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"the import ended with {child.returncode}")
    return usage.ru_maxrss / KIB_PER_GIB


@dataclass(slots=True)
class Importing:
    """Both ways to take in one file, each time into something new."""

    registry: Registry
    file: Path
    rows: int
    peaks: list[float] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)

    def raw(self) -> float:
        """COPY the file into a plain table; returns seconds."""
        columns = sql.SQL(", ").join(map(sql.Identifier, KOLOM))
        statement = sql.SQL("copy polos ({}) from stdin (format csv, header)").format(columns)
        with self.registry.owner() as owner:
            owner.execute(PLAIN_TABLE)
            self.registry.settle()
            begin = perf_counter()
            with owner.cursor().copy(statement) as copy, self.file.open("rb") as file:
                while chunk := file.read(CHUNK):
                    copy.write(chunk)
            seconds = perf_counter() - begin
            owner.execute("drop table polos")
        return seconds

    def job(self) -> float:
        """Import the file as the worker does; returns seconds."""
        pemilihan = f"bench-{len(self.peaks)}"
        operasi = ask(self.registry, pemilihan, self.file)
        self.registry.settle()
        begin = perf_counter()
        self.peaks.append(run(self.registry, operasi))
        seconds = perf_counter() - begin
        with self.registry.owner() as owner:
            self._check_and_drop(owner, operasi, pemilihan)
        return seconds

    def cryptography(self) -> float:
        """Seal and blind the numbers of the file as the job does; returns seconds."""
        keyring = Keyring.load(self.registry.keyring)
        frame = dp4.read(self.file).select(NUMBERS)
        places = ["pemilih|nik|00000000-0000-7000-8000-000000000000"] * frame.height
        begin = perf_counter()
        frame.select(muat.blind(column, keyring).alias(column) for column in NUMBERS)
        sealer = keyring.sealer()
        for column in NUMBERS:
            pl.Series(sealer.seal_all(frame[column].to_list(), places), dtype=pl.Binary)
        return perf_counter() - begin

    def _check_and_drop(self, owner: psycopg.Connection, operasi: UUID, pemilihan: str) -> None:
        """See that every row was taken in or refused, then make room for the next round."""
        hasil = _value(
            owner.execute("select hasil from operasi where id = %s", [operasi]).fetchone()
        )
        there = _value(owner.execute("select count(*) from pemilih").fetchone())
        if hasil["diterima"] + hasil["ditolak"] != self.rows or there != hasil["diterima"]:
            raise RuntimeError(f"of {self.rows} rows {there} are there: {hasil}")
        begin = perf_counter()
        _value(owner.execute(DUPLICATES, [pemilihan]).fetchone())
        self.searches.append(perf_counter() - begin)
        partition = _value(
            owner.execute("select nama_partisi(%s, %s)", [pemilihan, KAB]).fetchone()
        )
        owner.execute(sql.SQL("drop table {}").format(sql.Identifier(partition)))


def _value(row: tuple[Any, ...] | None) -> Any:  # noqa: ANN401 (whatever the column holds)
    """Return the one value of a row that must be there."""
    if row is None:
        raise RuntimeError("the database gave no row")
    return row[0]


def measure(rows: int) -> list[Figure]:
    """Import so many rows."""
    with registry() as house:
        file = house.folder / "dp4.csv"
        write_dp4(file, rows)
        importing = Importing(house, file, rows)
        sides = {"raw": importing.raw, "job": importing.job, "crypto": importing.cryptography}
        seconds = alternate(sides)
    return [
        Figure(
            f"import of {rows:,} voters, whole job : raw COPY, 4 indexes in place",
            seconds["job"], seconds["raw"], "s", at_most=MOST_TIMES_RAW,
        ),
        Figure("most memory of the import's process", max(importing.peaks), MOST_GIB, "GiB",
               at_most=1.0),
        Figure("its cryptography : the whole job", seconds["crypto"], seconds["job"], "s",
               at_most=MOST_OF_JOB),
        Figure("equal numbers among them, found", max(importing.searches),
               MOST_SECONDS_TO_DUPLICATES, "s", at_most=1.0),
    ]  # fmt: skip
