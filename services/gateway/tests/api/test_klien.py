"""API clients over HTTP: keys that overlap, and the end of everything when one is closed."""

import asyncio
from datetime import UTC, datetime

import pytest
from joserfc.jwk import ECKey

from election_common.actor import Actor
from election_common.database import transaction
from gateway.usecases.klien import close_client, replace_key

JWKS = "/klien/klien-kpu-1906/jwks"


@pytest.fixture
def change(api):
    """Do an act on the client as an admin."""

    async def send(act, versi, oleh="admin", di="0", **body):
        where = f"/klien/klien-kpu-1906/{act}"
        headers = {"if-match": f'"{versi}"'}
        return await api("POST", where, oleh, wilayah=di, json=body, headers=headers)

    return send


async def kids(api):
    return [key["kid"] for key in (await api("GET", JWKS)).json()["keys"]]


async def test_a_client_is_registered_once_with_a_public_key(api, register, client_key):
    answer = await register()
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/v1/klien/klien-kpu-1906"
    assert await kids(api) == [client_key.thumbprint()]
    assert (await register()).json()["code"] == "bukti-sudah-ada"
    private = client_key.as_dict(private=True)
    answer = await register("klien-lain", jwk=private)
    assert answer.json()["code"] == "kunci-tidak-sah"
    assert private["d"] not in answer.text


