"""What may be done now: the same answer that the act itself would give."""


async def acts(api, kode, role, wilayah):
    path = f"/rekapitulasi/{kode}/aksi"
    params = {"pemilihan": "uji-2024"}
    answer = await api("GET", path, role, wilayah=wilayah, params=params)
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
