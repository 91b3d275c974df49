"""What a PPS has recapitulated is locked, for whoever comes and however he names the place."""

import psycopg
import pytest

BA = {"nomor": "SIMULASI/BA/1", "tanggal": "2024-08-10", "penanda_tangan": ["Ketua"]}
TERKUNCI, TERBUKA = "1906012001", "1906012002"


@pytest.fixture
async def rows(office_with_lock):
    """A record of each of the two villages."""
    office, found = office_with_lock, {}
    for desa in (TERKUNCI, TERBUKA):
        lines = await office.worksheet(f"{desa}001")
        found[desa] = next(line for line in lines if line["status"] != "tms")
    return found


def struck(row):
    return {"hasil": "tms", "pemilih": row["id"], "versi": row["versi"], "kode": "1"}


async def test_a_sheet_of_the_kabupaten_reaches_no_locked_village(
    office_with_lock, rows, found_at_the_door
):
    results = await office_with_lock.findings(
        "1906",
        [
            struck(rows[TERKUNCI]),
            {"hasil": "baru", "baru": found_at_the_door | {"tps": f"{TERKUNCI}001"}},
            struck(rows[TERBUKA]),
        ],
        role="operator",
    )
    assert [(r["status"], r["code"]) for r in results] == [
        ("ditolak", "desa-sudah-direkap"),
        ("ditolak", "desa-sudah-direkap"),
        ("diterima", None),
    ]


@pytest.mark.parametrize("wilayah", [TERKUNCI, f"{TERKUNCI}001"])
async def test_a_narrow_token_meets_the_lock_of_its_village(office_with_lock, rows, wilayah):
    office = office_with_lock
    body = {"pemilihan": office.pemilihan, "wilayah": wilayah, "butir": [struck(rows[TERKUNCI])]}
    answer = await office.api("POST", "/coklit", "pps", wilayah=wilayah, json=body)
    assert (answer.status_code, answer.json()["code"]) == (423, "desa-sudah-direkap")


