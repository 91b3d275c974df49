"""A list from DP4 to DPT through the API, as one office lives it."""

import json

import pytest
from psycopg.errors import CheckViolation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from election_common.database import create_engine, create_sessions

HEADER = (
    "nkk,nik,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,alamat,rt,rw,disabilitas,"
    "ktp_el,kode_wilayah,tps"
)


def person(n: int, village: str, tps: str = "001", **changes: str) -> str:
    """A line of a DP4 file."""
    values = {
        "nkk": f"19060111110{n:05d}",
        "nik": f"190601150590{n:04d}",
        "nama": f"ORANG {n}",
        "tempat_lahir": "Manggar",
        "tanggal_lahir": "1990-05-15",
        "jenis_kelamin": "L" if n % 2 else "P",
        "status_kawin": "B",
        "alamat": "Jl. Uji",
        "rt": "1",
        "rw": "2",
        "disabilitas": "0",
        "ktp_el": "S",
        "kode_wilayah": village,
        "tps": tps,
    } | changes
    return ",".join(values.values())


NEW = {
    "nik": "1906014107900001", "nkk": "1906011111000099", "nama": "BARU", "tempat_lahir": "Gantung",
    "tanggal_lahir": "1990-07-01", "jenis_kelamin": "P", "status_kawin": "S", "alamat": "Jl. Baru",
    "rt": "001", "rw": "002", "disabilitas": 0, "ktp_el": "S",
}  # fmt: skip

LINES = [
    HEADER,
    *(person(n, "1906012001") for n in range(1, 6)),
    *(person(n, "1906012002") for n in range(6, 9)),
    *(person(n, "1906022001") for n in range(9, 12)),
    person(12, "1906012001", nik="12"),
    person(1, "1906012001", nama="ORANG SATU"),
]


BA = {"nomor": "SIMULASI/BA/1", "tanggal": "2024-08-10", "penanda_tangan": ["Ketua"]}
DESA = ["1906012001", "1906012002", "1906022001"]


class Office:
    """The acts of the offices of one kabupaten, shortened."""

    def __init__(self, api, pemilihan, run_jobs):
        self.api, self.pemilihan, self.run_jobs = api, pemilihan, run_jobs

    async def ok(self, method, path, *roles, status=200, **options):
        answer = await self.api(method, path, *roles, **({"wilayah": "1906"} | options))
        assert answer.status_code == status, answer.text
        return answer

    async def import_dp4(self, lines):
        params = {"pemilihan": self.pemilihan, "wilayah": "1906", "jenis": "dp4"}
        answer = await self.ok(
            "POST", "/impor", "operator", status=202,
            params=params | {"asal": "generated"}, content="\n".join(lines).encode(),
        )  # fmt: skip
        return await self.operation(answer)

    async def operation(self, answer):
        await self.run_jobs()
        where = answer.headers["location"].removeprefix("/v1")
        return (await self.ok("GET", where, "operator")).json()

    async def map_tps(self, *codes):
        body = {"pemilihan": self.pemilihan, "wilayah": "1906", "tps": [{"kode": k} for k in codes]}
        return (await self.ok("POST", "/tps", "operator", status=201, json=body)).json()

    async def worksheet(self, wilayah):
        answer = await self.ok(
            "GET", "/coklit/lembar-kerja", "pantarlih", wilayah=wilayah,
            params={"pemilihan": self.pemilihan, "wilayah": wilayah},
        )  # fmt: skip
        return [json.loads(line) for line in answer.text.splitlines()]

    async def findings(self, wilayah, butir, role="pantarlih"):
        body = {"pemilihan": self.pemilihan, "wilayah": wilayah, "butir": butir}
        answer = await self.ok("POST", "/coklit", role, wilayah=wilayah, json=body)
        return answer.json()["butir"]

    async def recap(self, daftar, tahap):
        for wilayah, role in [(d, "pps") for d in DESA] + [
            (k, "ppk") for k in ("190601", "190602")
        ]:
            counted = (
                await self.ok(
                    "GET", f"/daftar-pemilih/{daftar}/hitungan", role,
                    wilayah=wilayah, params={"wilayah": wilayah},
                )
            ).json()  # fmt: skip
            body = {
                "tahap": tahap, "wilayah": wilayah, "berita_acara": BA,
                "dinyatakan": {k: counted[k] for k in ("l", "p", "tps")},
            }  # fmt: skip
            await self.ok(
                "POST", f"/daftar-pemilih/{daftar}/rekapitulasi", role,
                status=201, wilayah=wilayah, json=body,
            )  # fmt: skip

    async def compose(self, daftar, tahap):
        answer = await self.ok(
            "POST", f"/daftar-pemilih/{daftar}/penyusunan", "operator", status=202,
            json={"tahap": tahap},
        )  # fmt: skip
        return await self.operation(answer)

    async def establish(self, daftar, tahap, status=201):
        row = await self.ok("GET", f"/daftar-pemilih/{daftar}", "ketua")
        draft = next(c for c in row.json()["cuplikan"] if c["status"] == "draf")
        body = {
            "tahap": tahap, "berita_acara": BA, "sk_nomor": "SIMULASI/SK/1",
            "sk_tanggal": "2024-08-10", "sidik": draft["sidik"], "asal_jumlah": "generated",
        }  # fmt: skip
        return (
            await self.ok(
                "POST", f"/daftar-pemilih/{daftar}/penetapan", "ketua", status=status,
                json=body, headers={"if-match": row.headers["etag"]},
            )
        ).json()  # fmt: skip


