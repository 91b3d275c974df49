"""No identity number leaves the rows that seal it: all of the played story are canaries.

Voters, candidates and who reports, and the telephone number of the citizen who wrote.

All that the house has written is searched: logs of all processes, metrics, the broker's store, the
file stores, published documents, and the text of every table; and what it answered to refusals.
"""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx
import psycopg
import pytest
from psycopg import sql

from devstack.ports import Ports
from devstack.services import SERVICES
from devstack.small_story import SEED as STORY
from devstack.story import pelayanan, pencalonan
from devstack.story.play import PEMILIHAN, PROVINSI
from devstack.story.simulasi import SIMULASI

KAB = "1906"
SEED = 33
CANARIES = 50
#: Of these everything is asked that a caller may send, well formed and not; of all, the rest.
ASKED = 10
NUMBER = re.compile(rb"(?<![0-9])[0-9]{16}(?![0-9])")
#: As it stands in the number however it is written: +62, 62 or 0 comes before it.
PHONE = pelayanan.WARGA.removeprefix("62").encode()
REGISTRY, CANDIDACY, COMPLAINTS = "voter-registry", "candidacy", "complaints"
BY_NAME = {service.name: service for service in SERVICES}
JSON = {"content-type": "application/json"}

pytestmark = pytest.mark.timeout(900)


