"""The search by name: the same rows as row-level security, by an index, within its scope."""

import uuid

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from election_common.database import bind_scope, create_engine, create_sessions
from election_common.keyring import Keyring
from election_common.scope import Scope
from voter_registry.store import pencarian

NIK = "1906011505900001"
KAB = ("1906", "1971")
LOKASI = ("1906012001001", "1906012002001", "1906022001001", "1971011001001")
DEPAN = ("SITI", "Budi", "ANDI_A", "100%", "NUR\\", "MUHAMMAD", "ŠARIFAH")
BELAKANG = ("AMINAH", "Santoso", "PUTRA", "LESTARI", "HIDAYAT")
PLAIN = {
    "awalan": "starts_with(upper(nama), :nama)",
    "mengandung": "position(:nama in upper(nama)) > 0",
    "mirip": "similarity(upper(nama), :nama) >= 0.4",
}


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def voters(pemilihan, database, keyring_file):
    """Two hundred voters of two kabupaten/kota; the names of one of the two are indexed."""
    keyring = Keyring.load(keyring_file)
    with psycopg.connect(database.owner) as owner:
        for kab in KAB:
            owner.execute("select siapkan_partisi(%s, %s)", [pemilihan, kab])
            owner.execute("select pasang_partisi(%s, %s)", [pemilihan, kab])
        for n in range(200):
            id_ = uuid.uuid4()
            lokasi = LOKASI[n % len(LOKASI)]
            nama = f"{DEPAN[n % len(DEPAN)]} {BELAKANG[n % len(BELAKANG)]}"
            owner.execute(
                """
                insert into pemilih (id, pemilihan, kab, lokasi, nik, nik_indeks, nkk,
                    nkk_indeks, nkk_akhir, nama, tempat_lahir, tanggal_lahir, jenis_kelamin,
                    status_kawin, alamat, rt, rw, disabilitas, ktp_el, status, sumber, versi)
                values (%s, %s, left(%s, 4), %s, %s, '', '', '', '', %s, 'B', '1990-01-01',
                    'L', 'B', '', '', '', 0, 'S', 'potensial', 'dp4', 1)
                """,
                [
                    id_,
                    pemilihan,
                    lokasi,
                    lokasi,
                    keyring.seal("1906011505900001", f"pemilih|nik|{id_}"),
                    nama,
                ],
            )
        owner.execute("select indeks_nama(%s, '1906')", [pemilihan])
        owner.execute("select indeks_nama(%s, '1906')", [pemilihan])  # again does nothing
    return pemilihan


@pytest.mark.parametrize("cara", PLAIN)
@pytest.mark.parametrize("wilayah", ["19", "1906", "190601", "1906012001", "1971", "1901"])
@pytest.mark.parametrize("nama", ["SITI", "AMINAH", "ANDI_A", "100%", "NUR\\", "ŠARIFAH", "TIDAK"])
async def test_it_finds_what_row_level_security_shows(app, voters, cara, wilayah, nama):
    async with app.begin() as session:
        scope = Scope.wilayah(wilayah)
        await bind_scope(session, scope)
        found = await pencarian.find(session, scope, voters, nama, cara, batas=500)
        plain = text(f"select id from pemilih where pemilihan = :p and {PLAIN[cara]}")
        shown = await session.execute(plain, {"p": voters, "nama": nama})
        assert sorted(found) == sorted(shown.scalars())


@pytest.mark.parametrize(
    ("bound", "asked"),
    [
        (Scope.wilayah("1906"), Scope.wilayah("1971")),
        (Scope.wilayah("1906"), Scope.wilayah("19")),
        (Scope.wilayah("1906"), Scope.nasional()),
        (None, Scope.wilayah("1906")),
    ],
)
async def test_more_than_the_scope_is_refused(app, voters, bound, asked):
    with pytest.raises(ProgrammingError) as failure:
        async with app.begin() as session:
            if bound is not None:
                await bind_scope(session, bound)
            await pencarian.find(session, asked, voters, "SITI", "mengandung", batas=10)
    assert isinstance(failure.value.orig, InsufficientPrivilege)


@pytest.fixture
def many(database, voters):
    """Twenty thousand more in 1906, so that it matters how they are found."""
    with psycopg.connect(database.owner) as owner:
        owner.execute(
            """
            insert into pemilih (id, pemilihan, kab, lokasi, nik, nik_indeks, nkk,
                nkk_indeks, nkk_akhir, nama, tempat_lahir, tanggal_lahir, jenis_kelamin,
                status_kawin, alamat, rt, rw, disabilitas, ktp_el, status, sumber, versi)
            select uuidv7(), %s, '1906', '1906012001001', '', '', '', '', '',
                translate(md5(n::text), '0123456789', 'GHIJKLMNOP'), 'B', '1990-01-01', 'L', 'B',
                '', '', '', 0, 'S', 'potensial', 'dp4', 1
            from generate_series(1, 20000) n
            """,
            [voters],
        )
        owner.commit()
        owner.autocommit = True
        owner.execute("vacuum analyze pemilih")
    return voters


