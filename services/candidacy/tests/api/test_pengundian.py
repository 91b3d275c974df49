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
    return {"nomor": dict(zip(pairs, numbers, strict=True))}


@pytest.fixture
def read(api):
    async def get(path="/pengundian"):
        return (await api("GET", path, params=AT)).json()

    return get


async def test_nothing_is_drawn_before_there_are_pairs(office):
    id_ = await office.qualified(LEFT, "anggrek")
    answer = await office.draw(**balls([id_], 1))
    assert answer.json()["code"] == "tidak-ada-pasangan"


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


BENIH, NILAI = "kelereng biru", "781245"
DIGEST = hashlib.sha256(BENIH.encode()).hexdigest()
SEED = {
    "komitmen": DIGEST, "sumber": "IHSG penutupan 28 Agustus 2024, idx.co.id",
    "pada": "2024-08-28T16:00:00+07:00",
}  # fmt: skip
REVEALED = {"cara": "benih", "benih": BENIH, "nilai_luar": NILAI}
AFTER = "2024-08-28T16:00:00"


@pytest.fixture
def announce(api):
    async def post(sub="anggota", **changes):
        path = "/pemilihan/uji-2024/pengundian/benih"
        return await api("POST", path, "ketua", sub=sub, json=SEED | changes)

    return post


async def test_a_seeded_draw_can_be_repeated_by_anybody(
    office, pairs, announce, move_clock, read, worker
):
    assert (await announce()).status_code == 201
    told = await read("/pengundian/benih")
    assert (told["komitmen"], told["sumber"]) == (DIGEST, SEED["sumber"])
    await move_clock(AFTER)
    assert (await office.draw(**REVEALED)).json()["berlaku"] is False
    assert (await office.draw(**REVEALED)).json()["code"] == "bukti-sudah-ada"
    assert (await office.confirm(nilai_luar=NILAI)).json()["berlaku"] is True
    drawn = await read()
    assert hashlib.sha256(drawn["benih"].encode()).hexdigest() == told["komitmen"]
    both = f"{drawn['benih']}|{drawn['nilai_luar']}"
    ordered = sorted(pairs, key=lambda i: hashlib.sha256(f"{both}|{i}".encode()).digest())
    assert drawn["nomor"] == {id_: n for n, id_ in enumerate(ordered, start=1)}
    async with transaction(worker, scope=None) as tx:
        rows = (
            await tx.execute(
                text("select subject, seq, data from outbox where jenis_agregat = 'penetapan'"
                     " order by seq")
            )
        ).all()  # fmt: skip
    assert [(r.subject.rsplit(".", 2)[1], r.seq) for r in rows] == [
        ("pasangan-calon-ditetapkan", 1), ("benih-diumumkan", 2), ("nomor-urut-ditetapkan", 3),
    ]  # fmt: skip
    assert rows[1].data["komitmen"] == DIGEST
    assert BENIH not in str(rows[1].data)
    assert [p["nomor_urut"] for p in rows[2].data["pasangan"]] == [1, 2]


async def test_the_outside_value_is_entered_by_two_persons(
    api, office, pairs, announce, move_clock, worker
):
    await announce()
    await move_clock(AFTER)
    await office.draw(**REVEALED)
    same = await office.confirm("ketua@19", nilai_luar=NILAI)
    assert (same.status_code, same.json()["code"]) == (409, "penilai-sama")
    for body in ({"nilai_luar": "781246"}, balls(pairs, 1, 2)):
        other = await office.confirm(**body)
        assert (other.status_code, other.json()["code"]) == (409, "hasil-undian-berbeda")
    found = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    assert [p["nomor_urut"] for p in found] == [None, None]
    async with transaction(worker, scope=None) as tx:
        told = "select count(*) from outbox where subject like '%nomor-urut-ditetapkan%'"
        assert await tx.scalar(text(told)) == 0
    assert (await office.confirm(nilai_luar=NILAI)).json()["berlaku"] is True
    assert (await office.discard("uji")).json()["code"] == "bukti-sudah-ada"


async def test_a_slip_of_the_outside_value_is_discarded_kept_and_entered_again(
    office, pairs, announce, move_clock, read
):
    await announce()
    await move_clock(AFTER)
    await office.draw(**REVEALED | {"nilai_luar": "781254"})
    assert (await office.discard("angka tertukar")).json()["berlaku"] is False
    assert (await office.draw(**REVEALED)).status_code == 201
    assert (await office.confirm(nilai_luar=NILAI)).json()["berlaku"] is True
    found = await read()
    assert found["nilai_luar"] == NILAI
    assert [(d["nilai_luar"], d["pembatalan"]["alasan"]) for d in found["terdahulu"]] == [
        ("781254", "angka tertukar")
    ]