class House:
    """The played house, its canaries, and every answer that is not meant to show one."""

    def __init__(self, played):
        self.played = played
        self.answers = []
        self.numbers = set()
        for file in played.files.iterdir():
            self.numbers |= set(NUMBER.findall(file.read_bytes()))
        self.candidates = [
            (peserta, pencalonan.person(STORY, peserta, posisi))
            for peserta in pencalonan.PASANGAN
            for posisi in ("calon", "wakil")
        ]
        self.numbers |= {person["nik"].encode() for _, person in self.candidates}
        lines = (played.files / f"dp4-{KAB}.csv").read_text().splitlines()
        persons = [
            dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]
        ]
        self.persons = random.Random(SEED).sample(persons, CANARIES)  # noqa: S311 - a test's choice
        self._n = 0

    def call(
        self, method, path, role=None, wilayah=KAB, *, service=REGISTRY, peserta="", shown=False,
        **options,
    ):  # fmt: skip
        headers = options.pop("headers", {})
        if role:
            token = self.played.house.tokens.token(role, wilayah, peserta=peserta)
            headers |= {"authorization": f"Bearer {token}"}
        self._n += 1
        headers |= {"idempotency-key": f"canary-{self._n}"}
        url = f"{self.played.house.gateway_url}/{service}/v1{path}"
        answer = httpx.request(method, url, headers=headers, timeout=20, **options)
        self.answers.append(repr(answer.headers).encode())
        if not shown:
            self.answers.append(answer.content)
        return answer

    def database(self, service):
        cluster = self.played.house.parts.by_name["postgres"]
        return psycopg.connect(cluster.admin_dsn(service.database), autocommit=True)

    def sinks(self) -> Iterator[tuple[str, bytes]]:
        layout = self.played.house.layout
        for file in layout.root.rglob("*"):
            if file.is_file() and "postgres" not in file.relative_to(layout.root).parts:
                yield str(file), file.read_bytes()
        ports = Ports(layout.ports).remembered()
        for name in (*(s.name for s in SERVICES), *(f"{s.name}-worker" for s in SERVICES)):
            yield f"metrics of {name}", httpx.get(f"http://127.0.0.1:{ports[name]}/metrics").content
        for service in SERVICES:
            yield from self._dump(service)
        for n, answer in enumerate(self.answers):
            yield f"answer {n}", answer

    def _dump(self, service):
        with self.database(service) as connection:
            tables = connection.execute(
                "select schemaname, tablename from pg_tables"
                " where schemaname not in ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, table in tables:
                statement = sql.SQL("copy (select * from {}) to stdout")
                with connection.cursor().copy(
                    statement.format(sql.Identifier(schema, table))
                ) as copy:
                    yield f"table {service.name} {schema}.{table}", b"".join(map(bytes, copy))

    def hits(self):
        return {
            where
            for where, content in self.sinks()
            if PHONE in content or self.numbers & set(NUMBER.findall(content))
        }


@pytest.fixture
def house(played):
    return House(played)


@contextmanager
def broken(house, service, *renames):
    """Columns under other names: every statement that needs them fails with 500."""
    with house.database(BY_NAME[service]) as connection:
        for table, column in renames:
            connection.execute(f"alter table {table} rename column {column} to {column}_x")
        try:
            yield
        finally:
            for table, column in renames:
                connection.execute(f"alter table {table} rename column {column}_x to {column}")


def voters(house):
    """The canaries' rows by their last digits, as an office sees them."""
    where = {"pemilihan": PEMILIHAN, "wilayah": KAB}
    sheet = house.call("GET", "/coklit/lembar-kerja", "kpu_kabko", params=where)
    rows = [json.loads(line) for line in sheet.text.splitlines()]
    return {(r["nik_akhir"], r["nama"]): r for r in rows}


def ask_about(house, person):
    """Everything that a caller may send with this number, well formed and not."""
    nik, nkk = person["nik"], person["nkk"]
    check = {"pemilihan": PEMILIHAN, "nik": nik, "nkk_akhir": nkk[-4:]}
    house.call("POST", "/cek-dpt", json=check)
    house.call("POST", "/cek-dpt", json=check | {"nkk_akhir": "0000"})
    for wrong in ({"nik": [nik]}, {"nik": f"{nik}\n"}, {"nama": nik}, {"nkk_akhir": nik}):
        assert house.call("POST", "/cek-dpt", json=check | wrong).status_code == 422
    house.call("POST", "/cek-dpt", content=f'{{"nik": "{nik}"'.encode(),
               headers=JSON)  # fmt: skip
    found = {
        "nik": nik, "nkk": nkk, "tps": f"{person['kode_wilayah']}001", "nama": "ORANG",
        "tempat_lahir": "Manggar", "tanggal_lahir": "1990-01-01", "jenis_kelamin": "L",
        "status_kawin": "S", "alamat": "Jl. Uji", "rt": "1", "rw": "1", "disabilitas": 0,
        "ktp_el": "S",
    }  # fmt: skip
    sheet = {"pemilihan": PEMILIHAN, "wilayah": person["kode_wilayah"]}
    for item in ({"hasil": "baru", "baru": found}, {"hasil": nik, "baru": found}):
        house.call("POST", "/coklit", "pps", person["kode_wilayah"], json=sheet | {"butir": [item]})


def dossiers(house):
    """The id of each pair's dossier."""
    where = {"pemilihan": SIMULASI}
    answer = house.call(
        "GET", "/nominasi", "kpu_provinsi", PROVINSI, service=CANDIDACY, params=where
    )
    return {row["peserta"]: row["id"] for row in answer.json()["data"]}


def ask_about_candidate(house, id_, peserta, person):
    """State him again, well formed and not; says how that was answered."""
    options = {"service": CANDIDACY, "peserta": peserta, "headers": {"if-match": '"1"'}}
    ask = partial(house.call, "POST", f"/nominasi/{id_}/calon", "admin_silon", PROVINSI)
    nik = person["nik"]
    for wrong in ({"nik": [nik]}, {"nik": f"{nik}\n"}, {"posisi": nik}, {"tanggal_lahir": nik}):
        assert ask(json=person | wrong, **options).status_code == 422
    unsound = f'{{"nik": "{nik}"'.encode()
    options["headers"] |= JSON
    assert ask(content=unsound, **options).status_code == 400
    return ask(json=person, **options).status_code


def report(house, person):
    """Report with this number and the telephone, well formed and not; says what the first got."""
    nik, phone = person["nik"], pelayanan.PRIBADI["telepon"]
    of_him = pelayanan.PRIBADI | {"identitas": nik, "uraian": f"Saya {nik}, telepon {phone}."}
    body = {
        "jenis": "pengaduan-layanan", "kanal": "loket", "wilayah": PROVINSI, "perihal": "antrean",
        "pribadi": of_him,
    }  # fmt: skip
    ask = partial(house.call, "POST", "/tiket", "helpdesk", PROVINSI, service=COMPLAINTS)
    for wrong in (
        {"jenis": nik}, {"pribadi": of_him | {"identitas": [nik]}},
        {"pribadi": of_him | {"telepon": [phone]}}, {"pribadi": of_him | {"nik": nik}},
    ):  # fmt: skip
        assert ask(json=body | wrong).status_code == 422
    assert ask(content=f'{{"telepon": "{phone}"'.encode(), headers=JSON).status_code == 400
    message = json.dumps({"entry": [{"id": pelayanan.WARGA}]}).encode()
    house.call("POST", "/webhooks/whatsapp", service=COMPLAINTS, content=message, headers=JSON)
    return ask(json=body).status_code


def test_no_number_is_anywhere_but_sealed(house, record_figure):
    rows = voters(house)
    revealed = 0
    for person in house.persons:
        check = {"pemilihan": PEMILIHAN, "nik": person["nik"], "nkk_akhir": person["nkk"][-4:]}
        house.call("POST", "/cek-dpt", json=check)
        row = rows.get((person["nik"][-4:], person["nama"]))
        if row is not None and revealed < 25:  # of thirty an hour
            why = {"alasan": "pencocokan berkas perkara"}
            path = f"/pemilih/{row['id']}/buka-nik"
            answer = house.call("POST", path, "kpu_kabko", shown=True, json=why)
            assert answer.json()["nilai"] == person["nik"]
            revealed += 1
    assert revealed >= 20
    for person in house.persons[:ASKED]:
        ask_about(house, person)
    upload = (house.played.files / f"dp4-{KAB}.csv").read_bytes()
    where = {"pemilihan": PEMILIHAN, "wilayah": KAB, "jenis": "dp4", "asal": "generated"}
    csv = {"content-type": "text/csv"}
    refused = house.call("POST", "/impor", "operator", params=where, content=upload, headers=csv)
    assert refused.status_code == 409
    export_all(house)
    pairs = dossiers(house)
    for peserta, person in house.candidates:
        assert ask_about_candidate(house, pairs[peserta], peserta, person) in {409, 412}
    assert {report(house, person) for person in house.persons[:ASKED]} == {201}
    with broken(house, CANDIDACY, ("calon", "nik"), ("nominasi", "versi")):
        for peserta, person in house.candidates:
            assert ask_about_candidate(house, pairs[peserta], peserta, person) == 500
    with broken(house, COMPLAINTS, ("tiket", "pribadi")):
        assert {report(house, person) for person in house.persons[:ASKED]} == {500}
    with broken(house, REGISTRY, ("cuplikan_pemilih", "nik_indeks"), ("pemilih", "nik")):
        for person in house.persons[:ASKED]:
            check = {"pemilihan": PEMILIHAN, "nik": person["nik"], "nkk_akhir": "0000"}
            assert house.call("POST", "/cek-dpt", json=check).status_code == 500
            ask_about(house, person)
    assert house.hits() == set()
    record_figure(33, canaries=len(house.numbers) + 1, answers=len(house.answers), hits=0)


def export_all(house):
    """A working export with every number in it, from request to file."""
    body = {
        "pemilihan": PEMILIHAN, "wilayah": KAB, "perkara": "SIMULASI/PHP/1", "penerima": "kpu",
        "tujuan": "pembuktian di persidangan", "kolom": ["nama", "nik", "nkk"],
    }  # fmt: skip
    asked = house.call("POST", "/ekspor-kerja", "operator", json=body)
    path = f"/ekspor-kerja/{asked.json()['id']}"
    decision = {"setuju": True, "alasan": "sesuai surat perkara"}
    match = {"if-match": asked.headers["etag"]}
    house.call("POST", f"{path}/persetujuan", "penyetuju", json=decision, headers=match)
    for _ in range(100):
        if house.call("GET", path, "operator").json()["status"] == "tersedia":
            break
        httpx.get(house.played.house.gateway_url)
    taken = house.call("POST", f"{path}/pengambilan", "operator", shown=True)
    assert house.numbers & set(NUMBER.findall(taken.content))


def test_a_number_in_the_clear_is_found(house):
    """The search can fail: numbers in a log, in a table and in answers."""
    number = house.persons[0]["nik"]
    log = house.played.house.layout.logs / "uji.log"
    log.write_text(f"nik={number}")
    with house.database(BY_NAME[REGISTRY]) as connection:
        connection.execute("create table uji as select %s::text as nik", (number,))
    house.answers.append(f'"{number}"'.encode())
    house.answers.append(f'"{house.candidates[0][1]["nik"]}"'.encode())
    house.answers.append(f"0{PHONE.decode()}".encode())
    try:
        assert house.hits() == {str(log), "table voter-registry public.uji"} | {
            f"answer {n}" for n in range(3)
        }
    finally:
        log.unlink()
        with house.database(BY_NAME[REGISTRY]) as connection:
            connection.execute("drop table uji")