async def test_of_many_who_register_one_client_at_once_one_does(register, rows):
    answers = await asyncio.gather(*(register() for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert rows("select count(*) from klien") == [(1,)]


@pytest.mark.parametrize("id_", ["bawaslu-19", "kantor", "klien-", "KLIEN-bawaslu-19"])
async def test_no_client_has_an_id_that_an_account_may_have(register, give, rows, id_):
    await give("bawaslu-19", "bawaslu", "19")  # in a region that the registrar does not see
    answer = await register(id_, wilayah="1906")
    assert (answer.status_code, answer.json()["galat"][0]["di"]) == (422, "body/id")
    assert rows("select * from klien") == []


async def test_a_client_is_registered_before_it_is_granted_anything(register, give):
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")
    assert answer.json()["galat"] == [{"di": "body/butir/0", "sebab": "tidak-ditemukan"}]
    await register()
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert answer.status_code == 201, answer.text


async def test_two_keys_serve_while_one_is_replaced(api, register, change, client_key, later):
    await register()
    fresh = ECKey.generate_key("P-256")
    body = {"jwk": fresh.as_dict(private=False), "kunci_lama_sampai": later(days=3)}
    answer = await change("kunci", 1, **body)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert await kids(api) == [client_key.thumbprint(), fresh.thumbprint()]
    assert (await change("kunci", 1, **body)).status_code == 412
    assert (await change("kunci", 2, **body)).json()["code"] == "kunci-sudah-dipakai"
    body = {"jwk": ECKey.generate_key("P-256").as_dict(private=False)}
    answer = await change("kunci", 2, **body, kunci_lama_sampai=later(days=31))
    assert answer.json()["code"] == "kunci-lama-terlalu-lama"


async def test_a_closed_client_has_no_key_and_no_access(
    api, register, change, give, rows
):  # fmt: skip
    await register()
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert answer.json()["akses"][0]["klien"] is True
    reason = {"surat_nomor": "SK/3", "alasan": "kunci hilang"}
    assert (await change("penutupan", 1, **reason)).json()["status"] == "ditutup"
    assert await kids(api) == []
    assert rows("select status, alasan_cabut from pemberian") == [("dicabut", "kunci hilang")]
    assert rows("select * from akses where subjek like 'kantor%'") == []
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert answer.json()["code"] == "klien-ditutup"
    assert (await change("penutupan", 2, **reason)).json()["code"] == "tahap-tidak-mengizinkan"
    chances = await api("GET", "/klien/klien-kpu-1906/aksi", "admin", wilayah="0")
    assert [c["terbuka"] for c in chances.json()] == [False, False]


async def test_whoever_acts_for_a_closed_client_acts_no_more(
    register, change, give, rows, later
):  # fmt: skip
    await register()
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    mandat = {"sifat": "plh", "untuk": answer.json()["akses"][0]["id"], "sampai": later(days=7)}
    answer = await give("pengganti", "kantor", "1906", **mandat)
    assert answer.status_code == 201, answer.text
    assert (await change("penutupan", 1, surat_nomor="SK/3", alasan="selesai")).status_code == 200
    assert rows("select distinct status from pemberian") == [("dicabut",)]
    assert rows("select * from akses where subjek = 'pengganti'") == []


async def test_who_closes_a_client_meanwhile_leaves_it_nothing(api, register, give, rows):
    """The closing is not committed yet when the grant begins: the grant waits, and sees it."""
    await register()
    by, at = Actor("admin@0", frozenset({"admin"}), "0"), datetime.now(UTC)
    async with transaction(api.app.state.sessions, by.scope) as tx:
        await close_client(tx, "klien-kpu-1906", "SK/3", "selesai", 1, by=by, at=at)
        granting = asyncio.create_task(
            give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
        )
        await asyncio.sleep(0.5)
        assert not granting.done()
    assert (await granting).json()["code"] == "klien-ditutup"
    assert rows("select * from pemberian") == []


async def test_who_holds_a_key_does_not_grant_it(register, give, change):
    await register()
    answer = await give("klien-kpu-1906", "kantor", "1906")  # the admin who registered it
    assert answer.json()["code"] == "pemberian-kepada-diri-sendiri"
    answer = await give("klien-kpu-1906", "kantor", "19", oleh="admin", di="19")
    assert answer.json()["code"] == "wilayah-klien-tidak-sesuai"
    body = {"jwk": ECKey.generate_key("P-256").as_dict(private=False)}
    assert (await change("kunci", 1, oleh="admin", di="19", **body)).status_code == 200
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert answer.json()["code"] == "pemberian-kepada-diri-sendiri"


async def test_who_grants_a_client_gets_no_key_of_it(api, register, give, take_back, change):
    await register()
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    granted = answer.json()["akses"][0]["id"]
    body = {"jwk": ECKey.generate_key("P-256").as_dict(private=False)}
    answer = await change("kunci", 1, oleh="admin", di="19", **body)
    assert (answer.status_code, answer.json()["code"]) == (403, "pemberian-kepada-diri-sendiri")
    chances = await api("GET", "/klien/klien-kpu-1906/aksi", "admin", wilayah="19")
    assert [c["terbuka"] for c in chances.json()] == [False, True]
    assert (await take_back(granted, oleh="admin", di="19")).status_code == 200
    assert (await change("kunci", 1, oleh="admin", di="19", **body)).status_code == 200
    answer = await give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
    assert answer.json()["code"] == "pemberian-kepada-diri-sendiri"


async def test_who_replaces_a_key_meanwhile_does_not_grant(api, register, give, rows):
    """The key is not committed yet when the grant begins: the grant waits, and sees it."""
    await register()
    by = Actor("admin@19", frozenset({"admin"}), "19")
    at, jwk = datetime.now(UTC), ECKey.generate_key("P-256").as_dict(private=False)
    async with transaction(api.app.state.sessions, by.scope) as tx:
        await replace_key(tx, "klien-kpu-1906", jwk, at, 1, by=by, at=at)
        granting = asyncio.create_task(
            give("klien-kpu-1906", "kantor", "1906", oleh="admin", di="19")
        )
        await asyncio.sleep(0.5)
        assert not granting.done()
    assert (await granting).json()["code"] == "pemberian-kepada-diri-sendiri"
    assert rows("select * from pemberian") == []


@pytest.mark.parametrize(
    ("oleh", "di", "status"),
    [("admin", "1906", 200), ("admin", "1907", 404), ("kpu_kabko", "1906", 403)],
)
async def test_who_closes_a_client(register, change, oleh, di, status):
    await register()
    answer = await change("penutupan", 1, oleh=oleh, di=di, surat_nomor="SK/3", alasan="selesai")
    assert answer.status_code == status


async def test_an_unknown_client_has_no_keys(api):
    assert (await api("GET", JWKS)).json() == {"keys": []}


async def test_clients_are_listed_for_their_region(api, register):
    await register()
    await register("klien-kpu-1907", wilayah="1907",
                   jwk=ECKey.generate_key("P-256").as_dict(private=False))  # fmt: skip
    seen = await api("GET", "/klien", "bawaslu", wilayah="1907")
    assert [row["id"] for row in seen.json()["data"]] == ["klien-kpu-1907"]
    found = await api("GET", "/klien/klien-kpu-1906", "bawaslu", wilayah="1907")
    assert found.status_code == 404
