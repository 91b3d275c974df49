"""Two at once: one wins, nothing is lost, nobody is told what is not so."""

import asyncio

import psycopg
from sqlalchemy import text

from election_common.database import create_engine, create_sessions
from election_common.keyring import Keyring
from voter_registry.store.pemilih import active_with_nik

BA = {"nomor": "SIMULASI/BA/1", "tanggal": "2024-08-10", "penanda_tangan": ["Ketua"]}

ATURAN = {
    "nama": "usia_minimum", "nilai": 17, "regulasi": "PKPU 7/2024", "pasal": "-",
    "berlaku_dari": "2024-01-01", "terverifikasi": False,
}  # fmt: skip


async def test_two_plenaries_of_one_list(office_with_draft, worker):
    office = office_with_draft
    path = f"/daftar-pemilih/{office.daftar}"
    seen = await office.ok("GET", path, "ketua")
    body = {
        "tahap": "DPS",
        "berita_acara": BA,
        "sk_nomor": "SIMULASI/SK/1",
        "sk_tanggal": "2024-08-10",
        "sidik": seen.json()["cuplikan"][0]["sidik"],
        "asal_jumlah": "generated",
    }
    answers = await asyncio.gather(
        *(
            office.api(
                "POST", f"{path}/penetapan", "ketua", wilayah="1906", json=body,
                headers={"if-match": seen.headers["etag"]},
            )
            for _ in range(10)
        )
    )  # fmt: skip
    statuses = sorted(a.status_code for a in answers)
    assert statuses == [201] + [412] * 9
    async with worker() as session:
        facts = "select count(*) from outbox where subject like '%dps-ditetapkan%'"
        assert (await session.execute(text(facts))).scalar_one() == 1


async def test_a_twin_that_commits_first_is_one_generic_conflict(api, pemilihan, database):
    """Another key, the same thing, both past the look: the second waits, and is told what is so."""
    async with await psycopg.AsyncConnection.connect(database.owner) as first:
        await first.execute("insert into ruleset values ('kembar', 'Yang pertama')")
        body = {"id": "kembar", "nama": "Yang kedua", "aturan": [ATURAN]}
        sent = api("POST", "/ruleset", "kpu_provinsi", json=body)
        second = asyncio.create_task(sent)
        await asyncio.sleep(0.3)
        assert not second.done()
    answer = await second
    assert (answer.status_code, answer.json()["code"]) == (409, "sudah-tercatat"), answer.text
    assert "kembar" not in answer.text
    again = await api("POST", "/ruleset", "kpu_provinsi", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "bukti-sudah-ada")


async def test_a_finding_races_the_recap_of_its_village(office_in_coklit, worker):
    """Whoever is first: the minutes equal the rows that they lock."""
    office = office_in_coklit
    rows = await office.worksheet("1906012002")
    counted = (
        await office.ok(
            "GET", f"/daftar-pemilih/{office.daftar}/hitungan", "pps",
            wilayah="1906012002", params={"wilayah": "1906012002"},
        )
    ).json()  # fmt: skip
    recap = office.api(
        "POST", f"/daftar-pemilih/{office.daftar}/rekapitulasi", "pps", wilayah="1906012002",
        json={
            "tahap": "DPHP", "wilayah": "1906012002", "berita_acara": BA,
            "dinyatakan": {k: counted[k] for k in ("l", "p", "tps")},
        },
    )  # fmt: skip
    finding = office.api(
        "POST", "/coklit", "pps", wilayah="1906012002",
        json={
            "pemilihan": office.pemilihan, "wilayah": "1906012002",
            "butir": [
                {"hasil": "tms", "pemilih": rows[0]["id"], "versi": rows[0]["versi"], "kode": "1"}
            ],
        },
    )  # fmt: skip
    told, found = await asyncio.gather(recap, finding)
    assert (told.status_code, found.status_code) in {(201, 423), (201, 409), (422, 200)}
    async with worker() as session:
        active = "select count(*) from pemilih where lokasi like '1906012002%' and status <> 'tms'"
        remaining = (await session.execute(text(active))).scalar_one()
        locked = "select l + p from rekapitulasi where wilayah = '1906012002'"
        minutes = (await session.execute(text(locked))).scalar_one_or_none()
    assert minutes in {None, remaining}


async def test_one_nik_found_at_two_doors(office_in_coklit, database, keyring_file):
    """The second waits for the first: a person is registered once (UU 7/2017 Pasal 198(2))."""
    index = Keyring.load(keyring_file).blind("nik", "1906014107900001")
    engine = create_engine(database.app, pool_size=2)
    sessions = create_sessions(engine)
    async with sessions.begin() as first:
        assert await active_with_nik(first, office_in_coklit.pemilihan, [index]) == set()

        async def second() -> None:
            async with sessions.begin() as tx:
                await active_with_nik(tx, office_in_coklit.pemilihan, [index])

        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.3)
        assert not waiting.done()
    async with asyncio.timeout(5):
        await waiting
    await engine.dispose()