@pytest.mark.parametrize("twice", [True, False])
async def test_a_second_entry_is_balls_or_an_outside_value(office, pairs, twice):
    await office.draw(**balls(pairs, 1, 2))
    answer = await office.confirm(**balls(pairs, 1, 2) | {"nilai_luar": NILAI} if twice else {})
    assert (answer.status_code, answer.json()["code"]) == (422, "permintaan-tidak-sah")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"benih": None}, "permintaan-tidak-sah"),
        ({"nilai_luar": None}, "permintaan-tidak-sah"),
        ({"nilai_luar": "7.812,45"}, "permintaan-tidak-sah"),
        ({"cara": "fisik"}, "permintaan-tidak-sah"),
        ({"alasan": "uji"}, "permintaan-tidak-sah"),
        ({"benih": "kelereng merah"}, "benih-tidak-sesuai"),
    ],
)
async def test_a_seed_is_revealed_as_it_was_announced(
    office, pairs, announce, move_clock, changes, code
):
    await announce()
    await move_clock(AFTER)
    answer = await office.draw(**REVEALED | changes)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_nobody_draws_by_a_seed_alone_nor_before_the_outside_value_is_known(
    office, pairs, announce, move_clock
):
    assert (await office.draw(**REVEALED)).json()["code"] == "benih-belum-diumumkan"
    await announce(sub="ketua@19")
    assert (await office.draw(**REVEALED)).json()["code"] == "penilai-sama"
    await move_clock(AFTER)
    assert (await office.draw(**REVEALED)).json()["code"] == "penilai-sama"


async def test_the_outside_value_is_awaited(office, pairs, announce, move_clock):
    await announce()
    await move_clock("2024-08-28T15:59:59")
    assert (await office.draw(**REVEALED)).json()["code"] == "nilai-luar-ditunggu"
    await move_clock(AFTER)
    assert (await office.draw(**REVEALED)).status_code == 201


async def test_a_seed_is_announced_once_before_its_value_and_before_any_draw(
    office, pairs, announce
):
    late = await announce(pada="2024-08-28T10:00:00+07:00")
    assert (late.status_code, late.json()["code"]) == (422, "nilai-luar-sudah-diketahui")
    assert (await announce()).status_code == 201
    again = await announce(komitmen="0" * 64)
    assert (again.status_code, again.json()["code"]) == (409, "bukti-sudah-ada")


@pytest.mark.parametrize("announced", [False, True])
async def test_nobody_chooses_between_the_balls_and_a_seed(
    office, pairs, announce, move_clock, announced
):
    if announced:
        await announce()
    await move_clock("2024-08-28T15:00:00")
    await office.draw(**balls(pairs, 1, 2), alasan="uji")
    await office.discard("uji")
    if not announced:
        answer = await announce()
        assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")
    await move_clock(AFTER)
    answer = await office.draw(**REVEALED)
    assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")
    assert (await office.draw(**balls(pairs, 1, 2), alasan="uji")).status_code == 201


async def test_balls_in_place_of_an_announced_seed_have_a_reason_that_all_can_read(
    office, pairs, announce, read
):
    await announce()
    answer = await office.draw(**balls(pairs, 1, 2))
    assert (answer.status_code, answer.json()["code"]) == (409, "bola-tanpa-alasan")
    answer = await office.draw(**balls(pairs, 1, 2), alasan="amplop benih hilang")
    assert (answer.status_code, answer.json()["alasan"]) == (201, "amplop benih hilang")
    assert (await read())["alasan"] == "amplop benih hilang"


async def test_balls_after_a_discarded_draw_by_seed_have_a_reason_too(
    office, pairs, announce, move_clock
):
    await announce()
    await move_clock(AFTER)
    await office.draw(**REVEALED)
    await office.discard("uji")
    answer = await office.draw(**balls(pairs, 1, 2))
    assert (answer.status_code, answer.json()["code"]) == (409, "bola-tanpa-alasan")


def values(draw):
    """What the second person would copy."""
    return draw["nomor"], draw["benih"], draw["nilai_luar"]


@pytest.mark.parametrize("by_seed", [True, False])
async def test_no_value_is_read_before_a_draw_stands(
    office, pairs, announce, move_clock, read, by_seed
):
    if by_seed:
        await announce()
        await move_clock(AFTER)
    entry = REVEALED if by_seed else balls(pairs, 1, 2)
    first = (await office.draw(**entry)).json()
    assert values(await read()) == ({}, None, None)
    # what was discarded tells as much: of two pairs the other order, or the same once more
    assert values((await office.discard("sk salah ketik")).json()) == ({}, None, None)
    assert values(await read()) == ({}, None, None)
    again = (await office.draw(**entry)).json()
    found = await read()
    assert values(found) == values(found["terdahulu"][0]) == ({}, None, None)
    assert (found["berlaku"], found["dicatat_pada"]) == (False, again["dicatat_pada"])
    await office.confirm(**{"nilai_luar": NILAI} if by_seed else balls(pairs, 1, 2))
    found = await read()
    assert values(found) == values(found["terdahulu"][0]) == values(first)


async def test_who_waits_for_the_second_entry_is_told_within_the_office_alone(
    api, office, pairs, read
):
    async def waiting():
        return await api("GET", "/pengundian/menunggu", "ketua", params=AT)

    assert (await waiting()).json()["code"] == "tidak-ditemukan"
    first = (await office.draw(**balls(pairs, 1, 2))).json()
    answer = await waiting()
    assert answer.json() == {
        "pemilihan": "uji-2024", "cara": "fisik", "dicatat_oleh": "ketua@19",
        "dicatat_pada": first["dicatat_pada"],
    }  # fmt: skip
    assert "ketua@19" not in str(await read())
    versi = answer.headers["etag"]
    assert (await office.confirm(versi=versi, **balls(pairs, 1, 2))).json()["berlaku"] is True
    assert (await waiting()).json()["code"] == "tidak-ditemukan"
    told = str(await read())
    assert "ketua@19" not in told
    assert "anggota" not in told
