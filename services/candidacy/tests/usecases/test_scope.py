"""One party never sees another's dossier: on every route, and by SQL alone."""

import uuid
from dataclasses import replace

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from candidacy.store import dokumen_syarat as dokumen_store
from candidacy.store import nominasi as nominasi_store
from election_common.database import bind_scope, create_engine, create_sessions
from election_common.scope import Scope

MINE, OTHER = "pasangan-satu", "pasangan-dua"
BABEL = Scope.wilayah("19")


@pytest.fixture
async def dossiers(office):
    """Two dossiers, one file in each."""
    ids = {}
    for n, peserta in enumerate((MINE, OTHER), start=1):
        id_ = await office.grant(peserta, ("anggrek", "bakung")[n - 1])
        await office.state(id_, peserta, n)
        file = (await office.upload(id_, peserta, "calon", "skck")).json()["id"]
        ids[peserta] = (id_, file)
    return ids


async def test_a_list_holds_ones_own(api, dossiers):
    params = {"pemilihan": "uji-2024"}
    for role, options, wanted in (
        ("lo", {"peserta": MINE}, {MINE}),
        ("partai", {"peserta": OTHER}, {OTHER}),
        ("lo", {"peserta": "siapa-saja"}, set()),
        ("verifikator", {}, {MINE, OTHER}),
        ("bawaslu", {}, {MINE, OTHER}),
        ("verifikator", {"wilayah": "1906"}, set()),
    ):
        answer = await api("GET", "/nominasi", role, params=params, **options)
        assert {n["peserta"] for n in answer.json()["data"]} == wanted, role
    for role in ("publik", "kpps", "saksi"):
        assert (await api("GET", "/nominasi", role, params=params)).status_code == 403


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


SEEN = [
    (BABEL, {MINE, OTHER}),
    (Scope.nasional(), {MINE, OTHER}),
    (replace(BABEL, peserta=MINE), {MINE}),
    (replace(BABEL, peserta="siapa-saja"), set()),
    (replace(BABEL, peserta=""), set()),
    (replace(BABEL, pemilik="warga"), set()),
    (Scope.wilayah("1906"), set()),
    (Scope.wilayah("18"), set()),
    (None, set()),
]


async def test_row_level_security_alone(app, dossiers):
    for scope, seen in SEEN:
        async with app.begin() as session:
            if scope is not None:
                await bind_scope(session, scope)
            for table in ("nominasi", "calon", "syarat", "dokumen_syarat"):
                found = await session.scalars(text(f"select distinct peserta from {table}"))
                assert set(found) == seen, (table, scope)


async def test_the_store_alone(database, dossiers):
    """The first wall: asked as the owner, whom row-level security hides nothing from."""
    id_, file = (uuid.UUID(x) for x in dossiers[MINE])
    engine = create_engine(database.owner, pool_size=1)
    for scope, seen in (
        (BABEL, True),
        (replace(BABEL, peserta=MINE), True),
        (replace(BABEL, peserta=OTHER), False),
        (replace(BABEL, peserta=""), False),
        (Scope.wilayah("18"), False),
    ):
        async with create_sessions(engine).begin() as tx:
            found = [
                await nominasi_store.get(tx, scope, id_),
                await nominasi_store.candidates(tx, scope, id_),
                await dokumen_store.standing(tx, scope, id_),
                await dokumen_store.versions(tx, scope, id_),
                await dokumen_store.version(tx, scope, file),
            ]
            assert [bool(row) for row in found] == [seen] * len(found), scope
    await engine.dispose()


async def test_public_input_is_hidden_from_every_pair(app, office, dossiers, deliver):
    await deliver(
        "complaints.tanggapan.calon-diterima",
        tiket="TKT-1", pemilihan="uji-2024", nominasi=dossiers[MINE][0],
        diterima_pada="2024-09-16T10:00:00+07:00",
    )  # fmt: skip
    count = text("select count(*) from tanggapan")
    for scope, seen in ((BABEL, 1), (replace(BABEL, peserta=MINE), 0), (Scope.wilayah("18"), 0)):
        async with app.begin() as session:
            await bind_scope(session, scope)
            assert await session.scalar(count) == seen
    async with app.begin() as session:
        assert await session.scalar(count) == 0


async def test_a_row_cannot_be_written_for_another(app, dossiers):
    id_ = dossiers[MINE][0]
    with pytest.raises(DBAPIError) as failure:
        async with app.begin() as session:
            await bind_scope(session, replace(BABEL, peserta=MINE))
            await session.execute(
                text("""
                    insert into nominasi (id, pemilihan, wilayah, peserta, partai, status, putaran,
                        versi) values (:id, 'uji-2024', '19', :other, '{}', 'draf', 1, 1)
                """),
                {"id": uuid.uuid4(), "other": "pasangan-tiga"},
            )
    assert isinstance(failure.value.orig, InsufficientPrivilege)
    async with app.begin() as session:
        await bind_scope(session, replace(BABEL, peserta=OTHER))
        changed = await session.execute(
            text("update nominasi set status = 'ditetapkan' where id = :id"), {"id": id_}
        )
        assert changed.rowcount == 0


async def test_the_application_may_not(app, dossiers):
    for statement in (
        "alter table nominasi disable row level security",
        "update dokumen_syarat set sidik = ''",
        "delete from dokumen_syarat",
        "delete from riwayat",
        "update riwayat set oleh = 'x'",
        "update nominasi set peserta = 'x'",
        "delete from nominasi",
        "update aturan set nilai = '{}'",
        "update jenis_dokumen set kelas = 'P0'",
        "insert into tanggapan values ('t', gen_random_uuid(), '19', 'terbuka', now())",
        "update penetapan set suara = '[]'",
        "update pengundian set nomor = '{}'",
        "delete from pengundian",
        "update benih_undian set komitmen = repeat('0', 64)",
        "delete from benih_undian",
        "delete from pasangan_calon",
        "update pasangan_calon set calon = 'x'",
        "update audit set sub = 'x'",
    ):
        with pytest.raises(ProgrammingError) as failure:
            async with app.begin() as session:
                await bind_scope(session, Scope.nasional())
                await session.execute(text(statement))
        assert isinstance(failure.value.orig, InsufficientPrivilege), statement
