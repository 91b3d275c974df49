"""Voters leave for a case only: two persons, the columns of the recipient, one file, one taker."""

import csv
import hashlib
from datetime import timedelta

import obstore.store
import psycopg
import pytest

from election_common import jobs as deferred
from election_common.keyring import Keyring
from election_common.peran import Peran
from voter_registry.domain.data_pribadi import UNSUR
from voter_registry.jobs import Jobs
from voter_registry.usecases.berkas_ekspor import Berkas

NIK = "1906011505900001"


class Exports:
    """The acts around a working export, shortened."""

    def __init__(self, office, tmp_path):
        self.office = office
        self.body = {
            "pemilihan": office.pemilihan, "wilayah": "1906012001", "perkara": "SIMULASI/PHP/1",
            "tujuan": "pembuktian di persidangan", "penerima": "pengadilan",
            "kolom": ["nama", "nik", "tanggal_lahir"],
        }  # fmt: skip
        self.folder = tmp_path / "files" / "ekspor"

    async def request(self, status=201, role="operator", di="1906", **changes):
        return await self.office.ok(
            "POST", "/ekspor-kerja", role, status=status, wilayah=di, json=self.body | changes
        )

    async def decide(self, asked, status=200, role="penyetuju", *, setuju=True):
        return await self.office.ok(
            "POST", f"/ekspor-kerja/{asked.json()['id']}/persetujuan", role, status=status,
            json={"setuju": setuju, "alasan": "sesuai surat perkara"},
            headers={"if-match": asked.headers["etag"]},
        )  # fmt: skip

    async def take(self, asked, status=200, role="operator", **options):
        path = f"/ekspor-kerja/{asked.json()['id']}/pengambilan"
        return await self.office.ok("POST", path, role, status=status, **options)

    async def made(self, **changes):
        asked = await self.request(**changes)
        await self.decide(asked)
        await self.office.run_jobs()
        return asked

    def files(self):
        return [p.read_bytes() for p in self.folder.rglob("*") if p.is_file()]


@pytest.fixture
def exports(office_in_coklit, tmp_path):
    return Exports(office_in_coklit, tmp_path)


def lines(answer):
    mark, *rest = answer.text.splitlines()
    return mark, list(csv.DictReader(rest))


async def test_from_request_to_file(exports, database):
    asked = await exports.made()
    id_ = asked.json()["id"]
    files = exports.files()
    assert len(files) == 2
    assert not any(NIK.encode() in sealed or b"ORANG" in sealed for sealed in files)
    ready = (await exports.office.ok("GET", f"/ekspor-kerja/{id_}", "operator")).json()
    assert (ready["status"], ready["diputuskan_oleh"]) == ("tersedia", "penyetuju@1906")
    answer = await exports.take(asked)
    assert answer.headers["cache-control"] == "no-store"
    assert hashlib.sha256(answer.content).hexdigest() == ready["sidik"]
    mark, rows = lines(answer)
    for word in (id_, "SIMULASI/PHP/1", "pengadilan", "operator@1906", "penyetuju@1906"):
        assert word in mark
    assert len(rows) == ready["baris"] == 6
    assert set(rows[0]) == {"id", "nama", "nik", "tanggal_lahir", "ekspor_kerja"}
    assert NIK in {row["nik"] for row in rows}
    assert {row["ekspor_kerja"] for row in rows} == {id_}
    with psycopg.connect(database.owner) as owner:
        ((sub, columns, whom),) = owner.execute(
            "select sub, kolom, subjek::text[] from audit where objek = %s and subjek is not null",
            (f"ekspor-kerja/{id_}",),
        )
        acts = owner.execute(
            "select tindakan, sub from audit where objek = %s and subjek is null order by id",
            (f"ekspor-kerja/{id_}",),
        ).fetchall()
    assert (sub, whom) == ("operator@1906", [row["id"] for row in rows])
    assert columns == ["id", "nama", "nik", "tanggal_lahir"]
    assert acts == [
        ("pengajuan-ekspor-kerja", "operator@1906"),
        ("persetujuan-ekspor-kerja", "penyetuju@1906"),
        ("pengambilan-ekspor-kerja", "operator@1906"),
    ]


