"""Plenaries from kecamatan to province, the announcement, and what is called resmi."""

import pytest

A, B, C, D = "1903012001001", "1903012001002", "1903022001001", "1971011001001"
AT = {"pemilihan": "uji-2024"}


@pytest.fixture
async def all_forms(send_forms, make_form):
    answer = await send_forms(*(make_form(t) for t in (A, B, C, D)))
    assert answer.json()["diterima"] == 4, answer.text


@pytest.fixture
async def both_kab(all_forms, plenary):
    for kode in ("190301", "190302", "197101", "1903", "1971"):
        answer = await plenary(kode, asal="press", full=True)
        assert answer.status_code == 201, answer.text


async def test_plenary_needs_all_children(send_forms, plenary, make_form):
    await send_forms(make_form(A))
    answer = await plenary("190301")
    assert (answer.status_code, answer.json()["code"]) == (409, "rekap-belum-lengkap")
    assert answer.json()["belum"] == [B]
    await send_forms(make_form(B))
    assert (await plenary("190301")).status_code == 201
    answer = await plenary("1903")
    assert answer.json()["belum"] == ["190302"]


async def test_plenary_only_of_its_own_region(api, all_forms, plenary):
    answer = await plenary(
        "1903", berita_acara={"nomor": "x", "tanggal": "2024-12-01", "penanda_tangan": ["x"]}
    )
    assert answer.json()["code"] == "rekap-belum-lengkap"
    body = {
        "wilayah": "1903",
        "asal": "official",
        "berita_acara": {"nomor": "x", "tanggal": "2024-12-01", "penanda_tangan": ["x"]},
        "dinyatakan": {"suara": {"1": 1}, "suara_sah": 1, "suara_tidak_sah": 0, "total_suara": 1},
    }
    answer = await api.act("rekapitulasi", "kpu_kabko", di="19", **body)
    assert (answer.status_code, answer.json()["code"]) == (403, "wilayah-di-luar-kewenangan")
    answer = await api.act("rekapitulasi", "ppk", di="1903", **body)
    assert answer.json()["code"] == "peran-tidak-berwenang"


MISPRINT = {
    "suara": {"1": 210, "2": 150},
    "suara_sah": 360,
    "suara_tidak_sah": 15,
    "total_suara": 375,
}


async def test_misprinted_total_is_refused_by_check_nine(all_forms, plenary):
    for kode in ("190301", "190302"):
        await plenary(kode)
    answer = await plenary("1903", asal="press", dinyatakan=MISPRINT)
    assert answer.status_code == 422
    problem = answer.json()
    assert (problem["code"], problem["aturan"]) == ("pemeriksaan-gagal", 9)
    assert {"aturan": 9, "kolom": "suara.1", "dinyatakan": 210, "pembanding": 180, "beda": 30} in (
        problem["pelanggaran"]
    )


def correction(kolom: str, dari: int, ke: int):
    return {
        "kolom": kolom, "dari": dari, "ke": ke, "alasan": "salah salin",
        "saksi": "saksi paslon 1 dan 2", "asal": "inferred",
    }  # fmt: skip


async def test_corrections_account_for_a_change(api, all_forms, plenary):
    for kode in ("190301", "190302"):
        await plenary(kode)
    moved = {
        "suara": {"1": 183, "2": 150},
        "suara_sah": 333,
        "suara_tidak_sah": 12,
        "total_suara": 345,
    }
    rows = [
        correction("suara.1", 180, 183),
        correction("suara_sah", 330, 333),
        correction("suara_tidak_sah", 15, 12),
    ]
    answer = await plenary("1903", asal="inferred", dinyatakan=moved, koreksi=rows[:2])
    assert answer.json()["aturan"] == 9
    wrong = [correction("suara.1", 181, 184), *rows[1:]]
    answer = await plenary("1903", asal="inferred", dinyatakan=moved, koreksi=wrong)
    assert answer.json()["aturan"] == 11
    answer = await plenary("1903", asal="inferred", dinyatakan=moved, koreksi=rows)
    assert answer.status_code == 201, answer.text
    unit = answer.json()
    assert unit["selisih"] == []
    assert unit["dihitung"]["suara"] == {"1": 180, "2": 150}
    assert unit["dinyatakan"]["suara"] == {"1": 183, "2": 150}
    assert [k["kolom"] for k in unit["koreksi"]] == ["suara.1", "suara_sah", "suara_tidak_sah"]
    prov = (await api("GET", "/rekapitulasi", params=AT | {"wilayah": "19"})).json()
    assert prov["dihitung"]["suara"] == {"1": 243, "2": 200}


