"""A list from DP4 to DPT through the API, as one office lives it."""

import pytest
from psycopg.errors import CheckViolation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from election_common.database import create_engine, create_sessions


@pytest.fixture
async def owner(database):
    """Sessions of the owner: even he may not."""
    engine = create_engine(database.owner, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


async def test_a_list_from_dp4_to_dpt(office, api, pemilihan, dp4, found_at_the_door):
    operasi = await office.import_dp4(dp4)
    assert operasi["hasil"] == {"diterima": 12, "ditolak": 1}
    report = await office.ok("GET", operasi["galat"].removeprefix("/v1"), "operator")
    assert report.text.splitlines() == ["baris,kolom,kode,nilai", "13,nik,nik-bukan-16-digit,"]

    mapped = await office.map_tps(*(f"{d}001" for d in office.desa), "1906012001002")
    daftar = mapped["daftar_pemilih"]
    assert mapped["tahap"] == "tps-dipetakan"

    rows = {r["baris"]: r for d in office.desa for r in await office.worksheet(f"{d}001")}
    assert len(rows) == 12
    assert rows[2]["nik_akhir"] == "0001"
    first = [
        {"hasil": "sesuai", "pemilih": rows[n]["id"], "versi": 1} for n in (2, 3, 14)
    ] + [
        {"hasil": "tms", "pemilih": rows[4]["id"], "versi": 1, "kode": "1"},
        {"hasil": "pindah_tps", "pemilih": rows[5]["id"], "versi": 1, "kode": "8",
         "tps_benar": "1906012001002"},
        {"hasil": "ubah", "pemilih": rows[6]["id"], "versi": 1, "perubahan": {"nama": "LIMA"}},
        {"hasil": "baru", "baru": found_at_the_door | {"tps": "1906012001002"}},
        {"hasil": "tms", "pemilih": rows[6]["id"], "versi": 9, "kode": "1"},
    ]  # fmt: skip
    results = await office.findings("1906012001", first, role="pps")
    assert [r["status"] for r in results] == ["diterima"] * 7 + ["ditolak"]

    case = await office.ok(
        "POST", "/kegandaan", "operator", status=201,
        json={"pemilihan": pemilihan, "wilayah": "1906", "jenis": "nik",
              "anggota": [rows[2]["id"], rows[14]["id"]]},
    )  # fmt: skip
    decided = await office.ok(
        "POST", f"/kegandaan/{case.json()['id']}/putusan", "operator",
        json={"pertahankan": rows[2]["id"], "alasan": "KTP-el"},
        headers={"if-match": case.headers["etag"]},
    )  # fmt: skip
    assert decided.json()["status"] == "ganda"

    await office.recap(daftar, "DPHP")
    composed = await office.compose(daftar, "DPS")
    assert composed["hasil"]["l"] + composed["hasil"]["p"] == 11
    dps = await office.establish(daftar, "DPS")
    assert dps["jumlah"] == 11

    await office.findings(
        "1906022001", [{"hasil": "tms", "pemilih": rows[10]["id"], "versi": 1, "kode": "1"}],
        role="pps",
    )  # fmt: skip
    await office.recap(daftar, "DPSHP")
    assert (await office.compose(daftar, "DPT"))["status"] == "selesai"
    dpt = await office.establish(daftar, "DPT")
    assert (dpt["jumlah"], dpt["tps"]) == (10, 4)

    recap = await office.ok(
        "GET", "/daftar-pemilih/rekap", "publik",
        params={"pemilihan": pemilihan, "jenis": "DPT", "wilayah": "19"},
    )  # fmt: skip
    assert recap.json()["jumlah"] == 10
    check = {"pemilihan": pemilihan, "nik": "1906011505900001", "nkk_akhir": "0001"}
    assert (await api.client.post("/v1/cek-dpt", json=check)).json() == {
        "terdaftar": True, "daftar": "DPT", "tps": "1906012001001", "tanpa_data": ["1971"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    ["status = 'draf'", "l = l + 1", "sidik = 'x'", "sk_nomor = 'lain'"],
)
async def test_an_established_list_is_never_changed(office_with_dps, owner, change):
    with pytest.raises(DBAPIError) as failure:
        async with owner.begin() as session:
            await session.execute(text(f"update cuplikan set {change}"))
    assert isinstance(failure.value.orig, CheckViolation)


@pytest.mark.parametrize(
    ("peran", "cuplikan"),
    [("operator", ["draf"]), ("bawaslu", ["draf"]), ("partai", []), ("publik", [])],
)
async def test_a_draft_is_read_by_who_makes_or_watches_the_list(office_with_draft, peran, cuplikan):
    office, options = office_with_draft, {"peserta": "p1"} if peran == "partai" else {}
    path = f"/daftar-pemilih/{office.daftar}"
    seen = (await office.ok("GET", path, peran, **options)).json()["cuplikan"]
    assert [c["status"] for c in seen] == cuplikan
    await office.establish(office.daftar, "DPS")
    seen = (await office.ok("GET", path, peran, **options)).json()["cuplikan"]
    assert [c["status"] for c in seen] == ["ditetapkan"]
