"""Row 35: what tickets and messages seal comes under a new key while the office works."""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from obstore.store import LocalStore

from complaints.store import percakapan as store
from complaints.store.tersegel import HOLDINGS
from complaints.usecases.percakapan import Masuk
from devstack.secret_file import rotate
from election_common import keyring_file
from election_common.berkas import tersegel
from election_common.berkas.segel_ulang import SealedFiles
from election_common.berkas.tiba import Berkas, Jenis
from election_common.database import transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Reseal

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
WARGA = "6281200000001"
WORDS = 20_000
TIM = {"claims": {"unit": "wbs"}}
HELPDESK: dict = {}
BERKAS = {"content-type": "application/octet-stream"}
PDF = b"%PDF-1.7\n" + b"isi yang rahasia " * 10_000


@pytest.fixture
async def office(api, ring, turn, database):
    """An office at work: tickets that are sealed or not, words, notes, files, messages."""
    turn(Keyring.load(ring))
    return Office(api, Keyring.load(ring), database.owner)


class Office:
    """Its two tickets: an ordinary one whose reporter is written to, and one of WBS with a file."""

    def __init__(self, api, keyring, owner):
        self.api, self.keyring, self.owner = api, keyring, owner

    async def open(self, words):
        """Take both in, with that many words in the history of each."""
        self.tickets = [
            await self.api.file("pengaduan-layanan", pin=None, dikabari=True),
            await self.api.file("wbs", role="wbs_tim"),
        ]
        self.sealed = self.tickets[1]["id"]
        for (id_, role, options), unit in zip(self.desks(), ("", "wbs"), strict=True):
            self._load(id_, self.keyring.of(unit), words)
            await self.note(id_, role, options, "catatan pertama")
        sent = await self.api(
            "POST", f"/tiket/{self.sealed}/lampiran", "wbs_tim", content=PDF, headers=BERKAS, **TIM
        )
        self.lampiran, self.sidik = sent.json()["id"], sent.json()["sidik"]
        pesan = {
            "wilayah": "1906", "penerima": "081299999999", "templat": "bantuan", "parameter": {},
        }  # fmt: skip
        await self.api("POST", "/pesan", "helpdesk", json=pesan)

    def desks(self):
        """Each ticket, with who handles it."""
        ids = (ticket["id"] for ticket in self.tickets)
        return list(zip(ids, ("helpdesk", "wbs_tim"), (HELPDESK, TIM), strict=True))

    async def note(self, id_, role, options, isi):
        answer = await self.api("POST", f"/tiket/{id_}/catatan", role, json={"isi": isi}, **options)
        assert answer.status_code == 201, answer.text

    def _load(self, tiket, keyring, n):
        ids = [uuid4() for _ in range(n)]
        rows = [(id_, tiket, NOW, keyring.seal("kata", f"riwayat|{id_}")) for id_ in ids]
        with psycopg.connect(self.owner) as owner, owner.cursor() as cursor:
            cursor.executemany(
                "insert into riwayat"
                " (id, tiket, pada, oleh, tindakan, dari, ke, rincian, keterangan)"
                " values (%s, %s, %s, 'uji', 'jawaban', '', '', '{}', %s)",
                rows,
            )

    async def read(self, id_, role, options):
        """Everything that is sealed of a ticket: story, words, notes."""
        where, alasan = f"/tiket/{id_}", {"json": {"alasan": "telaah laporan"}}
        opened = await self.api("POST", f"{where}/buka-pribadi", role, **alasan, **options)
        page = await self.api("GET", f"{where}/catatan?limit=1&hitung=ya", role, **options)
        return (
            opened.json()["pribadi"]["uraian"], len(opened.json()["tulisan"]),
            page.json()["data"][0]["isi"], page.json()["jumlah"],
        )  # fmt: skip


async def note_until(ended, office):
    """Have the desks write notes in turn; how many each wrote."""
    wrote = 0
    while not ended.is_set():
        for desk in office.desks():
            await office.note(*desk, "catatan di tengah jalan")
        wrote += 1
    return wrote


async def fetch_until(ended, office, files, keyrings):
    """Read the sealed file as processes before and after their restart do; how often it was."""
    berkas = Berkas(office.sidik, Jenis.PDF, len(PDF), "wbs")
    read = 0
    while not ended.is_set():
        content = await tersegel.read(files, berkas, keyrings[read % 2])
        assert b"".join([part async for part in content]) == PDF
        read += 1
    return read


async def test_row_35_everything_opens_when_the_key_that_sealed_it_is_retired(
    office, ring, turn, worker, app, phone, tmp_path, owner, faults_scale, record_figure
):
    n = faults_scale(WORDS)
    await office.open(n)
    masuk = Masuk(WARGA, "Warga Uji", "LAPOR lubang", NOW, berkas=False)
    async with transaction(app, scope=None) as tx:
        isi = masuk.seal(office.keyring, "wamid.1")
        await store.receive(
            tx, [{"id": "wamid.1", "isi": isi, "dikirim_pada": NOW, "diterima_pada": NOW}]
        )
    files = LocalStore(tmp_path / "files")
    parts = [*HOLDINGS.parts, SealedFiles(files)]
    added, promoted = rotate(ring, Purpose.VALUE)
    turn(promoted)
    reseal, ended = Reseal(worker, promoted, replace(HOLDINGS, parts=parts)), asyncio.Event()
    # Words, then of each ticket its story and a note; a file, two messages out and one in.
    assert await reseal.left() == {"value k1": 2 * n + 2 + 2 + 1 + 2 + 1}
    versions = await owner("select id, versi from tiket order by id")
    writing = asyncio.create_task(note_until(ended, office))
    fetching = asyncio.create_task(fetch_until(ended, office, files, [added, promoted]))
    start = time.monotonic()
    await reseal.run()
    seconds = time.monotonic() - start
    ended.set()
    wrote, fetched = await writing, await fetching
    keyring_file.main(["retire", str(ring), "value", "k1"])
    last = Keyring.load(ring)
    turn(last)
    assert await reseal.left() == {}
    assert await owner("select id, versi from tiket order by id") == versions
    for desk in office.desks():
        assert await office.read(*desk) == ("cerita yang pribadi", n, "catatan pertama", 1 + wrote)
    await owner("update berkas set status = 'bersih'")
    where = f"/tiket/{office.sealed}/lampiran/{office.lampiran}"
    assert (await office.api("GET", where, "wbs_tim", **TIM)).content == PDF
    jobs = replace(phone.jobs, keyring=last)
    while await jobs.answer_next() or await jobs.send_next():
        pass
    assert {m["status"] for m in await owner("select status from pesan")} == {"terkirim"}
    assert [m["galat"] for m in await owner("select galat from pesan_masuk")] == [None]
    assert min(wrote, fetched) > 0
    record_figure(35, words=2 * n, seconds=round(seconds, 1), fetched=fetched, old=0)


async def test_the_command_seals_the_files_of_tickets_anew(
    office, ring, database, service_env, monkeypatch, tmp_path
):
    await office.open(1)
    rotate(ring, Purpose.VALUE)
    service_env(database, "worker")
    monkeypatch.setenv("KEYRING_FILE", str(ring))
    command = [sys.executable, "-m", "complaints.workers", "segel-ulang"]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=60, check=True
    )
    logs = [json.loads(line) for line in done.stdout.splitlines()]
    said = [(e["key"], e["rows"]) for e in logs if e["event"] == "old-key"]
    assert (said, logs[-1]["written"]) == ([("value k1", 0)], 9)
    assert (tmp_path / "files/berkas" / office.sidik).read_bytes().startswith(b"\x02k2")
