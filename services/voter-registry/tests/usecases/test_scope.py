"""The second wall: row-level security alone, as the application's role, without the first."""

import uuid

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from election_common.database import bind_scope, create_engine, create_sessions
from election_common.scope import Scope

TABLES = (
    "daftar_pemilih", "operasi", "pemilih", "kegandaan", "ekspor_kerja", "rekapitulasi", "cuplikan",
    "rekap_tps", "cuplikan_pemilih",
)  # fmt: skip


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def voters(pemilihan, database):
    """Five voters of two kabupaten/kota, put in by the owner."""
    engine = create_engine(database.owner, pool_size=1)
    async with create_sessions(engine).begin() as session:
        for kab in ("1906", "1971"):
            await session.execute(
                text("select siapkan_partisi(:p, :k)"), {"p": pemilihan, "k": kab}
            )
            await session.execute(text("select pasang_partisi(:p, :k)"), {"p": pemilihan, "k": kab})
        for lokasi in (
            "1906012001001",
            "1906012001002",
            "1906012002001",
            "1906022001",
            "1971011001001",
        ):
            await session.execute(
                text("""
                    insert into pemilih (id, pemilihan, kab, lokasi, nik, nik_indeks,
                        nkk, nkk_indeks, nkk_akhir, nama, tempat_lahir, tanggal_lahir,
                        jenis_kelamin, status_kawin, alamat, rt, rw, disabilitas, ktp_el, status,
                        sumber, versi)
                    values (:id, :p, left(:lokasi, 4), :lokasi, '', '', '', '', '', 'A', 'B',
                        '1990-01-01', 'L', 'B', '', '', '', 0, 'S', 'potensial', 'dp4', 1)
                """),
                {"id": uuid.uuid4(), "p": pemilihan, "lokasi": lokasi},
            )
    await engine.dispose()


async def count(app, scope):
    async with app.begin() as session:
        if scope is not None:
            await bind_scope(session, scope)
        return (await session.execute(text("select count(*) from pemilih"))).scalar_one()


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope.nasional(), 5),
        (Scope.wilayah("19"), 5),
        (Scope.wilayah("1906"), 4),
        (Scope.wilayah("190601"), 3),
        (Scope.wilayah("1906012001"), 2),
        (Scope.wilayah("1906012001001"), 1),
        (Scope.wilayah("1971"), 1),
        (Scope.wilayah("1901"), 0),
        (Scope.wilayah("1906") & Scope.wilayah("1971"), 0),
        (None, 0),
    ],
)
async def test_a_scope_sees_its_own_rows(app, voters, scope, seen):
    assert await count(app, scope) == seen


async def test_a_scope_does_not_outlive_its_transaction(app, voters):
    assert await count(app, Scope.wilayah("19")) == 5
    assert await count(app, None) == 0  # the same pooled connection


async def test_without_a_scope_no_table_shows_a_row(app, voters):
    async with app.begin() as session:
        for table in TABLES:
            rows = await session.execute(text(f"select count(*) from {table}"))
            assert rows.scalar_one() == 0, table


async def test_a_partition_which_no_policy_guards_is_asked_by_nobody(app, voters, pemilihan):
    async with app.begin() as session:
        await bind_scope(session, Scope.nasional())
        name = await session.scalar(text("select nama_partisi(:p, '1906')"), {"p": pemilihan})
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(text(f"select from {name}"))


async def test_a_row_cannot_be_moved_out_of_sight(app, voters):
    with pytest.raises(DBAPIError) as failure:
        async with app.begin() as session:
            await bind_scope(session, Scope.wilayah("1906012001001"))
            await session.execute(text("update pemilih set lokasi = '1906012001002'"))
    assert isinstance(failure.value.orig, InsufficientPrivilege)


READS = text(
    "select * from bacaan_oleh('operator-1', now() - interval '1 day', now(), :dari, :sampai)"
)


@pytest.mark.parametrize(
    ("scope", "wilayah", "lawful"),
    [("1906", "1906", True), ("19", "1906", True), ("1906", "19", False), ("1906", "1971", False),
     ("1906", "0", False), (None, "1906", False)],
)  # fmt: skip
async def test_who_read_what_is_asked_within_the_scope(app, pemilihan, scope, wilayah, lawful):
    dari, sampai = (wilayah, f"{wilayah}~") if wilayah != "0" else ("0", "~")
    async with app.begin() as session:
        if scope is not None:
            await bind_scope(session, Scope.wilayah(scope))
        asked = session.execute(READS, {"dari": dari, "sampai": sampai})
        if lawful:
            assert (await asked).all() == []
            return
        with pytest.raises(ProgrammingError, match="more than the scope"):
            await asked


@pytest.mark.parametrize(
    "statement",
    [
        "alter table pemilih disable row level security",
        "set role voter_registry_owner",
        "update audit set sub = 'x'",
        "delete from audit",
        "select * from audit",
        "delete from outbox",
        "update rekap_tps set l = 0",
        "delete from cuplikan_pemilih",
        "update pemilih set nik = ''",
        "delete from pemilih",
        "select siapkan_partisi('uji-2024', '1906')",
        "create table x (y int)",
    ],
)
async def test_the_application_may_not(app, pemilihan, statement):
    with pytest.raises(ProgrammingError) as failure:
        async with app.begin() as session:
            await session.execute(text(statement))
    assert isinstance(failure.value.orig, InsufficientPrivilege)


async def test_a_scope_uses_the_index(app, voters):
    async with app.begin() as session:
        await bind_scope(session, Scope.wilayah("190601"))
        await session.execute(text("set local enable_seqscan = off"))
        plan = await session.execute(text("explain select * from pemilih"))
        assert "Index Cond: ((lokasi >=" in "\n".join(plan.scalars())
