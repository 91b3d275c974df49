"""An office of one kabupaten that plays a list through the API, shortened."""

import json

import pytest

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
        self.desa = DESA

    async def ok(self, method, path, *roles, status=200, **options):
        answer = await self.api(method, path, *roles, **({"wilayah": "1906"} | options))
        assert answer.status_code == status, answer.text
        return answer

    async def import_dp4(self, lines):
        params = {"pemilihan": self.pemilihan, "wilayah": "1906", "jenis": "dp4"}
        answer = await self.ok(
            "POST", "/impor", "operator", status=202,
            params=params | {"asal": "generated"}, content="\n".join(lines).encode(),
            headers={"content-type": "text/csv"},
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
        return [self.line(line) for line in answer.text.splitlines()]

    @staticmethod
    def line(text):
        return json.loads(text)

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
def office(api, pemilihan, run_jobs):
    return Office(api, pemilihan, run_jobs)


@pytest.fixture
def dp4():
    """A small DP4: one line with a bad NIK, two lines with one NIK."""
    return LINES


@pytest.fixture
def found_at_the_door():
    """A person whom the DP4 does not have."""
    return dict(NEW)


@pytest.fixture
async def office_in_coklit(office, dp4):
    """An office whose list is in coklit; `office.daftar` is its id."""
    await office.import_dp4(dp4)
    office.daftar = (await office.map_tps(*(f"{d}001" for d in DESA)))["daftar_pemilih"]
    rows = [r for r in await office.worksheet("1906012001001") if r["baris"] == 2]
    found = [{"hasil": "sesuai", "pemilih": r["id"], "versi": 1} for r in rows]
    await office.findings("1906012001", found, role="pps")
    return office


@pytest.fixture
async def office_with_draft(office_in_coklit):
    """An office that has a draft DPS on the table."""
    await office_in_coklit.recap(office_in_coklit.daftar, "DPHP")
    await office_in_coklit.compose(office_in_coklit.daftar, "DPS")
    return office_in_coklit


@pytest.fixture
async def office_with_dps(office_with_draft):
    """An office whose DPS is established."""
    await office_with_draft.establish(office_with_draft.daftar, "DPS")
    return office_with_draft


@pytest.fixture
async def office_with_lock(office_with_dps):
    """An office whose DPS stands, and of whose villages the first has recapitulated the DPSHP."""
    office = office_with_dps
    path = f"/daftar-pemilih/{office.daftar}"
    counted = await office.ok(
        "GET", f"{path}/hitungan", "pps", wilayah=DESA[0], params={"wilayah": DESA[0]}
    )
    await office.ok(
        "POST", f"{path}/rekapitulasi", "pps", status=201, wilayah=DESA[0],
        json={
            "tahap": "DPSHP", "wilayah": DESA[0], "berita_acara": BA,
            "dinyatakan": {k: counted.json()[k] for k in ("l", "p", "tps")},
        },
    )  # fmt: skip
    return office
