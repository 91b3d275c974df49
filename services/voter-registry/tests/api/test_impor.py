"""Importing a DP4: what a line may say, and what is told when its import fails."""

import asyncio
import contextlib
import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import obstore.store
import psycopg
import pytest

from devstack import ports, probing
from devstack.waiting import wait_until
from election_common import jobs as deferred
from election_common.berkas.yatim import discard_orphans
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.operasi.abandoned import fail_abandoned
from voter_registry.batch.galat import DISIMPAN, discard_reports
from voter_registry.jobs import Jobs
from voter_registry.settings import Settings

KEPT_FOR = timedelta(days=Settings.model_fields["lost_files_days"].default)


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


@pytest.mark.timeout(120)
async def test_an_import_whose_process_dies_each_time_is_given_up(
    office, dp4, database, worker, keyring_file, service_env, monkeypatch, tmp_path
):
    params = {"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "dp4"}
    wish = {
        "status": 202, "params": params | {"asal": "generated"},
        "content": "\n".join(dp4).encode(), "headers": {"content-type": "text/csv"},
    }  # fmt: skip
    asked = await office.ok("POST", "/impor", "operator", **wish)
    with psycopg.connect(database.owner) as owner:
        owner.execute("alter table pemilih add constraint uji check (nama is null)")
    service_env(database, "worker")
    monkeypatch.setattr(deferred, "MOST_TRIES", 2)
    monkeypatch.setattr(deferred, "LONGEST_WAIT_SECONDS", 0)
    files = obstore.store.from_url((tmp_path / "files").as_uri())
    table = Jobs(worker, files, Keyring.load(keyring_file)).table()
    app = deferred.create_jobs_app(database.worker, table)
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False)
    assert await fail_abandoned(worker)
    where = asked.headers["location"].removeprefix("/v1")
    said = (await office.ok("GET", where, "operator")).json()
    assert (said["status"], said["masalah"]["code"]) == ("gagal", "operasi-tidak-selesai")
    (file,) = (tmp_path / "files/berkas").iterdir()
    await discard_orphans(
        worker, files, KEPT_FOR, at=datetime.now(UTC) + timedelta(hours=1, seconds=1)
    )
    assert not file.exists()
    await office.ok("POST", "/impor", "operator", **wish)


def left(tmp_path):
    """Files that hold persons in the clear."""
    return [file for file in (tmp_path / "files").rglob("*") if file.is_file()]


@pytest.mark.parametrize("role", ["publik", "bawaslu", "pps", "admin"])
async def test_of_who_may_not_import_nothing_is_taken_in(api, pemilihan, role, tmp_path):
    taken = []

    async def body():
        for _ in range(3):
            taken.append(b"x" * 1_000)
            yield taken[-1]

    answer = await api(
        "POST", "/impor", role, wilayah="1906", content=body(),
        params={"pemilihan": pemilihan, "wilayah": "1906", "jenis": "dp4"},
        headers={"content-type": "text/csv"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (403, "peran-tidak-berwenang")
    assert (len(taken) < 3, left(tmp_path)) == (True, [])


@pytest.mark.parametrize(
    "failure",
    [Refusal("berkas-kosong"), ZeroDivisionError("0"), asyncio.CancelledError()],
    ids=repr,
)
async def test_a_file_stays_only_when_its_import_was_started(
    office, dp4, monkeypatch, failure, tmp_path
):
    async def fail(*_, **__):
        assert len(left(tmp_path)) == 1
        raise failure

    monkeypatch.setattr("voter_registry.api.impor.request_impor", fail)
    with contextlib.suppress(AssertionError, asyncio.CancelledError):
        await office.import_dp4(dp4)
    assert left(tmp_path) == []


async def test_what_a_killed_process_left_is_swept(
    api, office, pemilihan, database, service_env, worker, keyring_file, tmp_path
):
    service_env(database, "app")
    port = ports.pick()
    token = api.token("operator", wilayah="1906")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "election_common.serve", "voter_registry.main:create_app",
        "--port", str(port),
    )  # fmt: skip
    url, well = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}/readyz"
    await asyncio.to_thread(wait_until, lambda: probing.is_well(well), seconds=20, what="start")

    async def body():
        for _ in range(20):
            yield b"x" * 1_000_000
        await asyncio.sleep(0.5)
        process.kill()

    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.TransportError):
            await client.post(
                f"{url}/v1/impor", content=body(), timeout=20,
                params={"pemilihan": pemilihan, "wilayah": "1906", "jenis": "dp4"},
                headers={
                    "authorization": f"Bearer {token}", "idempotency-key": "1",
                    "content-type": "text/csv",
                },
            )  # fmt: skip
    await process.wait()
    (broken,) = left(tmp_path)
    orphan = broken.with_name("yatim")
    orphan.write_bytes(b"x")
    awaited = await office.ok(
        "POST", "/impor", "operator", status=202, content=b"x",
        params={"pemilihan": pemilihan, "wilayah": "1906", "jenis": "dp4"},
        headers={"content-type": "text/csv"},
    )  # fmt: skip
    files, now = obstore.store.from_url((tmp_path / "files").as_uri()), datetime.now(UTC)
    assert await discard_orphans(worker, files, KEPT_FOR, at=now) == []
    swept = await discard_orphans(worker, files, KEPT_FOR, at=now + timedelta(hours=1, seconds=1))
    assert swept == ["berkas/yatim", broken.name]
    assert len(left(tmp_path)) == 1
    assert (await office.operation(awaited))["status"] == "gagal"
    assert left(tmp_path) == []


async def test_a_file_of_which_no_line_is_good_says_what_is_wrong_with_each(office, dp4):
    done = await office.import_dp4([dp4[0], *(line(*dp4[:2], tps=f"{n}") for n in range(3))])
    assert (done["status"], done["masalah"]["code"]) == ("gagal", "berkas-kosong")
    report = (await office.ok("GET", done["galat"].removeprefix("/v1"), "operator")).text
    told = [f"{n + 2},tps,tps-bukan-3-digit,{n}" for n in range(3)]
    assert report.splitlines() == ["baris,kolom,kode,nilai", *told]


async def test_a_report_that_only_a_restored_row_names_is_not_there(office, dp4, tmp_path):
    done = await office.import_dp4([*dp4[:2], line(*dp4[:2], rt="A")])
    (tmp_path / "files" / "galat" / f"{done['id']}.csv").unlink()
    gone = await office.ok("GET", f"/operasi/{done['id']}/galat", "operator", status=404)
    assert gone.json()["code"] == "tidak-ditemukan"


async def test_the_report_of_an_import_is_kept_for_its_time(office, dp4, worker, tmp_path):
    done = await office.import_dp4([*dp4[:2], line(*dp4[:2], rt="A")])
    path = f"/operasi/{done['id']}"
    assert (await office.ok("GET", f"{path}/galat", "operator")).text.count("\n") == 2
    folder = tmp_path / "files" / "galat"
    (folder / f"{uuid4()}.csv").write_text("baris,kolom,kode,nilai\n")  # its operation failed
    files, now = obstore.store.from_url((tmp_path / "files").as_uri()), datetime.now(UTC)
    assert await discard_reports(worker, files, at=now + DISIMPAN - timedelta(minutes=1)) == []
    swept = await discard_reports(worker, files, at=now + DISIMPAN + timedelta(minutes=1))
    assert (len(swept), left(tmp_path)) == (2, [])
    assert (await office.ok("GET", path, "operator")).json()["galat"] is None
    await office.ok("GET", f"{path}/galat", "operator", status=404)