async def test_declared_figures_must_hold_together(all_forms, plenary):
    short = {
        "suara": {"1": 120, "2": 100},
        "suara_sah": 219,
        "suara_tidak_sah": 11,
        "total_suara": 230,
    }
    rows = [correction("suara_sah", 220, 219), correction("suara_tidak_sah", 10, 11)]
    answer = await plenary("190301", dinyatakan=short, koreksi=rows)
    assert (answer.status_code, answer.json()["aturan"]) == (422, 4)


async def test_count_of_children_is_checked(all_forms, plenary):
    answer = await plenary("190301", full=True, dinyatakan={"jumlah_tps": 3})
    assert answer.json()["pelanggaran"][0]["kolom"] == "jumlah_tps"


async def test_second_plenary_and_foreign_witness_are_refused(all_forms, plenary):
    saksi = [{"paslon": 3, "status": "SIGNED"}]
    assert (await plenary("190301", saksi=saksi)).json()["code"] == "saksi-tidak-sesuai"
    saksi = [{"paslon": 1, "status": "REFUSED", "keberatan": "tidak setuju"}]
    answer = await plenary("190301", saksi=saksi)
    assert answer.status_code == 201
    assert answer.json()["saksi"] == saksi
    assert (await plenary("190301")).json()["code"] == "tahap-tidak-mengizinkan"


async def test_resmi_only_after_official_announcement(api, both_kab, plenary):
    answer = await plenary("19", asal="official")
    assert answer.status_code == 201, answer.text
    assert (answer.json()["status"], answer.json()["resmi"]) == ("disahkan", False)
    tag = answer.headers["etag"]
    decree = {"keputusan": {"nomor": "77 Tahun 2024", "tanggal": "2024-12-07"}}
    path = "rekapitulasi/19/pengumuman"
    assert (await api.act(path, "kpu_provinsi", **decree)).status_code == 428
    answer = await api(
        "POST", f"/pemilihan/uji-2024/{path}", "ketua", json=decree, headers={"if-match": '"7"'}
    )
    assert answer.status_code == 412
    answer = await api(
        "POST", f"/pemilihan/uji-2024/{path}", "ketua", json=decree, headers={"if-match": tag}
    )
    assert answer.status_code == 200, answer.text
    unit = answer.json()
    assert (unit["status"], unit["resmi"], answer.headers["etag"]) == ("diumumkan", True, '"2"')
    assert set(unit["angka_resmi"]) == {
        "suara.1",
        "suara.2",
        "suara_sah",
        "suara_tidak_sah",
        "total_suara",
    }
    assert unit["dinyatakan"]["keputusan"] == decree["keputusan"]
    assert [a["resmi"] for a in unit["anak"]] == [False, False]
    assert unit["dihitung"]["asal"] == "press"
    assert set(unit["dihitung"]["asal_angka"].values()) == {"press"}
    again = await api(
        "POST", f"/pemilihan/uji-2024/{path}", "ketua", json=decree, headers={"if-match": '"2"'}
    )
    assert again.json()["code"] == "tahap-tidak-mengizinkan"


async def test_declared_by_the_press_is_never_resmi(api, both_kab, plenary):
    answer = await plenary("19", asal="press")
    decree = {"keputusan": {"nomor": "1", "tanggal": "2024-12-07"}}
    answer = await api(
        "POST", "/pemilihan/uji-2024/rekapitulasi/19/pengumuman", "ketua", json=decree,
        headers={"if-match": answer.headers["etag"]},
    )  # fmt: skip
    assert (answer.json()["status"], answer.json()["resmi"]) == ("diumumkan", False)


async def test_announcement_before_plenary_or_of_a_part(api, all_forms):
    decree = {"keputusan": {"nomor": "1", "tanggal": "2024-12-07"}}
    for kode, code in (("19", "tidak-ditemukan"), ("1903", "wilayah-tidak-dikenal")):
        answer = await api(
            "POST", f"/pemilihan/uji-2024/rekapitulasi/{kode}/pengumuman", "ketua", json=decree,
            headers={"if-match": '"0"'},
        )  # fmt: skip
        assert answer.json()["code"] == code


@pytest.mark.parametrize("wilayah", ["1972", "31", "190309"])
async def test_unknown_region(api, siap, wilayah):
    answer = await api("GET", "/rekapitulasi", params=AT | {"wilayah": wilayah})
    assert (answer.status_code, answer.json()["code"]) == (422, "wilayah-tidak-dikenal")


async def test_unknown_election(api, pemilihan):
    answer = await api("GET", "/rekapitulasi", params={"pemilihan": "lain", "wilayah": "19"})
    assert (answer.status_code, answer.json()["code"]) == (409, "pemilihan-belum-diterima")
    assert answer.headers["retry-after"] == "5"