@pytest.mark.parametrize(
    ("stage", "sub", "roles", "expected"),
    [
        ("asked", "lain", ["penyetuju"], (None, "peran-tidak-berwenang")),
        ("asked", "pemohon", ["operator"], ("peran-tidak-berwenang", "tahap-tidak-mengizinkan")),
        (
            "asked", "pemohon", ["operator", "penyetuju"],
            ("penyetuju-sama-dengan-pemohon", "tahap-tidak-mengizinkan"),
        ),
        ("made", "lain", ["penyetuju", "operator"], ("tahap-tidak-mengizinkan", "bukan-pemohon")),
        ("made", "pemohon", ["operator"], ("peran-tidak-berwenang", None)),
    ],
)  # fmt: skip
async def test_it_says_which_acts_are_open(exports, stage, sub, roles, expected):
    asked = await exports.office.ok(
        "POST",
        "/ekspor-kerja",
        "operator",
        "penyetuju",
        sub="pemohon",
        status=201,
        json=exports.body,
    )
    if stage == "made":
        await exports.decide(asked)
        await exports.office.run_jobs()
    path = f"/ekspor-kerja/{asked.json()['id']}/aksi"
    answer = await exports.office.ok("GET", path, *roles, sub=sub)
    found = {row["tindakan"]: row["alasan"] and row["alasan"]["code"] for row in answer.json()}
    assert found == dict(
        zip(("persetujuan-ekspor-kerja", "pengambilan-ekspor-kerja"), expected, strict=True)
    )


async def test_it_is_taken_once_but_a_broken_download_may_be_repeated(exports):
    asked = await exports.made()
    first = await exports.take(asked, key="k1")
    assert (await exports.take(asked, key="k1")).text == first.text
    again = await exports.take(asked, status=409, key="k2")
    assert again.json()["code"] == "tahap-tidak-mengizinkan"


async def test_only_who_asked_takes_it(exports):
    asked = await exports.made()
    refused = await exports.take(asked, status=403, role="penyetuju")
    assert refused.json()["code"] == "peran-tidak-berwenang"
    path = f"/ekspor-kerja/{asked.json()['id']}/pengambilan"
    refused = await exports.office.ok("POST", path, "penyetuju", "operator", status=403)
    assert refused.json()["code"] == "bukan-pemohon"
    await exports.take(asked, status=404, role="kpu_kabko")
    await exports.take(asked, status=404, wilayah="1971")


@pytest.mark.parametrize("role", ["bawaslu", "penyetuju", "ppk", "admin"])
async def test_who_is_no_longer_of_the_office_does_not_take_it(exports, role):
    asked = await exports.made()
    exports.office.api.app.state.akses._keep_seconds = 0  # a second has passed
    refused = await exports.take(asked, status=403, role=role, sub="operator@1906")
    assert refused.json()["code"] == "peran-tidak-berwenang"


@pytest.mark.parametrize("role", sorted(Peran))
async def test_case_and_purpose_are_for_who_asked_and_who_judges(exports, role):
    asked = (await exports.request()).json()
    sees = role in {"operator", "penyetuju", "admin"}
    one = await exports.office.api("GET", f"/ekspor-kerja/{asked['id']}", role, wilayah="1906")
    many = await exports.office.api("GET", "/ekspor-kerja", role, wilayah="1906")
    assert one.status_code == (200 if sees else 404)
    assert [row["id"] for row in many.json()["data"]] == [asked["id"]] * sees
    assert (asked["perkara"] in one.text + many.text) == sees


async def test_a_second_person_approves(exports, office):
    both = ("operator", "penyetuju")
    asked = await office.ok("POST", "/ekspor-kerja", *both, status=201, json=exports.body)
    await exports.decide(asked, status=403, role="operator")
    answer = await office.ok(
        "POST", f"/ekspor-kerja/{asked.json()['id']}/persetujuan", *both, status=403,
        json={"setuju": True, "alasan": "sesuai surat perkara"},
        headers={"if-match": asked.headers["etag"]},
    )  # fmt: skip
    assert answer.json()["code"] == "penyetuju-sama-dengan-pemohon"
    pending = await office.ok("GET", "/ekspor-kerja", "penyetuju")
    assert [one["id"] for one in pending.json()["data"]] == [asked.json()["id"]]


async def test_a_refused_one_is_never_made(exports):
    asked = await exports.request()
    assert (await exports.decide(asked, setuju=False)).json()["status"] == "ditolak"
    await exports.office.run_jobs()
    assert exports.files() == []
    await exports.take(asked, status=409)


