"""Row 35: conversations come under a new key while they go on; PINs when they are shown."""

import asyncio
import json
import subprocess
import sys
import time
from datetime import UTC, datetime

import psycopg
import pytest

from complaints.store import percakapan as store
from complaints.store.tersegel import HOLDINGS
from complaints.usecases.percakapan import Masuk, accept_message
from devstack.secret_file import rotate
from election_common import keyring_file
from election_common.database import transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Reseal

CONVERSATIONS = 50_000
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
PIN, WRONG = {"pin": "271104"}, {"pin": "000000"}


def telepon(n):
    return f"62812{n:08d}"


@pytest.fixture
def load(database, ring):
    """Load that many conversations, each with a report that waits for consent."""

    def insert(n):
        keyring = Keyring.load(ring)
        columns = "telepon_indeks, telepon, bebas_sampai, tertunda"
        with (
            psycopg.connect(database.owner) as owner,
            owner.cursor().copy(f"copy percakapan ({columns}) from stdin") as copy,
        ):
            for i in range(n):
                indeks = keyring.blind("telepon", telepon(i))
                sealed = keyring.seal(telepon(i), store.place("telepon", indeks))
                story = keyring.seal(f"cerita {i}", store.place("tertunda", indeks))
                copy.write_row((indeks, sealed, NOW, story))
        with psycopg.connect(database.owner) as owner:
            owner.execute("analyze percakapan")

    return insert


@pytest.fixture
def write(app, worker):
    """Write to the office as a citizen, and have the worker answer."""
    ids = iter(range(1_000_000))

    async def send(n, teks, keyring):
        id_ = f"wamid.{next(ids)}"
        masuk = Masuk(telepon(n), "Warga Uji", teks, NOW, berkas=False)
        async with transaction(app, scope=None) as tx:
            isi = masuk.seal(keyring, id_)
            row = {"id": id_, "isi": isi, "dikirim_pada": NOW, "diterima_pada": NOW}
            await store.receive(tx, [row])
        async with transaction(worker, scope=None) as tx:
            await accept_message(tx, await store.next_received(tx), keyring=keyring, at=NOW)

    return send


async def ask_until(ended, worker, n, keyrings):
    """Look for conversations as processes before and after their restart do; how many it were."""
    asked = 0
    while not ended.is_set():
        i = (asked * 7919) % n
        async with transaction(worker, scope=None) as tx:
            indexes = keyrings[asked % 2].blinds("telepon", telepon(i))
            assert await store.free_until(tx, indexes) is not None
        asked += 1
    return asked


async def write_until(ended, write, n, keyring):
    """Have citizens who are known and who are not write in turn; who did."""
    wrote = []
    while not ended.is_set():
        at = len(wrote) // 2
        wrote.append(n + at if len(wrote) % 2 else n - 1 - at)
        await write(wrote[-1], f"LAPOR lubang {wrote[-1]}", keyring)
    return wrote


async def test_row_35_conversations_are_found_while_the_key_of_the_index_is_rotated(
    load, write, ring, worker, owner, faults_scale, record_figure
):
    n = faults_scale(CONVERSATIONS)
    load(n)
    added, promoted = rotate(ring, Purpose.INDEX)
    reseal, ended = Reseal(worker, promoted, HOLDINGS), asyncio.Event()
    assert await reseal.left() == {"index k1": n}
    asking = asyncio.create_task(ask_until(ended, worker, n, [added, promoted]))
    writing = asyncio.create_task(write_until(ended, write, n, promoted))
    start = time.monotonic()
    await reseal.run()
    seconds = time.monotonic() - start
    ended.set()
    asked, wrote = await asking, await writing
    keyring_file.main(["retire", str(ring), "index", "k1"])
    last = Keyring.load(ring)
    assert await reseal.left() == {}
    rows = await owner("select telepon_indeks, telepon from percakapan")
    numbers = [last.open(r["telepon"], store.place("telepon", r["telepon_indeks"])) for r in rows]
    assert sorted(numbers) == [telepon(i) for i in range(n + len(wrote) // 2)]
    for i in {0, 1, *wrote}:  # what waited for consent, from before and from meanwhile
        await write(i, "SETUJU", last)
    (tickets,) = await owner("select count(*) from tiket")
    assert tickets["count"] == len({0, 1, *wrote})
    assert min(asked, len(wrote)) > 0
    record_figure(35, talks=n, seconds=round(seconds, 1), asked=asked, missed=0, old=0)


@pytest.fixture
def show(api):
    async def enter(lacak, pin):
        answer = await api("POST", f"/lacak/{lacak}/rincian", json=pin)
        return answer.json().get("code", answer.status_code)

    return enter


async def test_row_35_a_pin_comes_under_the_new_key_when_it_is_shown(
    api, ring, turn, show, worker, record_figure
):
    turn(Keyring.load(ring))
    first, second, sealed = [
        (await api.file(jenis, di="19", **role))["lacak"]
        for jenis, role in (
            ("pengaduan-layanan", {}), ("pengaduan-layanan", {}), ("wbs", {"role": "wbs_tim"}),
        )
    ]  # fmt: skip
    added, promoted = rotate(ring, Purpose.PIN)
    reseal = Reseal(worker, promoted, HOLDINGS)
    seen = []
    for keyring, lacak, pin in (
        (added, first, PIN), (promoted, first, WRONG), (promoted, first, PIN),
        (promoted, first, PIN), (promoted, sealed, PIN),
    ):  # fmt: skip
        turn(keyring)
        answer, (old,) = await show(lacak, pin), await reseal.old_keys()
        seen.append((answer, old.rows))
    assert seen == [(200, 3), ("pin-salah", 3), (200, 2), (200, 2), (200, 1)]
    (old,) = await reseal.old_keys()
    assert (old.key, old.rows) == ("pin k1", 1)
    assert "shows it" in old.why
    keyring_file.main(["retire", str(ring), "pin", "k1"])
    turn(Keyring.load(ring))
    assert [await show(lacak, PIN) for lacak in (first, sealed)] == [200, 200]
    assert {await show(second, pin) for pin in (WRONG, PIN, *[WRONG] * 5)} == {"pin-hangus"}
    record_figure(35, pins=3, renewed=2, waiting=1)


def test_the_command_says_of_each_key_how_many_rows_are_under_it(
    load, ring, database, service_env, monkeypatch
):
    load(3)
    rotate(ring, Purpose.INDEX)
    service_env(database, "worker")
    monkeypatch.setenv("KEYRING_FILE", str(ring))
    done = subprocess.run(
        [sys.executable, "-m", "complaints.workers", "segel-ulang"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    logs = [json.loads(line) for line in done.stdout.splitlines()]
    said = [(e["key"], e["rows"]) for e in logs if e["event"] == "old-key"]
    assert (said, logs[-1]["written"]) == ([("index k1", 0)], 3)
