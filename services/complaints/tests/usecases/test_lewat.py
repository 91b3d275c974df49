"""The clock acts by itself: once for each term, on the day, and never while it stands still."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from complaints.store.tenggat import overdue
from election_common.database import transaction
from election_common.legal_time import WIB

NOW = datetime.now(UTC)


@pytest.fixture
def watch(phone, owner):
    """Let the clock look; returns what it has done so far."""

    async def look(now=None, times=1):
        for _ in range(times):
            await phone.jobs.watch_clock(now=now)
        rows = await owner(
            "select tindakan, ke, rincian from riwayat where oleh = 'sistem' order by urut"
        )
        return [(r["tindakan"], r["ke"]) for r in rows]

    return look


async def due(owner, tahap="jawaban"):
    (row,) = await owner("select jatuh_tempo from tenggat where tahap = :t", t=tahap)
    return row["jatuh_tempo"]


async def test_an_answer_that_is_late_opens_the_objection_by_itself(api, watch, owner):
    tiket = await api.file("permohonan-informasi")
    end = await due(owner)
    assert await watch(end) == []
    assert await watch(end + timedelta(seconds=1), times=3) == [("keberatan", "keberatan")]
    history = (await api("GET", f"/tiket/{tiket['id']}/riwayat", "ppid")).json()["data"]
    assert history[-1]["rincian"] == {"tahap": "jawaban", "alasan_keberatan": "c"}
    terms = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "ppid")).json()["data"]
    assert [t["tahap"] for t in terms if t["selesai_pada"] is None] == ["tanggapan-atasan"]


async def test_two_clocks_at_once_open_one_objection(api, watch, owner, phone):
    for _ in range(3):
        await api.file("permohonan-informasi")
    late = await due_of_all(owner) + timedelta(seconds=1)
    await asyncio.gather(*(phone.jobs.watch_clock(now=late) for _ in range(4)))
    assert await watch(late) == [("keberatan", "keberatan")] * 3


async def due_of_all(owner):
    (row,) = await owner("select max(jatuh_tempo) as m from tenggat")
    return row["m"]


async def test_while_the_reporter_completes_nothing_is_late(api, watch):
    tiket = await api.file("permohonan-informasi")
    await api.act(tiket["id"], "permintaan-perbaikan", "ppid", keterangan="akta")
    assert await watch(NOW + timedelta(days=400)) == []


async def test_a_complaint_without_reaction_is_closed_and_one_uncompleted_lapses(api, watch, owner):
    answered = (await api.file("pengaduan-layanan"))["id"]
    await api.act(answered, "verifikasi", "helpdesk")
    await api.act(answered, "pemrosesan", "helpdesk")
    await api.act(answered, "jawaban", "helpdesk", keterangan="sudah diperbaiki")
    assert await watch(await due(owner, "reaksi-pelapor")) == []
    waiting = (await api.file("pengaduan-layanan"))["id"]
    await api.act(waiting, "permintaan-perbaikan", "helpdesk", keterangan="TPS berapa?")
    await watch(NOW + timedelta(days=40), times=2)
    assert await api.status(answered) == "ditutup-otomatis"
    assert await api.status(waiting) == "gugur"


@pytest.mark.parametrize("known", [1, 30], ids="known {} days ago".format)
async def test_other_terms_ring_once_with_a_level(api, watch, owner, known):
    """The reporter's own limit at Bawaslu, over or not, is no lapse of the office."""
    day = (NOW - timedelta(days=known)).date()
    tiket = await api.file("dugaan-pelanggaran", rincian={"diketahui_pada": day.isoformat()})
    late = await due(owner, "penerusan") + timedelta(seconds=1)
    assert ("tenggat-lewat", "terdaftar") in await watch(late, times=2)
    (row,) = await owner("select eskalasi from tiket")
    assert row["eskalasi"] == 1
    await api.act(
        tiket["id"], "penerusan", "helpdesk", tujuan="Bawaslu", nomor_surat="1",
        tanggal_surat="2026-11-24",
    )  # fmt: skip
    before = len(await watch())
    assert len(await watch(NOW + timedelta(days=400))) == before


