"""A local voting day is no working day, from the decree on, for the region that it is of."""

import pytest

HARI = {
    "tanggal": "2026-12-01", "wilayah": "1906", "libur": True, "nama": "Pemungutan suara ulang",
    "dasar": "SIMULASI/Keputusan/1",
}  # fmt: skip


@pytest.fixture
def establish(api):
    async def post(role="kpu_provinsi", di="19", **changes):
        return await api("POST", "/tenggat/hari-khusus", role, wilayah=di, json=HARI | changes)

    return post


@pytest.fixture
def due(api):
    """The day by which a request is answered that was filed on the 24th of November 2026."""

    async def of(id_):
        (term,) = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
        (row,) = [h for h in term["hari"] if h["tanggal"] == HARI["tanggal"]]
        return term["jatuh_tempo"][:10], row["keterangan"]

    return of


async def test_terms_that_run_are_counted_anew(api, pemilihan, establish, due, owner):
    here, there = [
        (await api.file("permohonan-informasi", wilayah=wilayah, pemilihan=pemilihan))["id"]
        for wilayah in ("1906", "1971")
    ]
    assert (await establish()).status_code == 201
    assert await due(here) == ("2026-12-09", "Pemungutan suara ulang")
    assert await due(there) == ("2026-12-08", "")
    rows = await owner("select tiket, jatuh_tempo from tenggat")
    kept = {str(r["tiket"]): f"{r['jatuh_tempo'].astimezone():%Y-%m-%d}" for r in rows}
    assert kept[here] > kept[there]
    await establish(libur=False, dasar="SIMULASI/Keputusan/2")
    assert await due(here) == ("2026-12-08", "")
    days = (await api("GET", "/tenggat/hari-khusus")).json()["data"]
    assert [(d["libur"], d["dasar"]) for d in days] == [(False, "SIMULASI/Keputusan/2")]


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
