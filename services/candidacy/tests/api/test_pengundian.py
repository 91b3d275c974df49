"""The draw of numbers: by a seed, or by the balls of the plenary."""

import hashlib

from sqlalchemy import text

from election_common.database import transaction

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"
AT = {"pemilihan": "uji-2024"}


async def test_balls_are_entered_by_two_persons(api, office):
    one = await office.qualified(LEFT, "anggrek")
    two = await office.qualified(RIGHT, "bakung", n=2)
    assert (await office.draw()).json()["code"] == "tidak-ada-pasangan"
    await office.determine()
    balls = {"cara": "fisik", "benih": None, "nomor": {one: 2, two: 1}}
    first = await office.draw(**balls)
    assert first.json()["berlaku"] is False
    path = "/pemilihan/uji-2024/pengundian/konfirmasi"

    async def confirm(numbers, sub):
        return await api(
            "POST", path, "ketua", sub=sub, json={"nomor": numbers}, headers={"if-match": '"1"'}
        )

    assert (await confirm({one: 2, two: 1}, "ketua@19")).json()["code"] == "penilai-sama"
    answer = await confirm({one: 1, two: 2}, "anggota")
    assert answer.json()["code"] == "hasil-undian-berbeda"
    assert (await api("GET", "/pasangan-calon", params=AT)).json()["data"][0]["nomor_urut"] is None
    assert (await confirm({one: 2, two: 1}, "anggota")).json()["berlaku"] is True
    pairs = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    assert [p["id"] for p in pairs] == [two, one]


async def test_a_seeded_draw_can_be_repeated_by_anybody(api, office, worker):
    one = await office.qualified(LEFT, "anggrek")
    two = await office.qualified(RIGHT, "bakung", n=2)
    await office.determine()
    assert (await office.draw(benih=None)).status_code == 422
    assert (await office.draw()).status_code == 201
    assert (await office.draw()).json()["code"] == "bukti-sudah-ada"
    drawn = (await api("GET", "/pengundian", "pemantau", params=AT)).json()
    ordered = sorted(
        (one, two), key=lambda i: hashlib.sha256(f"{drawn['benih']}|{i}".encode()).digest()
    )
    assert drawn["nomor"] == {id_: n for n, id_ in enumerate(ordered, start=1)}
    async with transaction(worker, scope=None) as tx:
        rows = (
            await tx.execute(
                text("select subject, seq, data from outbox where jenis_agregat = 'penetapan'"
                     " order by seq")
            )
        ).all()  # fmt: skip
    assert [(r.subject.rsplit(".", 2)[1], r.seq) for r in rows] == [
        ("pasangan-calon-ditetapkan", 1), ("nomor-urut-ditetapkan", 2),
    ]  # fmt: skip
    assert [p["nomor_urut"] for p in rows[1].data["pasangan"]] == [1, 2]
