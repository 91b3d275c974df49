"""Pairs that were announced elsewhere: how they enter, and how one of them is revoked."""

import uuid

import pytest
from sqlalchemy import text

from election_common.database import transaction

LEFT = "pasangan-satu"
AT = {"pemilihan": "uji-2024"}
WHERE = "/pemilihan/uji-2024/pasangan-calon"


def announced(nomor, **changes):
    fields = ("nomor_urut", "nama", "partai", "tanggal_daftar", "sk_nomor_urut")
    return {
        "nomor_urut": nomor, "calon": f"Calon {nomor}", "wakil": f"Wakil {nomor}",
        "partai": ["anggrek"], "tanggal_daftar": "2024-08-28", "sk_nomor_urut": "50/2024",
        "asal": dict.fromkeys(fields, "press"),
    } | changes  # fmt: skip


async def test_a_public_outcome_enters_without_a_dossier(api, pemilihan, worker):
    path = f"/pemilihan/{pemilihan}/pasangan-calon"

    async def send(*pairs, role="kpu_provinsi"):
        return await api("POST", path, role, json={"pasangan": list(pairs)})

    assert (await send(announced(1), role="operator")).status_code == 403
    assert (await send(announced(1), announced(3))).json()["code"] == "nomor-urut-tidak-sesuai"
    assert (await send(announced(1), announced(2))).status_code == 201
    assert (await send(announced(1), announced(2))).json()["code"] == "bukti-sudah-ada"
    pairs = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    assert [(p["nomor_urut"], p["asal"]["nama"]) for p in pairs] == [(1, "press"), (2, "press")]
    assert pairs[0]["sk_penetapan"] is None
    async with transaction(worker, scope=None) as tx:
        subjects = list(await tx.scalars(text("select subject from outbox")))
    assert subjects == ["candidacy.penetapan.nomor-urut-ditetapkan.v1"]


async def test_nobody_draws_numbers_that_were_announced(api, pemilihan, office):
    body = {"pasangan": [announced(1)]}
    path = f"/pemilihan/{pemilihan}/pasangan-calon"
    assert (await api("POST", path, "kpu_provinsi", json=body)).status_code == 201
    id_ = (await api("GET", "/pasangan-calon", params=AT)).json()["data"][0]["id"]
    answer = await office.draw(nomor={id_: 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")


async def test_no_outcome_is_imported_beside_nominations(api, office):
    await office.grant(LEFT, "anggrek")
    body = {"pasangan": [announced(1)]}
    answer = await api("POST", "/pemilihan/uji-2024/pasangan-calon", "kpu_provinsi", json=body)
    assert answer.json()["code"] == "bukti-sudah-ada"


async def test_no_nomination_is_opened_beside_an_announced_outcome(api, pairs, office):
    """Its pair would be determined beside the announced ones, and could never be numbered."""
    body = AT | {"peserta": LEFT, "partai": ["anggrek"]}
    answer = await api("POST", "/nominasi", "operator", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")


@pytest.fixture
async def pairs(api, pemilihan):
    """Two announced pairs, by number: the id of each."""
    body = {"pasangan": [announced(1), announced(2)]}
    assert (await api("POST", WHERE, "kpu_provinsi", json=body)).status_code == 201
    found = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    return {pair["nomor_urut"]: pair["id"] for pair in found}


@pytest.fixture
def revoke(api):
    async def do(id_, role="ketua", versi='"1"', **options):
        headers = {"if-match": versi} if versi else {}
        body = {"keputusan_nomor": "SIMULASI/9"}
        where = f"{WHERE}/{id_}/pembatalan"
        return await api("POST", where, role, json=body, headers=headers, **options)

    return do


async def test_an_announced_pair_is_revoked_by_a_decision(api, pairs, revoke, worker):
    seen = (await api("GET", f"/pasangan-calon/{pairs[2]}")).headers["etag"]
    answer = await revoke(pairs[2], versi=seen)
    assert (answer.status_code, answer.json()["status"]) == (200, "dibatalkan"), answer.text
    assert answer.headers["etag"] == '"2"'
    listed = (await api("GET", "/pasangan-calon", params=AT)).json()["data"]
    assert [p["status"] for p in listed] == ["ditetapkan", "dibatalkan"]
    async with transaction(worker, scope=None) as tx:
        fact = await tx.scalar(text("select data from outbox where subject like '%dibatalkan%'"))
        act = await tx.scalar(text("select rincian from audit where tindakan = 'pembatalan'"))
    assert fact == {
        "pemilihan": "uji-2024", "id": pairs[2], "nomor_urut": 2, "keputusan_nomor": "SIMULASI/9",
    }  # fmt: skip
    assert act["keputusan"] == "SIMULASI/9"


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"role": "operator"}, 403, "peran-tidak-berwenang"),
        ({"wilayah": "1906"}, 403, "wilayah-di-luar-kewenangan"),
        ({"versi": None}, 428, "if-match-tidak-ada"),
        ({"versi": '"2"'}, 412, "versi-usang"),
    ],
)
async def test_who_may_not_revoke_or_has_not_seen_it_changes_nothing(
    api, pairs, revoke, options, status, code
):
    answer = await revoke(pairs[1], **options)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await api("GET", f"/pasangan-calon/{pairs[1]}")).json()["status"] == "ditetapkan"


async def test_a_pair_is_revoked_once(pairs, revoke):
    assert (await revoke(pairs[1])).status_code == 200
    answer = await revoke(pairs[1], versi='"2"')
    assert (answer.status_code, answer.json()["code"]) == (409, "tahap-tidak-mengizinkan")


async def test_a_pair_that_was_determined_here_is_revoked_with_its_nomination(office, revoke):
    id_ = await office.qualified(LEFT, "anggrek")
    await office.determine()
    answer = await revoke(id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "pasangan-bernominasi")


async def test_a_pair_of_no_election_or_another_is_not_found(api, pairs, revoke):
    assert (await revoke(uuid.uuid4())).json()["code"] == "tidak-ditemukan"


@pytest.mark.parametrize(
    ("role", "wilayah", "revoked", "code"),
    [
        ("ketua", "19", False, None),
        ("ketua", "19", True, "tahap-tidak-mengizinkan"),
        ("ketua", "1906", False, "wilayah-di-luar-kewenangan"),
        ("operator", "19", False, "peran-tidak-berwenang"),
    ],
)
async def test_whether_a_pair_could_be_revoked(api, pairs, revoke, role, wilayah, revoked, code):
    if revoked:
        await revoke(pairs[1])
    answer = await api("GET", f"{WHERE}/{pairs[1]}/aksi", role, wilayah=wilayah)
    (row,) = answer.json()
    assert (row["tindakan"], row["alasan"] and row["alasan"]["code"]) == ("pembatalan", code)
