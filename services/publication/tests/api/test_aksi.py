"""What may be done now: the same answer that the act itself would give."""

import pytest


async def acts(api, kode, role, wilayah):
    return await acts_at(api, f"/rekapitulasi/{kode}/aksi?pemilihan=uji-2024", role, wilayah)


async def acts_at(api, path, role, wilayah):
    answer = await api("GET", path, role, wilayah=wilayah)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return {row["tindakan"]: row["alasan"] and row["alasan"]["code"] for row in answer.json()}


async def test_open_acts_and_why_the_others_are_not(api, siap):
    assert await acts(api, "190301", "ppk", "190301") == {"rekapitulasi-kecamatan": None}
    foreign = {"rekapitulasi-kecamatan": "wilayah-di-luar-kewenangan"}
    assert await acts(api, "190301", "ppk", "190302") == foreign
    assert await acts(api, "19", "kpu_provinsi", "19") == {
        "rekapitulasi-provinsi": None,
        "pengumuman-hasil": "tahap-tidak-mengizinkan",
    }
    assert await acts(api, "1903", "ppk", "1903") == {"rekapitulasi-kabko": "peran-tidak-berwenang"}


NO_ROLE = "peran-tidak-berwenang"
FOREIGN = "wilayah-di-luar-kewenangan"


@pytest.mark.parametrize(
    ("role", "wilayah", "expected"),
    [
        ("kpu_provinsi", "19", (None, "bukti-sudah-ada", NO_ROLE)),
        ("kpu_provinsi", "31", (FOREIGN, FOREIGN, NO_ROLE)),
        ("ppk", "190301", (NO_ROLE, NO_ROLE, None)),
        ("publik", "19", (NO_ROLE, NO_ROLE, NO_ROLE)),
    ],
)
async def test_acts_on_an_election(api, siap, role, wilayah, expected):
    found = await acts_at(api, "/pemilihan/uji-2024/aksi", role, wilayah)
    assert found == dict(
        zip(("penjadwalan", "penetapan-kolom", "hasil-tps"), expected, strict=True)
    )


async def test_acts_on_an_election_without_a_schedule(api, pemilihan):
    found = await acts_at(api, "/pemilihan/uji-2024/aksi", "ppk", "190301")
    assert found["hasil-tps"] == "jadwal-belum-diterima"
    found = await acts_at(api, "/pemilihan/uji-2024/aksi", "kpu_provinsi", "19")
    assert (found["penjadwalan"], found["penetapan-kolom"]) == (None, None)


async def test_forms_wait_for_the_columns(api, dpt, open_schedule):
    await open_schedule()
    found = await acts_at(api, "/pemilihan/uji-2024/aksi", "ppk", "190301")
    assert found["hasil-tps"] == "kolom-suara-belum-ada"


@pytest.mark.parametrize(
    ("tps", "role", "wilayah", "expected"),
    [
        ("1971011001001", "kpps", "1971011001001", (None, None)),
        ("1971011001001", "kpps", "1903012001001", (FOREIGN, FOREIGN)),
        ("1971011001001", "ketua", "19", (NO_ROLE, NO_ROLE)),
        ("1971011001999", "kpu_kabko", "1971", ("tps-tidak-dikenal", "tidak-ditemukan")),
    ],
)
async def test_acts_on_the_form_of_a_tps(api, siap, tps, role, wilayah, expected):
    found = await acts_at(api, f"/pemilihan/uji-2024/hasil-tps/{tps}/aksi", role, wilayah)
    assert found == dict(zip(("hasil-tps", "pindaian-hasil-tps"), expected, strict=True))
