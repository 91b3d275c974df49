"""Sandboxes and their clock, generated figures: what production and a real election refuse."""

import pytest

REAL = {
    "id": "nyata-2024", "nama": "Nyata", "jenis": "pilkada", "wilayah": "19",
    "hari_pemungutan": "2024-11-27", "ruleset": "pilkada-uji", "sandbox": False,
    "waktu_legal": None,
}  # fmt: skip
LATER = {"waktu": "2024-06-01T00:00:00+07:00"}


@pytest.fixture
def production(api, pemilihan):
    """The same API as in production, the sandbox made before it was that."""
    api.app.state.production = True
    return api


async def refused(answer, code):
    answer = await answer
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == code


async def test_production_registers_no_sandbox(production):
    body = REAL | {"id": "main-2024", "sandbox": True}
    await refused(production("POST", "/pemilihan", "kpu_provinsi", json=body), "sandbox-dilarang")


async def test_production_moves_no_clock(production, pemilihan):
    path = f"/pemilihan/{pemilihan}/waktu-legal"
    await refused(production("POST", path, "kpu_provinsi", json=LATER), "sandbox-dilarang")


async def test_the_clock_of_a_real_election_is_never_moved(api, pemilihan):
    answer = await api("POST", "/pemilihan", "kpu_provinsi", json=REAL)
    assert answer.status_code == 201, answer.text
    answer = await api("POST", "/pemilihan/nyata-2024/waktu-legal", "kpu_provinsi", json=LATER)
    assert answer.status_code == 409
    assert answer.json()["code"] == "bukan-sandbox"


@pytest.mark.parametrize("asal", ["generated"])
async def test_production_takes_no_generated_list(production, pemilihan, asal):
    await refused(
        production(
            "POST", "/impor", "operator", wilayah="1906", content=b"nik\n",
            params={"pemilihan": pemilihan, "wilayah": "1906", "jenis": "dp4", "asal": asal},
            headers={"content-type": "text/csv"},
        ),
        "data-buatan-dilarang",
    )  # fmt: skip


async def test_production_takes_no_generated_recapitulation(production, pemilihan):
    body = {
        "tahap": "DPT", "asal": "generated", "dinyatakan": {"l": 1, "p": 1, "tps": 1},
        "berita_acara": {"nomor": "1", "tanggal": "2024-09-22", "penanda_tangan": ["Ketua"]},
    }  # fmt: skip
    path = f"/pemilihan/{pemilihan}/rekapitulasi-daftar"
    await refused(production("POST", path, "kpu_provinsi", json=body), "data-buatan-dilarang")


async def test_production_establishes_no_generated_list(office_with_draft):
    office_with_draft.api.app.state.production = True
    answer = await office_with_draft.establish(office_with_draft.daftar, "DPS", status=422)
    assert answer["code"] == "data-buatan-dilarang"
