"""The draw of numbers: by a seed, or by the balls of the plenary."""

import hashlib

import pytest
from sqlalchemy import text

from election_common.database import transaction

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"
AT = {"pemilihan": "uji-2024"}


@pytest.fixture
async def pairs(office):
    """Two determined pairs."""
    found = [await office.qualified(LEFT, "anggrek"), await office.qualified(RIGHT, "bakung", n=2)]
    assert (await office.determine()).status_code == 201
    return found


def balls(pairs, *numbers):
    return {"cara": "fisik", "benih": None, "nomor": dict(zip(pairs, numbers, strict=True))}


@pytest.fixture
def read(api):
    async def get():
        return (await api("GET", "/pengundian", "pemantau", params=AT)).json()

    return get


async def test_nothing_is_drawn_before_there_are_pairs(office):
    await office.qualified(LEFT, "anggrek")
    assert (await office.draw()).json()["code"] == "tidak-ada-pasangan"


async def test_balls_are_entered_by_two_persons(api, office, pairs):
    one, two = pairs
    assert (await office.draw(**balls(pairs, 2, 1))).json()["berlaku"] is False
    answer = await office.confirm("ketua@19", nomor={one: 2, two: 1})
    assert answer.json()["code"] == "penilai-sama"
    answer = await office.confirm(nomor={one: 1, two: 2})
    assert answer.json()["code"] == "hasil-undian-berbeda"
    assert (await api("GET", "/pasangan-calon", params=AT)).json()["data"][0]["nomor_urut"] is None
    assert (await office.confirm(nomor={one: 2, two: 1})).json()["berlaku"] is True
    found = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    assert [p["id"] for p in found] == [two, one]


async def test_a_slip_of_the_first_entry_is_discarded_kept_and_entered_again(office, pairs, read):
    one, two = pairs
    await office.draw(**balls(pairs, 1, 2))
    discarded = (await office.discard("bola tertukar")).json()
    assert (discarded["berlaku"], discarded["pembatalan"]["alasan"]) == (False, "bola tertukar")
    assert (await read())["pembatalan"]["alasan"] == "bola tertukar"
    assert (await office.draw(**balls(pairs, 2, 1))).status_code == 201
    assert (await office.confirm(nomor={one: 2, two: 1})).json()["berlaku"] is True
    found = await read()
    assert (found["berlaku"], found["nomor"], found["pembatalan"]) == (True, {one: 2, two: 1}, None)
    assert [(d["nomor"], d["pembatalan"]["alasan"]) for d in found["terdahulu"]] == [
        ({one: 1, two: 2}, "bola tertukar")
    ]


async def test_what_stands_is_not_discarded_nor_what_nobody_drew(office, pairs):
    nothing = await office.discard("uji", versi='"1"')
    assert (nothing.status_code, nothing.json()["code"]) == (404, "tidak-ditemukan")
    one, two = pairs
    await office.draw(**balls(pairs, 1, 2))
    await office.confirm(nomor={one: 1, two: 2})
    stands = await office.discard("uji")
    assert (stands.status_code, stands.json()["code"]) == (409, "bukti-sudah-ada")


async def test_nobody_confirms_an_entry_by_the_version_of_a_discarded_one(office, pairs, read):
    one, two = pairs
    await office.draw(**balls(pairs, 1, 2))
    seen = await office.drawn()
    await office.discard("uji")
    await office.draw(**balls(pairs, 2, 1))
    stale = await office.confirm(versi=seen, nomor={one: 2, two: 1})
    assert (stale.status_code, stale.json()["code"]) == (412, "versi-usang")
    assert (await read())["berlaku"] is False


async def test_a_pair_that_is_revoked_between_the_entries_leaves_no_hole(api, office, pairs):
    one, two = pairs
    await office.draw(**balls(pairs, 2, 1))
    revoked = await api(
        "POST", f"/nominasi/{two}/pembatalan", "ketua", json={"keputusan_nomor": "SIMULASI/9"},
        headers=await office.version(two),
    )  # fmt: skip
    assert revoked.status_code == 200
    answer = await office.confirm(nomor={one: 2, two: 1})
    assert answer.json()["code"] == "nomor-urut-tidak-sesuai"
    await office.discard("pasangan dibatalkan")
    assert (await office.draw(**balls([one], 1))).status_code == 201
    assert (await office.confirm(nomor={one: 1})).json()["nomor"] == {one: 1}


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