@pytest.mark.parametrize(
    ("cara", "index"),
    [("awalan", "_1906_nama "), ("mengandung", "_1906_nama_trgm"), ("mirip", "_1906_nama_trgm")],
)
def test_it_goes_by_the_index_of_its_way_alone(cluster, database, many, cara, index):
    """Also where it is asked often, and the planner would rather plan for any name at all."""
    said = []
    with psycopg.connect(cluster.admin_dsn(database.name)) as superuser:
        superuser.add_notice_handler(lambda notice: said.append(notice.message_primary))
        superuser.execute("load 'auto_explain'")
        superuser.execute("set auto_explain.log_min_duration = 0")
        superuser.execute("set auto_explain.log_nested_statements = on")
        superuser.execute("set app.dari = '1906'")
        superuser.execute("set app.sampai = '1906~'")
        superuser.execute("set client_min_messages = log")
        for _ in range(8):
            superuser.execute(
                "select * from cari_pemilih(%s, '1906', '1906~', 'SITI AMINAH', %s, 10)",
                [many, cara],
            ).fetchall()
    plan = "\n".join(said)
    assert f"on pemilih_uji_2024{index}" in plan or f"using pemilih_uji_2024{index}" in plan, plan
    assert "Seq Scan" not in plan
    assert "_lokasi_id_idx" not in plan
    assert "pemilih_uji_2024_1971" not in plan


async def test_a_search_is_audited_without_the_name(api, voters, database):
    body = {"pemilihan": voters, "wilayah": "1906", "nama": "siti  aminah", "cara": "mirip"}
    answer = await api("POST", "/pencarian-pemilih", "operator", wilayah="1906", json=body)
    assert answer.status_code == 200
    assert (
        answer.json()["pemilih"][0] | {"nama": "SITI AMINAH", "kemiripan": 1.0}
        == (answer.json()["pemilih"][0])
    )
    with psycopg.connect(database.owner) as owner:
        rows = owner.execute(
            "select objek, rincian::text, subjek, kolom from audit"
            " where tindakan = 'pencarian-pemilih'"
        ).fetchall()
    ((objek, rincian, subjek, kolom),) = rows
    assert objek == "wilayah/1906"
    assert "SITI" not in rincian.upper()
    assert {str(id_) for id_ in subjek} == {p["id"] for p in answer.json()["pemilih"]}
    assert {"nama", "tanggal_lahir", "nik_akhir"} <= set(kolom)


async def test_a_role_sees_its_own_columns(api, voters):
    body = {"pemilihan": voters, "wilayah": "1906", "nama": "SITI"}
    answer = await api("POST", "/pencarian-pemilih", "bawaslu", wilayah="1906", json=body)
    assert answer.json()["pemilih"]
    assert not {"nik_akhir", "tanggal_lahir"} & answer.json()["pemilih"][0].keys()
    answer = await api("POST", "/pencarian-pemilih", "operator", wilayah="1906", json=body)
    assert answer.json()["pemilih"][0]["nik_akhir"] == "0001"


@pytest.mark.parametrize(
    ("roles", "wilayah", "body", "status", "code"),
    [
        (["pantarlih"], "1906", {}, 403, "peran-tidak-berwenang"),
        (["operator"], "1971", {}, 403, "wilayah-di-luar-kewenangan"),
        (["operator"], "1906", {"nama": "ab"}, 422, "nama-terlalu-pendek"),
        (["operator"], "1906", {"cara": "tebak"}, 422, "permintaan-tidak-sah"),
        (["operator"], "1906", {"batas": 101}, 422, "permintaan-tidak-sah"),
        (["operator"], "1906", {"pemilihan": "lain-2024"}, 404, "tidak-ditemukan"),
    ],
)
async def test_refusals(api, voters, roles, wilayah, body, status, code):
    body = {"pemilihan": voters, "wilayah": "1906", "nama": "SITI"} | body
    answer = await api("POST", "/pencarian-pemilih", *roles, wilayah=wilayah, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_longer_list_says_that_it_was_cut(api, voters):
    body = {"pemilihan": voters, "wilayah": "1906", "nama": "SITI", "batas": 1}
    answer = await api("POST", "/pencarian-pemilih", "operator", wilayah="1906", json=body)
    assert len(answer.json()["pemilih"]) == 1
    assert answer.json()["terpotong"]
