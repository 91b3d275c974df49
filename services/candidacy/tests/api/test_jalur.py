"""The whole way of a nomination, as its offices go it."""


async def test_from_draft_to_number(office):
    one = await office.grant("pasangan-satu", "anggrek")
    await office.state(
        one, "pasangan-satu",
        gelar=[
            {"teks": "S.H.", "letak": "belakang", "bukti": "ijazah-s1"},
            {"teks": "Dr.", "letak": "depan", "bukti": "ijazah-s3"},
        ],
    )  # fmt: skip
    for item in await office.items(one):
        answer = await office.upload(one, "pasangan-satu", item["posisi"], item["jenis"])
        assert answer.status_code == 201, answer.text
    assert (await office.submit(one, "pasangan-satu")).json()["status"] == "diajukan"
    assert (await office.receive(one)).json()["nominasi"]["status"] == "diterima"
    two = await office.qualified("pasangan-dua", "bakung", n=2)
    await office.judge(one, {"ijazah-s3": "bms", "skck": "bms"})
    answer = await office.result(one)
    assert answer.json()["status"] == "perlu-perbaikan", answer.text
    assert (await office.upload(one, "pasangan-satu", "calon", "skck")).json()["versi"] == 2
    assert (await office.upload(one, "pasangan-satu", "wakil", "skck")).json()["versi"] == 2
    assert (await office.upload(one, "pasangan-satu", "calon", "ijazah-s3")).json()["versi"] == 2
    assert (await office.submit(one, "pasangan-satu", "perbaikan")).json()["status"] == "diperbaiki"
    await office.judge(one, status=("disegel-ulang",))
    assert (await office.result(one)).json()["status"] == "ms-sementara"
    answer = await office.determine()
    assert answer.status_code == 201, answer.text
    assert set(answer.json()["pasangan"]) == {one, two}
    await office.number(two, one)
    listed = await office.api("GET", "/pasangan-calon", params={"pemilihan": "uji-2024"})
    pairs = listed.json()["data"]
    assert [(p["nomor_urut"], p["id"]) for p in pairs] == [(1, two), (2, one)]
    names = {p["id"]: p["calon"] for p in pairs}
    assert names[one] == "Dr. Calon Buatan 10, S.H."
