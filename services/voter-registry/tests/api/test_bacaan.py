"""Who reads a voter is seen doing it: masks, audit rows, quotas, the question after a breach."""

import csv
import io
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from election_common import bacaan, penelusuran
from voter_registry.domain.data_pribadi import PENDATAAN, UNSUR

REASON = {"alasan": "pencocokan berkas perkara", "perkara": "SIMULASI/PHP/1"}


@pytest.fixture
async def voters(office_in_coklit):
    """Rows of a village, as its PPS has them."""
    return await office_in_coklit.worksheet("1906012001001")


@pytest.fixture
def reads(database):
    """The audit rows of reads since the last look."""
    last = 0

    def look():
        nonlocal last
        with psycopg.connect(database.owner) as owner:
            rows = owner.execute(
                "select id, sub, tindakan, objek, kolom, subjek, rincian from audit"
                " where subjek is not null and id > %s order by id", (last,),
            ).fetchall()  # fmt: skip
        last = max([last, *(row[0] for row in rows)])
        return [row[1:] for row in rows]

    return look


@pytest.mark.parametrize(("role", "columns"), [("pps", PENDATAAN), ("bawaslu", UNSUR)])
async def test_a_worksheet_shows_what_the_role_needs_and_leaves_its_trace(
    office, voters, reads, api, pemilihan, role, columns
):
    reads()
    answer = await office.ok(
        "GET", "/coklit/lembar-kerja", role, wilayah="1906012001",
        params={"pemilihan": pemilihan, "wilayah": "1906012001"},
    )  # fmt: skip
    lines = [office.line(text) for text in answer.text.splitlines()]
    assert {tuple(sorted(line)) for line in lines} == {tuple(sorted(columns))}
    ((sub, act, what, seen, whom, _),) = reads()
    assert (sub, act) == (f"{role}@1906012001", "pembacaan")
    assert what == f"lembar-kerja/{pemilihan}/1906012001"
    assert seen == sorted(columns)
    assert [str(one) for one in whom] == [line["id"] for line in lines]


@pytest.mark.parametrize(("role", "columns"), [("operator", PENDATAAN), ("bawaslu", UNSUR)])
async def test_one_voter(office, voters, reads, role, columns):
    reads()
    answer = await office.ok("GET", f"/pemilih/{voters[0]['id']}", role)
    assert set(answer.json()) == set(columns)
    assert answer.headers["cache-control"] == "no-store"
    ((_, act, what, seen, whom, _),) = reads()
    assert (act, what, seen) == ("pembacaan", f"pemilih/{voters[0]['id']}", sorted(columns))
    assert [str(one) for one in whom] == [voters[0]["id"]]


@pytest.mark.parametrize("role", ["saksi", "partai", "publik", "penerbit", "helpdesk"])
async def test_strangers_read_nobody(office, voters, pemilihan, role):
    await office.ok("GET", f"/pemilih/{voters[0]['id']}", role, status=403)
    where = {"pemilihan": pemilihan, "wilayah": "1906"}
    await office.ok("GET", "/coklit/lembar-kerja", role, status=403, params=where)


async def test_a_voter_of_another_region_is_not_there(office, voters, reads):
    reads()
    path = f"/pemilih/{voters[0]['id']}"
    await office.ok("GET", path, "operator", wilayah="1971", status=404)
    await office.ok("POST", f"{path}/buka-nik", "operator", wilayah="1971", status=404, json=REASON)
    assert reads() == []


async def test_a_case_is_a_read_of_its_members(office, voters, pemilihan, reads):
    members = [voters[0]["id"], voters[1]["id"]]
    body = {"pemilihan": pemilihan, "wilayah": "1906", "jenis": "nik", "anggota": members}
    case = (await office.ok("POST", "/kegandaan", "operator", status=201, json=body)).json()["id"]
    reads()
    await office.ok("GET", f"/kegandaan/{case}", "bawaslu")
    ((_, _, what, seen, whom, _),) = reads()
    assert (what, seen) == (f"kegandaan/{case}", ["kegandaan"])
    assert {str(one) for one in whom} == set(members)


async def test_a_number_is_revealed_with_a_reason_and_never_stored(office, voters, reads, database):
    reads()
    voter = next(v for v in voters if v["baris"] == 2)
    path = f"/pemilih/{voter['id']}/buka-nik"
    await office.ok("POST", path, "operator", status=422, json={"alasan": "perlu"})
    await office.ok("POST", path, "pantarlih", status=403, json=REASON)
    first = await office.ok("POST", path, "operator", json=REASON, key="k1")
    again = await office.ok("POST", path, "operator", json=REASON, key="k1")
    assert first.json() == again.json()
    assert first.json()["nilai"] == "1906011505900001"
    assert first.headers["cache-control"] == "no-store"
    nkk = await office.ok("POST", path, "operator", json=REASON | {"nomor": "nkk"})
    assert nkk.json()["nilai"] == "1906011111000001"
    rows = reads()
    assert [(row[1], row[3]) for row in rows] == [("buka-nik", ["nik"])] * 2 + [
        ("buka-nik", ["nkk"])
    ]
    assert rows[0][5] == REASON
    with psycopg.connect(database.owner) as owner:
        stored = owner.execute("select isi from idempotensi where operasi like '%buka-nik'")
        assert stored.fetchall() == [({},)] * 2