async def test_a_case_strikes_nobody_of_a_locked_village(office_with_lock, rows):
    office = office_with_lock
    members = [row["id"] for row in rows.values()]
    case = await office.ok(
        "POST", "/kegandaan", "operator", status=201,
        json={"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "identik",
              "anggota": members},
    )  # fmt: skip
    answer = await office.api(
        "POST", f"/kegandaan/{case.json()['id']}/putusan", "operator", wilayah="1906",
        json={"pertahankan": rows[TERBUKA]["id"], "alasan": "KTP-el"},
        headers={"if-match": case.headers["etag"]},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (423, "desa-sudah-direkap")


async def test_a_village_with_a_station_above_the_maximum_is_not_locked(office_in_coklit, database):
    office, desa = office_in_coklit, TERBUKA
    path = f"/daftar-pemilih/{office.daftar}"
    counted = (
        await office.ok("GET", f"{path}/hitungan", "pps", wilayah=desa, params={"wilayah": desa})
    ).json()
    body = {
        "tahap": "DPHP", "wilayah": desa, "berita_acara": BA,
        "dinyatakan": {k: counted[k] for k in ("l", "p", "tps")},
    }  # fmt: skip
    most = counted["l"] + counted["p"]
    for maksimum, expected in ((most - 1, (422, "tps-melebihi-batas")), (most, (201, None))):
        with psycopg.connect(database.owner) as owner:
            owner.execute(
                "update aturan set nilai = to_jsonb(%s::int) where nama = 'tps_maksimum'",
                [maksimum],
            )
        answer = await office.api("POST", f"{path}/rekapitulasi", "pps", wilayah=desa, json=body)
        assert (answer.status_code, answer.json().get("code")) == expected


@pytest.fixture
def recap(office_in_coklit):
    """Record the minutes of a village over its DPHP; returns what came of it."""
    office = office_in_coklit
    path = f"/daftar-pemilih/{office.daftar}"

    async def run(desa):
        counted = await office.ok(
            "GET", f"{path}/hitungan", "pps", wilayah=desa, params={"wilayah": desa}
        )
        body = {
            "tahap": "DPHP", "wilayah": desa, "berita_acara": BA,
            "dinyatakan": {k: counted.json()[k] for k in ("l", "p", "tps")},
        }  # fmt: skip
        answer = await office.api("POST", f"{path}/rekapitulasi", "pps", wilayah=desa, json=body)
        return answer.json().get("code", answer.status_code)

    return run


@pytest.mark.parametrize(
    ("lahir", "kawin", "status", "expected"),
    [
        ("2007-11-27", "B", "potensial", 201),
        ("2007-11-28", "B", "potensial", "ada-belum-cukup-umur"),
        ("2007-11-28", "B", "tms", 201),
        ("2007-11-28", "S", "potensial", 201),
        ("2007-11-28", "P", "potensial", 201),
    ],
)
async def test_a_village_with_a_voter_under_age_is_not_locked(
    office_in_coklit, recap, database, lahir, kawin, status, expected
):
    """17 on voting day, or ever married (UU 7/2017 Pasal 1 angka 34), also where nobody was."""
    with psycopg.connect(database.owner) as owner:
        owner.execute(
            "update pemilih set tanggal_lahir = %s, status_kawin = %s, status = %s,"
            " kode_tms = case %s when 'tms' then '1' end where nama = 'ORANG 6'",
            [lahir, kawin, status, status],
        )
    assert await recap(TERBUKA) == expected


async def test_a_village_is_mended_after_another_has_recapitulated(
    office_in_coklit, recap, database
):
    """A station above the maximum, say: if nobody could be struck, no list would ever be made."""
    office = office_in_coklit
    assert await recap(TERBUKA) == 201
    with psycopg.connect(database.owner) as owner:
        owner.execute("update aturan set nilai = '5' where nama = 'tps_maksimum'")
    assert await recap(TERKUNCI) == "tps-melebihi-batas"
    (row, *_), (locked, *_) = [await office.worksheet(f"{d}001") for d in (TERKUNCI, TERBUKA)]
    found = await office.findings(TERKUNCI, [struck(row)], role="pps")
    assert [r["code"] for r in found] == [None]
    assert await recap(TERKUNCI) == 201
    found = await office.findings("1906", [struck(locked)], role="operator")
    assert [r["code"] for r in found] == ["desa-sudah-direkap"]


@pytest.mark.parametrize(
    "perubahan", [{}, {"nama": None}, {"nama": "LIMA", "tanggal_lahir": None}], ids=repr
)
async def test_a_correction_that_names_nothing_is_told_so(office_in_coklit, perubahan):
    row = (await office_in_coklit.worksheet(f"{TERBUKA}001"))[0]
    answer = await office_in_coklit.api(
        "POST", "/coklit", "pps", wilayah=TERBUKA,
        json={
            "pemilihan": office_in_coklit.pemilihan, "wilayah": TERBUKA,
            "butir": [{"hasil": "ubah", "pemilih": row["id"], "versi": row["versi"],
                       "perubahan": perubahan}],
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.json()["galat"][0]["jenis"] == "perubahan-kosong"


async def test_the_plenary_is_that_of_the_kabupaten_itself(office_with_draft):
    office = office_with_draft
    path = f"/daftar-pemilih/{office.daftar}"
    seen = await office.ok("GET", path, "ketua")
    body = {
        "tahap": "DPS", "berita_acara": BA, "sk_nomor": "SIMULASI/SK/1",
        "sk_tanggal": "2024-08-10", "sidik": seen.json()["cuplikan"][0]["sidik"],
        "asal_jumlah": "generated",
    }  # fmt: skip
    for wilayah, status in (("19", 403), ("1906", 201)):
        answer = await office.api(
            "POST", f"{path}/penetapan", "ketua", wilayah=wilayah, json=body,
            headers={"if-match": seen.headers["etag"]},
        )  # fmt: skip
        assert answer.status_code == status, answer.text
