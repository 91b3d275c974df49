"""A local voting day is no working day, from the decree on, for the region that it is of."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from complaints.store.tenggat import OUTDATED
from election_common.database import transaction
from election_common.scope import Scope

HARI = {
    "tanggal": "2026-12-01", "wilayah": "1906", "libur": True, "nama": "Pemungutan suara ulang",
    "dasar": "SIMULASI/Keputusan/1",
}  # fmt: skip
SURAT = {"tujuan": "KPU RI", "nomor_surat": "SIMULASI/1", "tanggal_surat": "2026-11-24"}


@pytest.fixture
def establish(api):
    async def post(role="kpu_provinsi", di="19", **changes):
        return await api("POST", "/tenggat/hari-khusus", role, wilayah=di, json=HARI | changes)

    return post


@pytest.fixture
def follow(phone, worker):
    """Let the worker follow the calendar until it finds no term; how often it found some.

    It finds some only when the lookout sees that some wait.
    """

    async def count():
        steps, waits = 0, text(f"select {OUTDATED}")
        while True:
            async with transaction(worker, scope=None) as tx:
                seen = await tx.scalar(waits)
            if not await phone.jobs.follow_calendar():
                return steps
            assert seen
            steps += 1

    return count


@pytest.fixture
def terms(api):
    """The terms of a ticket by their stage, as the desk reads them."""

    async def of(id_, role="ppid"):
        read = (await api("GET", f"/tiket/{id_}/tenggat", role)).json()["data"]
        return {term["tahap"]: term for term in read}

    return of


@pytest.fixture
def due(terms, owner):
    """The day by which a request is answered: as kept, as explained; what is said of the day."""

    async def of(id_, tahap="jawaban"):
        term = (await terms(id_))[tahap]
        (kept,) = await owner(
            "select jatuh_tempo from tenggat where tiket = :id and tahap = :tahap",
            id=id_, tahap=tahap,
        )  # fmt: skip
        assert kept["jatuh_tempo"].isoformat() == to_utc(term["jatuh_tempo"])
        said = {h["tanggal"]: h["keterangan"] for h in term["hari"]}
        assert term["hari"][-1]["tanggal"] == term["jatuh_tempo"][:10]
        return term["jatuh_tempo"][:10], said[HARI["tanggal"]]

    return of


def to_utc(moment):
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


@pytest.fixture
def moved(api):
    """What the history of a ticket says of terms that moved."""

    async def of(id_, role="ppid"):
        rows = (await api("GET", f"/tiket/{id_}/riwayat", role)).json()["data"]
        return [
            (r["oleh"], r["rincian"]["tahap"], r["rincian"]["dari"][:10], r["rincian"]["ke"][:10],
             r["rincian"]["dasar"])
            for r in rows if r["tindakan"] == "pergeseran-tenggat"
        ]  # fmt: skip

    return of


async def test_terms_that_run_are_counted_anew_and_the_history_says_why(
    api, pemilihan, establish, due, moved, follow
):
    """Two requests that were filed on the 24th of November 2026, a Tuesday."""
    here, there = [
        (await api.file("permohonan-informasi", wilayah=wilayah, pemilihan=pemilihan))["id"]
        for wilayah in ("1906", "1971")
    ]
    assert (await establish()).status_code == 201
    assert [await due(here), await due(there)] == [("2026-12-08", "")] * 2
    assert await follow() == 1
    assert await follow() == 0
    assert await due(here) == ("2026-12-09", "Pemungutan suara ulang")
    assert await due(there) == ("2026-12-08", "")
    first = ("sistem", "jawaban", "2026-12-08", "2026-12-09", ["SIMULASI/Keputusan/1"])
    assert [await moved(here), await moved(there)] == [[first], []]
    await establish(libur=False, dasar="SIMULASI/Keputusan/2")
    await follow()
    assert await due(here) == ("2026-12-08", "")
    back = ("sistem", "jawaban", "2026-12-09", "2026-12-08", ["SIMULASI/Keputusan/2"])
    assert await moved(here) == [first, back]
    days = (await api("GET", "/tenggat/hari-khusus")).json()["data"]
    assert [(d["libur"], d["dasar"]) for d in days] == [(False, "SIMULASI/Keputusan/2")]


async def test_only_the_decrees_that_moved_a_term_stand_in_its_history(
    api, pemilihan, establish, moved, follow
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    for n, tanggal, wilayah in (
        (1, "2026-12-01", "1906"), (2, "2026-12-02", "19"), (3, "2026-12-03", "1971"),
        (4, "2027-12-03", "1906"),
    ):  # fmt: skip
        await establish(tanggal=tanggal, wilayah=wilayah, dasar=f"SIMULASI/{n}")
    assert await follow() == 1
    basis = ["SIMULASI/1", "SIMULASI/2"]
    assert await moved(id_) == [("sistem", "jawaban", "2026-12-08", "2026-12-10", basis)]


async def test_a_term_that_was_kept_stays_as_it_was(api, pemilihan, establish, due, moved, follow):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await establish(tanggal="2026-11-26", nama="Pertama")
    await follow()
    for act, words in (("pemrosesan", {}), ("pemberian", {"keterangan": "terlampir"})):
        assert (await api.act(id_, act, "ppid", **words)).status_code == 200
    assert await due(id_) == ("2026-12-09", "")
    await establish()
    await follow()
    assert await due(id_) == ("2026-12-09", "")
    assert [row[1] for row in await moved(id_)] == ["jawaban", "pengajuan-keberatan"]


async def test_a_term_that_was_kept_ends_when_it_did_though_its_decree_was_replaced(
    api, pemilihan, establish, terms, follow
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await establish()
    await follow()
    await api.act(id_, "penerusan", "ppid", **SURAT)
    await establish(libur=False, dasar="SIMULASI/Keputusan/2")
    assert await follow() == 0
    assert (await terms(id_))["jawaban"]["jatuh_tempo"][:10] == "2026-12-09"


async def test_a_term_that_was_missed_stays_beside_one_that_runs(
    api, pemilihan, establish, terms, moved, follow, clock, phone
):
    """Filed on Tuesday at ten: answered within four hours, mended within two working days."""
    id_ = (await api.file("tiket-teknis", pemilihan=pemilihan))["id"]
    await clock("2026-11-24T15:00:00")
    await phone.jobs.watch_clock()
    before = await terms(id_, "helpdesk")
    for tanggal in ("2026-11-24", "2026-11-25"):
        await establish(tanggal=tanggal)
    await follow()
    after = await terms(id_, "helpdesk")
    assert after["respons-s3"] == before["respons-s3"]
    assert after["respons-s3"]["lewat_pada"]
    assert [t["pemulihan-s3"]["jatuh_tempo"][:10] for t in (before, after)] == [
        "2026-11-26", "2026-11-27",
    ]  # fmt: skip
    assert [row[1] for row in await moved(id_, "helpdesk")] == ["pemulihan-s3"]


async def test_no_term_is_missed_before_it_was_counted_by_the_last_decree(
    api, pemilihan, establish, follow, clock, phone
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await establish()
    await clock("2026-12-09T00:00:01")
    assert not await phone.jobs.watch_clock()
    await follow()
    assert not await phone.jobs.watch_clock()
    assert await api.status(id_, "ppid") == "terdaftar"
    await clock("2026-12-10T00:00:01")
    assert await phone.jobs.watch_clock()
    assert await api.status(id_, "ppid") == "keberatan"


async def test_a_term_that_stands_still_runs_on_over_the_day(
    api, pemilihan, establish, due, moved, follow, clock
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await clock("2026-11-25T09:00:00")
    await api.act(id_, "permintaan-perbaikan", "ppid", keterangan="akta")
    await establish()
    assert await follow() == 1
    await clock("2026-11-26T09:00:00")
    await api.act(id_, "kelengkapan", "ppid", keterangan="ada")
    assert await due(id_) == ("2026-12-11", "Pemungutan suara ulang")
    assert await moved(id_) == []


async def test_a_ticket_that_was_filed_beside_the_decree_is_found(
    api, pemilihan, establish, due, follow, owner
):
    """Its transaction read the calendar before the decree, and was committed after it."""
    await establish()
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    assert (await due(id_), await follow()) == (("2026-12-09", "Pemungutan suara ulang"), 0)
    await owner("update tenggat set kalender = 0, jatuh_tempo = '2026-12-08T23:59:59+07:00'")
    assert await follow() == 1
    assert await due(id_) == ("2026-12-09", "Pemungutan suara ulang")


async def test_a_ticket_that_somebody_works_on_is_counted_afterwards(
    api, pemilihan, establish, due, follow, app
):
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await establish()
    async with transaction(app, Scope.nasional()) as tx:
        await tx.execute(text("select from tiket for update"))
        assert await follow() == 0
    assert await follow() == 1
    assert await due(id_) == ("2026-12-09", "Pemungutan suara ulang")


async def test_many_are_counted_some_at_a_time(
    api, pemilihan, establish, follow, owner, monkeypatch
):
    monkeypatch.setattr("complaints.usecases.hari_khusus.CHUNK", 2)
    for _ in range(5):
        await api.file("permohonan-informasi", pemilihan=pemilihan)
    await establish()
    assert await follow() == 3
    ends = await owner("select distinct jatuh_tempo::text as akhir from tenggat")
    assert [row["akhir"] for row in ends] == ["2026-12-09 16:59:59+00"]


async def test_decrees_at_once_are_numbered_one_after_the_other(establish, owner):
    answers = await asyncio.gather(*(establish(tanggal=f"2026-12-{n:02d}") for n in range(1, 7)))
    assert {answer.status_code for answer in answers} == {201}
    rows = await owner("select versi from hari_khusus order by versi")
    assert [row["versi"] for row in rows] == list(range(1, 7))


async def test_it_is_counted_for_whoever_asks(api, establish):
    await establish(wilayah="19")
    body = {
        "kejadian": "2026-11-30T09:00:00+07:00", "wilayah": "1906",
        "jangka": {"jumlah": 1, "satuan": "working_day"},
    }  # fmt: skip
    counted = (await api("POST", "/tenggat/hitung", json=body)).json()
    assert counted["jatuh_tempo"][:10] == "2026-12-02"


@pytest.mark.parametrize(
    ("role", "di", "changes", "status"),
    [
        ("kpu_kabko", "1906", {}, 403),
        ("ppid", "19", {}, 403),
        ("kpu_provinsi", "19", {"wilayah": "31"}, 403),
        ("kpu_provinsi", "19", {"dasar": ""}, 422),
        ("kpu_provinsi", "19", {"tanggal": "1999-12-31"}, 422),
    ],
)
async def test_the_province_sets_days_by_a_decree(establish, role, di, changes, status):
    assert (await establish(role, di, **changes)).status_code == status


async def test_who_set_it_is_on_record(establish, owner):
    await establish()
    rows = await owner("select objek, rincian from audit where tindakan = 'penetapan-hari-khusus'")
    assert [(r["objek"], r["rincian"]["dasar"]) for r in rows] == [
        ("hari_khusus/1906/2026-12-01", HARI["dasar"])
    ]