async def test_a_deadline_that_comes_near_raises_the_ticket(api, watch, owner):
    at_stake = NOW + timedelta(hours=30)
    rincian = {
        "aplikasi": "silon", "kategori": "gangguan", "tenggat_terancam": at_stake.isoformat(),
    }  # fmt: skip
    tiket = await api.file("tiket-teknis", rincian=rincian)
    assert tiket["keparahan"] == "S3"
    near = [t for t in await watch(NOW + timedelta(hours=5)) if t[0] == "kenaikan-keparahan"]
    assert near == []
    rows = await watch(NOW + timedelta(hours=7), times=2)
    assert [t[0] for t in rows].count("kenaikan-keparahan") == 1
    (row,) = await owner("select keparahan from tiket")
    assert row["keparahan"] == "S1"


async def test_legal_time_of_a_sandbox_election_is_what_counts(api, watch, pemilihan, clock):
    tiket = await api.file("permohonan-informasi", pemilihan=pemilihan)
    await clock("2026-12-08T23:59:59")
    assert await watch(NOW + timedelta(days=4000)) == []
    await clock("2026-12-09T00:00:01")
    assert await watch() == [("keberatan", "keberatan")]
    assert await api.status(tiket["id"], "ppid") == "keberatan"


@pytest.mark.parametrize("year", [2020, 2060])
async def test_a_deadline_of_a_sandbox_election_comes_near_by_its_own_clock(
    api, watch, owner, pemilihan, clock, year
):
    await clock(f"{year}-01-01T00:00:00")
    rincian = {
        "aplikasi": "silon", "kategori": "gangguan",
        "tenggat_terancam": f"{year}-01-03T00:00:00+07:00",
    }  # fmt: skip
    tiket = await api.file("tiket-teknis", rincian=rincian, pemilihan=pemilihan)
    assert (tiket["keparahan"], await watch()) == ("S3", [])
    await clock(f"{year}-01-02T00:00:01")
    assert ("kenaikan-keparahan", "terdaftar") in await watch()
    rows = await owner("select pada from riwayat where tindakan = 'kenaikan-keparahan'")
    assert [r["pada"].astimezone(WIB).date().isoformat() for r in rows] == [f"{year}-01-02"]


async def test_the_office_may_wait_for_the_reporter_twice_at_one_moment_of_a_sandbox(
    api, pemilihan, owner
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    for _ in range(2):
        await api.act(id_, "permintaan-perbaikan", "ppid", keterangan="akta")
        assert await due(owner) is None
        await api.act(id_, "kelengkapan", "ppid", keterangan="akta diterima")
        assert await due(owner)


async def test_terms_that_run_are_not_read_before_they_end(api, worker, owner):
    """The clock looks every two seconds, however many there are."""
    await api.file("pengaduan-layanan")
    await owner("""insert into tiket select r.* from tiket t, generate_series(1, 10000) g,
        jsonb_populate_record(t, jsonb_build_object(
            'id', uuidv7(), 'nomor', t.nomor || g, 'lacak', t.lacak || g)) r""")
    await owner("""insert into tenggat select r.* from tenggat d, tiket t,
        jsonb_populate_record(d, jsonb_build_object('tiket', t.id)) r on conflict do nothing""")
    await owner("analyze tenggat, tiket")
    read = "seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'tenggat'"
    async with transaction(worker, scope=None) as tx:
        assert await overdue(tx, NOW, 100) == []
        assert await tx.scalar(text(f"select {read}")) < 10


async def test_the_year_2026_day_by_day(api, phone, pemilihan, clock, owner):
    """Twelve requests, one a month: each objection opens on its day, none twice."""
    filed = {}
    await clock("2026-12-31T12:00:00")
    for month in range(1, 13):
        received = f"2026-{month:02d}-10T09:00:00+07:00"
        tiket = await api.file("permohonan-informasi", pemilihan=pemilihan, diterima_pada=received)
        (row,) = await owner(
            "select jatuh_tempo from tenggat where tiket = :id and tahap = 'jawaban'",
            id=tiket["id"],
        )
        filed[tiket["id"]] = row["jatuh_tempo"]
    day, seen = datetime(2026, 1, 11, 0, 0, 1, tzinfo=WIB), {}
    while day < datetime(2027, 1, 15, tzinfo=WIB):
        await clock(f"{day:%Y-%m-%dT%H:%M:%S}")
        if await phone.jobs.watch_clock():
            for row in await owner("select tiket from riwayat where tindakan = 'keberatan'"):
                seen.setdefault(str(row["tiket"]), day)
        day += timedelta(days=1)
    assert seen == {id_: end + timedelta(seconds=2) for id_, end in filed.items()}
    rows = await owner(
        "select tiket, count(*) as n from riwayat where tindakan = 'keberatan' group by 1"
    )
    assert {r["n"] for r in rows} == {1}
