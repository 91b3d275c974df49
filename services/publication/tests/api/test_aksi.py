"""What may be done now: the same answer that the act itself would give."""

import pytest


async def acts_at(api, path, role, wilayah):
    answer = await api("GET", path, role, wilayah=wilayah)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return {row["tindakan"]: row["alasan"] and row["alasan"]["code"] for row in answer.json()}


NO_ROLE = "peran-tidak-berwenang"
FOREIGN = "wilayah-di-luar-kewenangan"
INCOMPLETE = "rekap-belum-lengkap"
STAGE = "tahap-tidak-mengizinkan"
FORMS = ("1903012001001", "1903012001002", "1903022001001", "1971011001001")
KECAMATAN = ("190301", "190302", "197101")
PLENARIES = (*KECAMATAN, "1903", "1971")


@pytest.fixture
def results(api, send_forms, plenary, make_form):
    """Bring results so far: the forms, the plenaries of regions, the decree."""

    async def bring(forms, regions, decree):
        if forms:
            answer = await send_forms(*map(make_form, forms))
            assert answer.json()["diterima"] == len(forms), answer.text
        for kode in regions:
            answer = await plenary(kode)
            assert answer.status_code == 201, answer.text
        if decree:
            body = {"keputusan": {"nomor": "77", "tanggal": "2024-12-07"}}
            answer = await api.act(
                "rekapitulasi/19/pengumuman", "kpu_provinsi", versi='"1"', **body
            )
            assert answer.status_code == 200, answer.text

    return bring


@pytest.mark.parametrize(
    ("forms", "plenaries", "decree", "kode", "role", "wilayah", "expected"),
    [
        ((), (), False, "190301", "ppk", "190301", (INCOMPLETE,)),
        (FORMS[:1], (), False, "190301", "ppk", "190301", (INCOMPLETE,)),
        (FORMS[:2], (), False, "190301", "ppk", "190301", (None,)),
        (FORMS[:2], (), False, "190301", "ppk", "190302", (FOREIGN,)),
        (FORMS[:2], (), False, "190301", "ppk", "1903", (FOREIGN,)),
        (FORMS[:2], ("190301",), False, "190301", "ppk", "190301", (STAGE,)),
        (FORMS, ("190301",), False, "1903", "kpu_kabko", "1903", (INCOMPLETE,)),
        (FORMS, KECAMATAN, False, "1903", "kpu_kabko", "1903", (None,)),
        (FORMS, KECAMATAN, False, "1903", "kpu_kabko", "19", (FOREIGN,)),
        (FORMS, KECAMATAN, False, "1903", "ppk", "1903", (NO_ROLE,)),
        (FORMS, KECAMATAN, False, "19", "kpu_provinsi", "19", (INCOMPLETE, "tidak-ditemukan")),
        (FORMS, PLENARIES, False, "19", "kpu_provinsi", "19", (None, "tidak-ditemukan")),
        (FORMS, (*PLENARIES, "19"), False, "19", "kpu_provinsi", "19", (STAGE, None)),
        (FORMS, (*PLENARIES, "19"), False, "19", "kpu_provinsi", "31", (FOREIGN, FOREIGN)),
        (FORMS, (*PLENARIES, "19"), True, "19", "ketua", "19", (STAGE, STAGE)),
    ],
)
async def test_acts_on_a_result(
    api, results, forms, plenaries, decree, kode, role, wilayah, expected
):
    await results(forms, plenaries, decree)
    found = await acts_at(api, f"/rekapitulasi/{kode}/aksi?pemilihan=uji-2024", role, wilayah)
    assert tuple(found.values()) == expected


async def test_a_plenary_waits_for_the_dpt(api, pemilihan, open_schedule):
    await open_schedule()
    path = "/rekapitulasi/190301/aksi?pemilihan=uji-2024"
    found = await acts_at(api, path, "ppk", "190301")
    assert found == {"rekapitulasi-kecamatan": "dpt-belum-diterima"}


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
