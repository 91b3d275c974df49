"""Three walls: region, owner, sealed unit; on every route, and in SQL as the application's role."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from election_common.database import transaction
from election_common.scope import Scope

TIM = {"unit": "wbs"}
EVERYBODY = (
    "admin", "kpu_ri", "kpu_provinsi", "ketua", "sekretaris", "helpdesk", "ppid", "bawaslu",
    "publik", "operator",
)  # fmt: skip
READS = ("", "/riwayat", "/tenggat", "/aksi", "/catatan", "/lampiran")
CHILDREN = ("riwayat", "catatan", "jeda", "tenggat", "lampiran")


@pytest.fixture
async def sealed(api):
    """A sealed ticket with something in each table that hangs on it."""
    tiket = await api.file("wbs", "publik", "1906")
    await api.act(tiket["id"], "penelaahan", "wbs_tim", claims=TIM)
    await api.act(tiket["id"], "permintaan-perbaikan", "wbs_tim", claims=TIM, keterangan="kapan?")
    await api(
        "POST", f"/tiket/{tiket['id']}/catatan", "wbs_tim", json={"isi": "rahasia"}, claims=TIM
    )
    await api(
        "POST", f"/tiket/{tiket['id']}/lampiran", "wbs_tim", content=b"%PDF-1.7", claims=TIM,
        headers={"content-type": "application/octet-stream"},
    )  # fmt: skip
    return tiket


@pytest.mark.parametrize("read", READS)
async def test_a_sealed_ticket_is_read_by_its_team_alone(api, sealed, read):
    where = f"/tiket/{sealed['id']}{read}"
    assert (await api("GET", where, "wbs_tim", claims=TIM)).status_code == 200
    for role in EVERYBODY:
        for claims in ({}, {"unit": "wbs"}, {"sub": "publik@1906"}):
            answer = await api("GET", where, role, claims=claims)
            assert answer.status_code in {403, 404}, (role, claims)
            assert "rahasia" not in answer.text
    assert (await api("GET", where, "wbs_tim")).status_code == 404


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("tindakan/penelaahan", {}), ("tindakan/penerusan", {"tujuan": "x", "nomor_surat": "1",
                                           "tanggal_surat": "2026-11-24"}),
        ("penugasan", {"petugas": "x"}), ("klasifikasi", {"jenis": "tiket-teknis", "alasan": "x"}),
        ("catatan", {"isi": "x"}), ("buka-pribadi", {"alasan": "telaah laporan"}),
        ("penggantian-pin", {"keterangan": "x", "pin": "271105"}),
    ],
)  # fmt: skip
async def test_nobody_else_acts_on_it(api, sealed, act, body):
    for role in EVERYBODY:
        for claims in ({}, TIM):
            answer = await api(
                "POST", f"/tiket/{sealed['id']}/{act}", role, json=body, claims=claims,
                headers={"if-match": '"1"'},
            )  # fmt: skip
            assert answer.status_code in {403, 404}, (role, answer.text)


async def test_it_is_in_no_list_count_event_or_tracking(api, sealed, events, owner):
    for role in EVERYBODY:
        for claims in ({}, TIM):
            page = await api("GET", "/tiket", role, claims=claims)
            assert page.status_code == 403 or page.json()["data"] == []
    mine = (await api("GET", "/tiket", "wbs_tim", claims=TIM)).json()["data"]
    assert [t["id"] for t in mine] == [sealed["id"]]
    assert (mine[0]["perihal"], mine[0]["rincian"]) == ("(tersegel)", {})
    assert await events() == []
    assert (await api("GET", f"/lacak/{sealed['lacak']}")).status_code == 404
    answer = await api("POST", f"/lacak/{sealed['lacak']}/rincian", json={"pin": "271104"})
    assert [t["isi"] for t in answer.json()["tulisan"]] == ["kapan?"]
    answer = await api.act_own(sealed, "kelengkapan", keterangan="bulan lalu")
    assert answer.json()["status"] == "ditelaah"


async def test_who_reads_it_is_on_record_and_the_keys_are_its_own(api, sealed, owner, keyring):
    where = f"/tiket/{sealed['id']}/buka-pribadi"
    answer = await api("POST", where, "wbs_tim", json={"alasan": "telaah laporan"}, claims=TIM)
    assert answer.json()["pribadi"]["uraian"] == "cerita yang pribadi"
    assert [t["isi"] for t in answer.json()["tulisan"]] == ["kapan?"]
    rows = await owner("select tindakan from audit order by id")
    assert rows[-1]["tindakan"] == "buka-pribadi"
    (row,) = await owner("select pribadi from tiket")
    place = f"tiket|pribadi|{sealed['id']}"
    assert "cerita" in keyring.of("wbs").open(row["pribadi"], place)
    with pytest.raises(Exception, match=r"^$"):
        keyring.open(row["pribadi"], place)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (None, 0),
        (Scope.wilayah("1906"), 1),
        (Scope.wilayah("1971"), 1),
        (Scope.wilayah("19"), 2),
        (Scope("", ""), 0),
        (Scope("19", "19~", pemilik=""), 0),
        (Scope("19", "19~", pemilik="publik@1906"), 1),
        (Scope("19", "19~", pemilik="lain"), 0),
        (Scope("19", "19~", unit="wbs"), 3),
        (Scope("19", "19~", unit="wbs", pemilik="lain"), 0),
        (Scope("1971", "1971~", unit="wbs"), 1),
        (Scope("0", "~"), 2),
    ],
)
async def test_rows_by_scope_without_the_first_wall(api, app, scope, seen):
    await api.file("wbs")
    await api.file("pengaduan-layanan", "publik", "1906")
    await api.file("pengaduan-layanan", wilayah="1971")
    async with transaction(app, scope) as tx:
        assert await tx.scalar(text("select count(*) from tiket")) == seen
        ids = set(await tx.scalars(text("select id from tiket")))
        for table in ("riwayat", "tenggat"):
            assert set(await tx.scalars(text(f"select tiket from {table}"))) <= ids


async def test_what_hangs_on_a_sealed_ticket_is_sealed(sealed, app, worker):
    for sessions, scope in ((app, Scope.nasional()), (worker, None)):
        async with transaction(sessions, scope) as tx:
            assert await tx.scalar(text("select count(*) from tiket")) == 0
            for table in CHILDREN if sessions is app else ("riwayat", "jeda", "tenggat"):
                assert await tx.scalar(text(f"select count(*) from {table}")) == 0, table
    async with transaction(app, Scope("19", "19~", unit="wbs")) as tx:
        for table in ("riwayat", "catatan", "jeda", "lampiran"):
            assert await tx.scalar(text(f"select count(*) from {table}")) > 0, table


VIEWS = {"tiket": "pribadi", "riwayat": "keterangan", "catatan": "isi"}


@pytest.mark.parametrize(("table", "column"), VIEWS.items())
async def test_what_the_worker_seals_anew_tells_no_ticket(sealed, app, worker, table, column):
    view, bound = f"{table}_tersegel", ["id", "unit", column]
    async with transaction(worker, None) as tx:
        rows = (await tx.execute(text(f"select * from {view}"))).mappings().all()
        assert {(*row, row["unit"]) for row in rows} == {(*bound, "wbs")}
        await tx.execute(text(f"update {view} set {column} = {column}"))
    for sessions, statement in (
        (worker, f"update {view} set unit = ''"), (worker, f"update {view} set id = uuidv7()"),
        (worker, f"delete from {view}"), (app, f"select id from {view}"),
        (app, f"update {view} set {column} = null"),
    ):  # fmt: skip
        with pytest.raises(DBAPIError, match=r"permission denied|cannot update column"):
            async with transaction(sessions, None) as tx:
                await tx.execute(text(statement))


async def test_what_is_written_stays_and_what_comes_in_is_not_read(api, app):
    await api.file("pengaduan-layanan")
    for statement in (
        "update riwayat set oleh = 'x'", "delete from riwayat", "update catatan set oleh = 'x'",
        "delete from tiket", "update lampiran set sidik = 'x'", "delete from pesan",
        "update sla_rule set amount = 1", "select isi from pesan_masuk", "select * from percakapan",
        "update pesan set status = 'dibaca'",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with transaction(app, Scope.nasional()) as tx:
                await tx.execute(text(statement))


async def test_a_foreign_region_is_not_there(api):
    tiket = await api.file("pengaduan-layanan", wilayah="1971")
    for read in READS:
        answer = await api("GET", f"/tiket/{tiket['id']}{read}", "helpdesk", wilayah="1906")
        assert answer.status_code == 404, read
    answer = await api(
        "POST", f"/tiket/{tiket['id']}/tindakan/verifikasi", "helpdesk", wilayah="1906", json={},
        headers={"if-match": '"1"'},
    )  # fmt: skip
    assert answer.status_code == 404
    page = (await api("GET", "/tiket", "helpdesk", wilayah="1906")).json()
    assert page["data"] == []


async def test_a_citizen_sees_what_he_reported_and_nothing_else(api):
    mine = await api.file("pengaduan-layanan", "publik", "1906")
    other = await api.file("pengaduan-layanan")
    page = (await api("GET", "/tiket", "publik", wilayah="1906")).json()
    assert [t["id"] for t in page["data"]] == [mine["id"]]
    answer = await api("GET", f"/tiket/{other['id']}", "publik", wilayah="1906")
    assert answer.status_code == 404
    answer = await api(
        "GET", f"/tiket/{mine['id']}", "publik", wilayah="1906", claims={"sub": "orang-lain"}
    )
    assert answer.status_code == 404


async def test_messages_are_of_their_region(api):
    body = {
        "wilayah": "1971", "penerima": "081234567890", "templat": "bantuan", "parameter": {},
    }  # fmt: skip
    where = (await api("POST", "/pesan", "helpdesk", json=body)).headers["location"]
    where = where.removeprefix("/v1")
    assert (await api("GET", where, "helpdesk", wilayah="1971")).status_code == 200
    assert (await api("GET", where, "helpdesk", wilayah="1906")).status_code == 404
    assert (await api("GET", where, "publik", wilayah="1971")).status_code == 403
