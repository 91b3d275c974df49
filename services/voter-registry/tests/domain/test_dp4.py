"""What the report of an import may show: a value in its column's own form, and never a person's."""

from datetime import date

import polars as pl
import pytest

from voter_registry.batch.dp4 import COLUMNS, judge, read

GOOD = dict(
    zip(
        COLUMNS,
        ("1906011111000001", "1906011505900001", "SITI", "Manggar", "1990-05-15", "P", "B",
         "Jl. Kenari 3", "001", "002", "0", "S", "1906012001", "001"),
        strict=True,
    )
)  # fmt: skip
VILLAGES = {"1906012001"}


def report(**changes):
    """Column, code and value of each fault of one line."""
    line = {"baris": [2]} | {column: [value] for column, value in (GOOD | changes).items()}
    return judge(pl.DataFrame(line), VILLAGES, date(2024, 11, 27)).galat.drop("baris").rows()


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("jenis_kelamin", "X", "X"),
        ("jenis_kelamin", "SITI", None),
        ("status_kawin", "K", "K"),
        ("status_kawin", "Jl. Kenari 3", None),
        ("ktp_el", "Y", "Y"),
        ("ktp_el", "ya", None),
        ("disabilitas", "9", "9"),
        ("disabilitas", "1990-05-15", None),
        ("rt", "0001", "0001"),
        ("rt", "ANI", None),
        ("rw", "12345", None),
        ("tps", "1", "1"),
        ("tps", "ANI", None),
        ("kode_wilayah", "1971011001", "1971011001"),
        ("kode_wilayah", "19.06.01.2001", "19.06.01.2001"),
        ("kode_wilayah", "190601150590", None),
        ("nik", "12", None),
    ],
)
def test_a_value_is_shown_in_its_own_form(column, value, shown):
    assert [(c, v) for c, _, v in report(**{column: value})] == [(column, shown)]


@pytest.mark.parametrize("gone", range(len(COLUMNS) - 1))
def test_a_line_that_lacks_a_field_shows_no_person(tmp_path, gone):
    file = tmp_path / "dp4.csv"
    short = [value for n, value in enumerate(GOOD.values()) if n != gone]
    file.write_text(f"{','.join(COLUMNS)}\n{','.join(short)}\n")
    faults = judge(read(file), VILLAGES, date(2024, 11, 27)).galat
    shown = {value for value in faults["nilai"] if value}
    assert faults.height
    assert shown.isdisjoint([GOOD[c] for c in COLUMNS[:5]] + [GOOD["alamat"]])


@pytest.mark.parametrize(
    "value", ["1990-5-15", "1990-05-5", "+1990-05-15", "990-05-15", "1990-02-30", "١٩٩٠-05-15"]
)
def test_a_date_has_one_form(value):
    assert report(tanggal_lahir=value) == [("tanggal_lahir", "tanggal-tidak-sah", None)]


def test_a_line_without_fault_is_not_in_the_report():
    assert report() == []