@pytest.fixture
async def owner(database):
    """Sessions of the owner: even he may not."""
    engine = create_engine(database.owner, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def office_with_dps(api, pemilihan, run_jobs):
    office = Office(api, pemilihan, run_jobs)
    await office.import_dp4(LINES)
    daftar = (await office.map_tps(*(f"{d}001" for d in DESA)))["daftar_pemilih"]
    rows = [r for r in await office.worksheet("1906012001001") if r["baris"] == 2]
    found = [{"hasil": "sesuai", "pemilih": r["id"], "versi": 1} for r in rows]
    await office.findings("1906012001", found, role="pps")
    await office.recap(daftar, "DPHP")
    await office.compose(daftar, "DPS")
    await office.establish(daftar, "DPS")
    return office


async def test_a_list_from_dp4_to_dpt(api, pemilihan, run_jobs):
    office = Office(api, pemilihan, run_jobs)
    operasi = await office.import_dp4(LINES)
    assert operasi["hasil"] == {"diterima": 12, "ditolak": 1}
    report = await office.ok("GET", operasi["galat"].removeprefix("/v1"), "operator")
    assert report.text.splitlines() == ["baris,kolom,kode,nilai", "13,nik,nik-bukan-16-digit,"]

    mapped = await office.map_tps(*(f"{d}001" for d in DESA), "1906012001002")
    daftar = mapped["daftar_pemilih"]
    assert mapped["tahap"] == "tps-dipetakan"

    rows = {r["baris"]: r for d in DESA for r in await office.worksheet(f"{d}001")}
    assert len(rows) == 12
    assert rows[2]["nik_akhir"] == "0001"
    first = [
        {"hasil": "sesuai", "pemilih": rows[n]["id"], "versi": 1} for n in (2, 3, 14)
    ] + [
        {"hasil": "tms", "pemilih": rows[4]["id"], "versi": 1, "kode": "1"},
        {"hasil": "pindah_tps", "pemilih": rows[5]["id"], "versi": 1, "kode": "8",
         "tps_benar": "1906012001002"},
        {"hasil": "ubah", "pemilih": rows[6]["id"], "versi": 1, "perubahan": {"nama": "LIMA"}},
        {"hasil": "baru", "baru": NEW | {"tps": "1906012001002"}},
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
        "terdaftar": True, "daftar": "DPT", "tps": "1906012001001",
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
