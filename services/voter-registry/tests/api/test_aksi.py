"""What may be done now: the same answer that the act itself would give."""

import psycopg
import pytest


async def acts(api, pemilihan, *roles, **headers):
    params = {"pemilihan": pemilihan}
    lists = await api("GET", "/daftar-pemilih", *roles, wilayah="1906", params=params)
    path = f"/daftar-pemilih/{lists.json()['data'][0]['id']}/aksi"
    answer = await api("GET", path, *roles, wilayah="1906", headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    return {row["tindakan"]: row for row in answer.json()}


async def test_open_acts_and_why_the_others_are_not(api, pemilihan):
    found = await acts(api, pemilihan, "operator")
    assert found["impor-dp4"]["terbuka"]
    assert found["impor-dp4"]["alasan"] is None
    assert found["pemetaan-tps"]["alasan"]["code"] == "tahap-tidak-mengizinkan"
    assert found["penetapan-dpt"]["alasan"]["code"] == "peran-tidak-berwenang"


async def test_a_closed_window_is_named_with_its_times(api, pemilihan, reschedule):
    window = {"kode": "P1", "tindakan": "impor-dp4", "kegiatan": "DP4"}
    times = {"mulai": "2024-01-01T00:00:00+07:00", "selesai": "2024-02-01T00:00:00+07:00"}
    await reschedule([window | times])
    found = await acts(api, pemilihan, "operator", **{"accept-language": "en"})
    assert not found["impor-dp4"]["terbuka"]
    assert found["impor-dp4"]["alasan"]["code"] == "di-luar-jadwal"
    assert found["impor-dp4"]["alasan"]["title"] == "Outside the schedule"
    assert found["impor-dp4"]["alasan"]["rincian"]["jendela"][0]["kode"] == "P1"


def reasons(answer):
    return {row["tindakan"]: row["alasan"] and row["alasan"]["code"] for row in answer.json()}


async def test_a_case_says_whether_it_can_be_decided(office_in_coklit):
    office = office_in_coklit
    members = [row["id"] for row in (await office.worksheet("1906012001"))[:2]]
    body = {"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "nik", "anggota": members}
    filed = await office.ok("POST", "/kegandaan", "operator", status=201, json=body)
    where = f"/kegandaan/{filed.json()['id']}"
    assert reasons(await office.ok("GET", f"{where}/aksi", "operator")) == {"kegandaan": None}
    denied = {"kegandaan": "peran-tidak-berwenang"}
    assert reasons(await office.ok("GET", f"{where}/aksi", "pps")) == denied
    await office.ok("GET", f"{where}/aksi", "operator", status=404, wilayah="1971")
    await office.ok(
        "POST", f"{where}/putusan", "operator", json={"pertahankan": None, "alasan": "uji"},
        headers={"if-match": filed.headers["etag"]},
    )  # fmt: skip
    decided = {"kegandaan": "tahap-tidak-mengizinkan"}
    assert reasons(await office.ok("GET", f"{where}/aksi", "operator")) == decided


NO_ROLE, FOREIGN = "peran-tidak-berwenang", "wilayah-di-luar-kewenangan"
INCOMPLETE = "rekap-belum-lengkap"


async def said(office, role, wilayah, act):
    """What a caller is told of an act on the list of the office."""
    path = f"/daftar-pemilih/{office.daftar}/aksi"
    return reasons(await office.ok("GET", path, role, wilayah=wilayah))[act]


@pytest.mark.parametrize(
    ("role", "wilayah", "act", "reason"),
    [
        ("pantarlih", "1906012001001", "coklit", None),
        ("pps", "1906012001", "dphp-pps", None),
        ("pps", "1906012001001", "dphp-pps", FOREIGN),
        ("pps", "1906", "dphp-pps", None),
        ("ppk", "190601", "dphp-ppk", INCOMPLETE),
        ("ppk", "190601", "dpshp-ppk", "tahap-tidak-mengizinkan"),
        ("operator", "1906", "penyusunan-dps", "tahap-tidak-mengizinkan"),
        ("operator", "190601", "kegandaan", FOREIGN),
        ("operator", "190601", "impor-dp4", FOREIGN),
        ("operator", "190601", "pemetaan-tps", FOREIGN),
    ],
)
async def test_a_list_in_coklit(office_in_coklit, role, wilayah, act, reason):
    assert await said(office_in_coklit, role, wilayah, act) == reason


async def test_a_station_above_the_maximum(office_in_coklit, database):
    with psycopg.connect(database.owner) as owner:
        owner.execute("update aturan set nilai = '1' where nama = 'tps_maksimum'")
    expected = "tps-melebihi-batas"
    assert await said(office_in_coklit, "pps", "1906012001", "dphp-pps") == expected


@pytest.mark.parametrize(
    ("role", "wilayah", "act", "reason"),
    [
        ("pps", "1906012001", "perbaikan", "desa-sudah-direkap"),
        ("pps", "1906012001001", "perbaikan", "desa-sudah-direkap"),
        ("pps", "1906012002", "perbaikan", None),
        ("operator", "1906", "perbaikan", None),
        ("pps", "1906012001", "dpshp-pps", "bukti-sudah-ada"),
        ("pps", "1906012002", "dpshp-pps", None),
        ("ppk", "190601", "dpshp-ppk", INCOMPLETE),
        ("operator", "1906", "penyusunan-dpt", INCOMPLETE),
        ("operator", "1906", "penyusunan-dpshp", "tidak-perlu-ditetapkan"),
        ("operator", "190602", "penyusunan-dpt", FOREIGN),
        ("ketua", "1906", "penetapan-dpt", "draf-belum-ada"),
        ("ketua", "19", "penetapan-dpt", FOREIGN),
    ],
)
async def test_a_list_of_which_one_village_is_locked(office_with_lock, role, wilayah, act, reason):
    assert await said(office_with_lock, role, wilayah, act) == reason


async def test_a_list_whose_draft_is_on_the_table(office_with_draft):
    office = office_with_draft
    assert await said(office, "ketua", "1906", "penetapan-dps") is None
    assert await said(office, "operator", "1906", "penyusunan-dps") is None
    path = f"/daftar-pemilih/{office.daftar}/penyusunan"
    await office.ok("POST", path, "operator", status=202, json={"tahap": "DPS"})
    running = "penyusunan-sedang-berjalan"
    assert await said(office, "operator", "1906", "penyusunan-dps") == running


async def test_an_import_that_runs(office, dp4):
    await office.ok(
        "POST", "/impor", "operator", status=202, content="\n".join(dp4).encode(),
        params={"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "dp4"},
        headers={"content-type": "text/csv"},
    )  # fmt: skip
    found = await acts(office.api, office.pemilihan, "operator")
    assert found["impor-dp4"]["alasan"]["code"] == "impor-sedang-berjalan"
    assert found["penerimaan-rekap"]["terbuka"]


@pytest.mark.parametrize(
    ("role", "wilayah", "expected"),
    [
        ("kpu_provinsi", "19", (None, INCOMPLETE, INCOMPLETE)),
        ("kpu_provinsi", "31", (FOREIGN, FOREIGN, FOREIGN)),
        ("kpu_kabko", "1906", (NO_ROLE, NO_ROLE, NO_ROLE)),
    ],
)
async def test_acts_of_the_province_on_an_election(api, pemilihan, role, wilayah, expected):
    answer = await api("GET", f"/pemilihan/{pemilihan}/aksi", role, wilayah=wilayah)
    names = ("pergeseran-waktu-legal", "rekapitulasi-dps", "rekapitulasi-dpt")
    assert reasons(answer) == dict(zip(names, expected, strict=True))


async def test_no_clock_but_that_of_a_sandbox_is_moved(api, pemilihan, database):
    with psycopg.connect(database.owner) as owner:
        owner.execute("update pemilihan set sandbox = false, waktu_legal = null")
    answer = await api("GET", f"/pemilihan/{pemilihan}/aksi", "kpu_provinsi")
    assert reasons(answer)["pergeseran-waktu-legal"] == "bukan-sandbox"


async def test_minutes_of_the_province_are_recorded_once(api, pemilihan, database):
    with psycopg.connect(database.owner) as owner:
        owner.execute(
            "insert into rekapitulasi (pemilihan, tahap, wilayah, asal, l, p, tps, ba_nomor,"
            " ba_tanggal, penanda_tangan, pada) values (%s, 'DPS', '19', 'generated', 1, 1, 1,"
            " 'BA/1', '2024-08-10', '[\"Ketua\"]', now())",
            [pemilihan],
        )
    answer = await api("GET", f"/pemilihan/{pemilihan}/aksi", "kpu_provinsi")
    found = reasons(answer)
    assert (found["rekapitulasi-dps"], found["rekapitulasi-dpt"]) == ("bukti-sudah-ada", INCOMPLETE)