async def test_a_key_for_another_number_is_refused(office, voters):
    path = f"/pemilih/{voters[0]['id']}/buka-nik"
    await office.ok("POST", path, "operator", json=REASON, key="k1")
    other = REASON | {"nomor": "nkk"}
    await office.ok("POST", path, "operator", status=422, json=other, key="k1")


async def test_thirty_numbers_an_hour(office, voters):
    path = f"/pemilih/{voters[0]['id']}/buka-nik"
    for _ in range(30):
        await office.ok("POST", path, "operator", json=REASON)
    refused = await office.ok("POST", path, "operator", status=429, json=REASON)
    assert refused.json()["code"] == "kuota-habis"
    assert 0 < int(refused.headers["retry-after"]) <= 3600
    await office.ok("POST", path, "kpu_kabko", json=REASON)


async def test_bulk_reading_is_refused_and_raises_one_alarm(
    office, voters, reads, api, database, monkeypatch
):
    monkeypatch.setattr(bacaan, "KUOTA_BACA_LAIN", 7)
    reads()
    path = f"/pemilih/{voters[0]['id']}"
    answers = [await api("GET", path, "operator", wilayah="1906") for _ in range(12)]
    assert [a.status_code for a in answers] == [200] * 7 + [429] * 5
    assert 0 < int(answers[-1].headers["retry-after"]) <= 600
    assert len(reads()) == 7
    with psycopg.connect(database.owner) as owner:
        alarms = owner.execute(
            "select sub, rincian from audit where tindakan = 'bacaan-massal'"
        ).fetchall()
        facts = owner.execute("select data from outbox where subject like '%bacaan-massal%'")
        assert facts.fetchall() == [
            ({"peran": ["operator"], "wilayah": "1906", "batas": 7, "menit": 10},)
        ]
    assert alarms == [("operator@1906", {"batas": 7, "diminta": 1})]
    assert "bulk_reads_total 1.0" in (await api.client.get("/metrics")).text


async def test_a_worksheet_beyond_the_quota_is_refused_before_its_first_row(
    office, voters, pemilihan, reads, monkeypatch
):
    monkeypatch.setattr(bacaan, "KUOTA_BACA_LAIN", 7)
    reads()
    where = {"pemilihan": pemilihan, "wilayah": "1906"}
    await office.ok("GET", "/coklit/lembar-kerja", "kpu_kabko", status=429, params=where)
    assert reads() == []


async def test_the_question_after_a_breach(office, voters, api, database):
    now = datetime.now(UTC)
    for voter in voters[:2]:
        await office.ok("GET", f"/pemilih/{voter['id']}", "bawaslu")
    await office.ok("POST", f"/pemilih/{voters[2]['id']}/buka-nik", "operator", json=REASON)
    body = {
        "sub": "bawaslu@1906", "alasan": "laporan kebocoran", "dari": now.isoformat(),
        "sampai": (now + timedelta(minutes=1)).isoformat(),
    }  # fmt: skip
    await office.ok("POST", "/audit/penelusuran", "operator", status=403, json=body)
    answer = await api("POST", "/audit/penelusuran", "ppid", json=body)
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["subjek"] for row in rows] == [v["id"] for v in voters[:2]]
    assert {row["kolom"] for row in rows} == {" ".join(sorted(UNSUR))}
    elsewhere = await api("POST", "/audit/penelusuran", "ppid", wilayah="1971", json=body)
    assert elsewhere.text.splitlines() == ["pada,tindakan,objek,kolom,subjek"]
    with psycopg.connect(database.owner) as owner:
        asked = owner.execute(
            "select sub, objek, rincian ->> 'alasan' from audit where tindakan = %s",
            (penelusuran.PENELUSURAN.nama,),
        ).fetchall()
        assert asked[0] == ("ppid@19", "bawaslu@1906", "laporan kebocoran")
        found = penelusuran.subjects(owner, "operator@1906", now, now + timedelta(minutes=1))
    assert found == {voters[2]["id"]: {"nik"}}


async def test_no_connection_waits_for_who_takes_the_answer_of_a_breach(office, voters, api):
    body = {"sub": "pantarlih@1906012001001", "alasan": "laporan kebocoran"}
    body |= {"dari": "2024-01-01T00:00:00Z", "sampai": "2100-01-01T00:00:00Z"}
    pool, held = api.app.state.sessions.kw["bind"].pool, []

    async def watched(scope, receive, send):
        async def seen(message):
            if message.get("body"):
                held.append(pool.checkedout())
            await send(message)

        await api.app(scope, receive, seen)

    api.client._transport = httpx.ASGITransport(watched)
    answer = await api("POST", "/audit/penelusuran", "ppid", json=body)
    assert len(answer.text.splitlines()) > len(voters)
    assert held == [0, 0]


async def test_the_command_lists_everybody_once(office, voters, database, capsys):
    now = datetime.now(UTC)
    for role in ("operator", "operator", "bawaslu"):
        await office.ok("GET", f"/pemilih/{voters[0]['id']}", role)
    argv = ["--database-url", database.owner, "--sub", "operator@1906", "--dari", now.isoformat()]
    penelusuran.main([*argv, "--sampai", (now + timedelta(minutes=1)).isoformat()])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["subjek,kolom", f"{voters[0]['id']},{' '.join(sorted(PENDATAAN))}"]
