"""Reading a DP4 file: every row is judged, by column expressions that equal the domain's rules."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

COLUMNS = (
    "nkk", "nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin",
    "alamat", "rt", "rw", "disabilitas", "ktp_el", "kode_wilayah", "tps",
)  # fmt: skip

#: A mark of one character, a short number, the code of a village with or without its dots.
MARK, NUMBER = r"^[0-9A-Za-z]$", r"^[0-9]{1,4}$"
CODE = r"^([0-9]{10}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4})$"

#: Columns whose value may stand in a report, and in which form: in a line that lacks a field an
#: address or a name stands under one of these. The others are personal.
REPORTABLE = {
    "jenis_kelamin": MARK, "status_kawin": MARK, "rt": NUMBER, "rw": NUMBER, "disabilitas": MARK,
    "ktp_el": MARK, "kode_wilayah": CODE, "tps": NUMBER,
}  # fmt: skip

#: What a database writes for nothing.
NOTHING = "\\N"

#: A date has one form, since the reader of dates takes 1990-5-15 and signs as well; and a year has
#: four digits: the database would take 99 for another one.
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
EARLIEST = date(1000, 1, 1)

#: The header is line 1 of the file.
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class Dp4:
    """A judged file: rows that may be loaded, and a report of every fault of the others."""

    diterima: pl.DataFrame
    galat: pl.DataFrame

    @property
    def ditolak(self) -> int:
        """How many rows were refused."""
        return self.galat["baris"].n_unique()


def read(path: Path) -> pl.DataFrame:
    """Read the file as text; raises ValueError when it is not the template."""
    try:
        frame = pl.read_csv(
            path, infer_schema=False, truncate_ragged_lines=False, null_values=NOTHING
        )
    except pl.exceptions.PolarsError as failure:
        raise ValueError(type(failure).__name__) from failure
    missing = [c for c in COLUMNS if c not in frame.columns]
    if missing:
        raise ValueError(f"kolom tidak ada: {', '.join(missing)}")
    trimmed = frame.select(pl.col(c).fill_null("").str.strip_chars() for c in COLUMNS)
    return trimmed.with_row_index("baris", offset=FIRST_LINE)


def judge(frame: pl.DataFrame, villages: set[str], voting_day: date) -> Dp4:
    """Split a file into rows to load and a report: line, column, code, value if not personal."""
    rules = _faults(villages, voting_day)
    faulty = frame.select(pl.any_horizontal(e for _, _, e in rules)).to_series()
    bad = frame.filter(faulty)
    faults = bad.select("baris", *(e.alias(f"{column}|{code}") for column, code, e in rules))
    long = (
        faults.unpivot(index="baris", variable_name="galat", value_name="ada")
        .filter(pl.col("ada"))
        .with_columns(
            pl.col("galat").str.split_exact("|", 1).struct.rename_fields(["kolom", "kode"])
        )
        .unnest("galat")
        .select("baris", "kolom", "kode")
        .sort("baris", "kolom")
    )
    return Dp4(diterima=frame.filter(~faulty), galat=_with_values(long, bad))


def _with_values(long: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the original value of the columns that are not personal, where it has their form."""
    shown = (pl.when(pl.col(c).str.contains(form)).then(c) for c, form in REPORTABLE.items())
    values = frame.select("baris", *shown).unpivot(
        index="baris", variable_name="kolom", value_name="nilai"
    )
    return long.join(values, on=["baris", "kolom"], how="left").sort("baris", "kolom")


def _faults(villages: set[str], voting_day: date) -> list[tuple[str, str, pl.Expr]]:
    """Column, code and expression of every fault; an expression is true where the fault is."""
    birth = pl.col("tanggal_lahir")
    dated = pl.when(birth.str.contains(DATE)).then(birth)
    born = dated.str.to_date("%Y-%m-%d", strict=False)
    return [
        *(("nik", code, e) for code, e in nik_faults(pl.col("nik"))),
        ("nkk", "nkk-bukan-16-digit", ~pl.col("nkk").str.contains(r"^[0-9]{16}$")),
        ("nama", "nama-kosong", pl.col("nama").str.len_chars() == 0),
        *(
            (column, "karakter-tidak-sah", pl.col(column).str.contains(r"[\x00-\x1f\x7f]"))
            for column in ("nama", "tempat_lahir", "alamat")
        ),
        ("tanggal_lahir", "tanggal-tidak-sah", (born < EARLIEST).fill_null(value=True)),
        ("tanggal_lahir", "lahir-setelah-pemungutan", (born > voting_day).fill_null(value=False)),
        ("jenis_kelamin", "bukan-L-atau-P", ~pl.col("jenis_kelamin").is_in(["L", "P"])),
        ("status_kawin", "bukan-B-S-P", ~pl.col("status_kawin").is_in(["B", "S", "P"])),
        ("rt", "rt-bukan-angka", ~pl.col("rt").str.contains(r"^[0-9]{1,3}$")),
        ("rw", "rw-bukan-angka", ~pl.col("rw").str.contains(r"^[0-9]{1,3}$")),
        ("disabilitas", "disabilitas-bukan-0-6", ~pl.col("disabilitas").str.contains("^[0-6]$")),
        ("ktp_el", "bukan-S-atau-B", ~pl.col("ktp_el").is_in(["S", "B"])),
        ("kode_wilayah", "wilayah-tidak-dikenal", ~pl.col("kode_wilayah").is_in(sorted(villages))),
        ("tps", "tps-bukan-3-digit", ~pl.col("tps").str.contains("^[0-9]{3}$")),
    ]


def nik_faults(nik: pl.Expr) -> list[tuple[str, pl.Expr]]:
    """The faults of `domain.nik.galat_nik`, in its order: the first one of a NIK is reported."""
    formed = nik.str.contains(r"^[0-9]{16}$")
    uniform = nik.is_in([str(d) * 16 for d in range(10)])
    day, month = nik.str.slice(6, 2), nik.str.slice(8, 2)
    dated = day.str.contains(r"^(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])$") & (
        month.str.contains(r"^(0[1-9]|1[0-2])$")
    )
    return [
        ("nik-bukan-16-digit", ~formed),
        ("nik-angka-seragam", formed & uniform),
        ("nik-tanggal-lahir-mustahil", formed & ~uniform & ~dated),
        ("nik-nomor-seri-0000", formed & ~uniform & dated & (nik.str.slice(12) == "0000")),
    ]