@pytest.mark.parametrize(
    ("recipient", "column"),
    [("bawaslu", "nik"), ("bawaslu", "tanggal_lahir"), ("pengadilan", "nkk"), ("kpu", "asing")],
)
async def test_a_recipient_has_his_own_columns(exports, recipient, column):
    changes = {"penerima": recipient, "kolom": ["nama", column]}
    refused = await exports.request(status=422, **changes)
    assert refused.json()["code"] == "kolom-tidak-untuk-penerima"
    assert refused.json()["detail"].endswith(f"{column}.")


async def test_bawaslu_has_seven_elements_without_nik(exports):
    asked = await exports.made(penerima="bawaslu", kolom=list(UNSUR))
    answer = await exports.take(asked)
    _, rows = lines(answer)
    assert set(rows[0]) == {*UNSUR, "ekspor_kerja"}
    assert NIK not in answer.text


async def test_two_a_day_for_an_office(exports):
    await exports.request()
    await exports.request(role="kpu_kabko", di="190601")
    refused = await exports.request(status=429, di="1906012001")
    assert refused.json()["code"] == "kuota-habis"
    refused = await exports.request(status=429)
    assert refused.json()["code"] == "kuota-habis"


async def test_an_approved_export_is_never_given_up(
    exports, database, worker, keyring_file, monkeypatch, tmp_path
):
    asked = await exports.request()
    await exports.decide(asked)
    put, tries = Berkas._put, []

    async def fail_often(*args):
        tries.append(args)
        if len(tries) <= deferred.MOST_TRIES:
            raise OSError
        await put(*args)

    monkeypatch.setattr(Berkas, "_put", fail_often)
    monkeypatch.setattr(deferred, "LONGEST_WAIT_SECONDS", 0)
    files = obstore.store.from_url((tmp_path / "files").as_uri())
    table = Jobs(worker, files, Keyring.load(keyring_file)).table()
    app = deferred.create_jobs_app(database.worker, table)
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False)
    assert len(exports.files()) == 2
    await exports.take(asked)


async def test_it_expires_and_is_deleted(exports, database):
    asked = await exports.made()
    with psycopg.connect(database.owner) as owner:
        ((until, decided, due),) = owner.execute(
            "select berlaku_sampai, diputuskan_pada, scheduled_at"
            " from ekspor_kerja, jobs.procrastinate_jobs j where j.status = 'todo'"
        )
        made = until - timedelta(hours=24)
        assert until == due
        assert decided < made < decided + timedelta(minutes=1)
        owner.execute("update ekspor_kerja set berlaku_sampai = now()")
    refused = await exports.take(asked, status=409)
    assert refused.json()["code"] == "ekspor-kedaluwarsa"
    with psycopg.connect(database.owner, options="-c search_path=public,jobs") as owner:
        owner.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
    await exports.office.run_jobs()
    assert exports.files() == []
    gone = await exports.office.ok("GET", f"/ekspor-kerja/{asked.json()['id']}", "operator")
    assert gone.json()["status"] == "dihapus"


async def test_a_deletion_that_broke_off_is_ended_by_the_next(exports, database):
    asked = await exports.made()
    first, *_ = sorted(p for p in exports.folder.rglob("*") if p.is_file())
    first.unlink()
    with psycopg.connect(database.owner, options="-c search_path=public,jobs") as owner:
        owner.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
    await exports.office.run_jobs()
    gone = await exports.office.ok("GET", f"/ekspor-kerja/{asked.json()['id']}", "operator")
    assert (gone.json()["status"], exports.files()) == ("dihapus", [])


async def test_a_file_that_was_tampered_with_does_not_open(exports):
    asked = await exports.made()
    parts = sorted(p for p in exports.folder.rglob("*") if p.is_file())
    first, second = (p.read_bytes() for p in parts)
    parts[0].write_bytes(second)
    parts[1].write_bytes(first)
    path = f"/v1/ekspor-kerja/{asked.json()['id']}/pengambilan"
    token = exports.office.api.issuer.token("operator", wilayah="1906")
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "k"}
    answer = await exports.office.api.client.post(path, headers=headers)
    assert "ORANG" not in answer.text


async def test_a_formula_is_inert(exports, office):
    rows = [r for r in await office.worksheet("1906012001001") if r["baris"] == 6]
    change = {"hasil": "ubah", "pemilih": rows[0]["id"], "versi": 1,
              "perubahan": {"nama": "=HYPERLINK(1)"}}  # fmt: skip
    await office.findings("1906012001", [change], role="pps")
    _, exported = lines(await exports.take(await exports.made()))
    assert "'=HYPERLINK(1)" in {row["nama"] for row in exported}
