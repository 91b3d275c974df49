"""Importing a DP4: what a line may say, and what is told when its import fails."""

import asyncio
import sys

import psycopg
import pytest


def line(header, first, **changes):
    """The first person of the file, changed."""
    values = dict(zip(header.split(","), first.split(","), strict=True)) | changes
    return ",".join(values.values())


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("nama", "\\N", "nama-kosong"),
        ("nama", '"\\N"', "nama-kosong"),
        ("tanggal_lahir", "\\N", "tanggal-tidak-sah"),
        ("tanggal_lahir", "0000-01-01", "tanggal-tidak-sah"),
        ("tanggal_lahir", "-001-01-01", "tanggal-tidak-sah"),
        ("tanggal_lahir", "99-01-01", "tanggal-tidak-sah"),
        ("nama", "\\N SITI", None),
        ("nama", "\\.", None),
        ("nama", "null", None),
        ("alamat", "\\N", None),
        ("alamat", '"Jl. ""Uji"", \\N"', None),
    ],
)
async def test_a_line_is_refused_or_loaded_as_it_is(office, dp4, column, value, fault, database):
    done = await office.import_dp4([dp4[0], dp4[1], line(*dp4[:2], **{column: value})])
    assert (done["status"], done["hasil"]) == (
        "selesai", {"diterima": 1 + (fault is None), "ditolak": int(fault is not None)},
    )  # fmt: skip
    with psycopg.connect(database.owner) as owner:
        rows = owner.execute(f"select {column} from pemilih where baris = 3").fetchall()
    kept = "" if value == "\\N" else value.strip('"').replace('""', '"')
    assert rows == ([] if fault else [(kept,)])
    report = await office.ok("GET", f"/operasi/{done['id']}/galat", "operator") if fault else None
    assert report is None or f"3,{column},{fault}," in report.text


async def test_no_person_is_in_the_log_of_an_import_that_fails(
    office, dp4, database, keyring_file, service_env
):
    persons = line(*dp4[:2], nama="ORANG KENARI", alamat="Jl. Kenari")
    params = {"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "dp4"}
    asked = await office.ok(
        "POST", "/impor", "operator", status=202, params=params | {"asal": "generated"},
        content=f"{dp4[0]}\n{persons}\n".encode(), headers={"content-type": "text/csv"},
    )  # fmt: skip
    with psycopg.connect(database.owner) as owner:
        owner.execute("alter table pemilih add constraint uji check (nama not like '%KENARI')")
    service_env(database, "worker")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "voter_registry.workers", "impor", asked.json()["id"],
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said = (await child.communicate())[0].decode()
    assert child.returncode == 1
    assert "CheckViolation: sqlstate 23514" in said
    assert "constraint_name uji" in said
    assert [word for word in ("KENARI", "Kenari", "1990-05-15", "Manggar") if word in said] == []
