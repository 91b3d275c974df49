"""A list from DP4 to DPT through the API, as one office lives it."""

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


LINES = [
    HEADER,
    *(person(n, "1906012001") for n in range(1, 6)),
    *(person(n, "1906012002") for n in range(6, 9)),
    *(person(n, "1906022001") for n in range(9, 12)),
    person(12, "1906012001", nik="12"),
    person(1, "1906012001", nama="ORANG SATU"),
]


async def test_whole_list(api, pemilihan, run_jobs):
    params = {"pemilihan": pemilihan, "wilayah": "1906", "jenis": "dp4", "asal": "generated"}
    body = "\n".join(LINES).encode()
    answer = await api("POST", "/impor", "operator", params=params, content=body)
    assert answer.status_code == 202, answer.text
    where = answer.headers["location"].removeprefix("/v1")
    await run_jobs()
    operasi = (await api("GET", where, "operator")).json()
    assert operasi["status"] == "selesai", operasi
    assert operasi["hasil"] == {"diterima": 12, "ditolak": 1}
    report = await api("GET", f"{where}/galat", "operator")
    assert report.text.splitlines() == [
        "baris,kolom,kode,nilai",
        "13,nik,nik-bukan-16-digit,",
    ]
    print(operasi)
