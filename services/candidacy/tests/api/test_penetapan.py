"""Determination by plenary, public input that blocks it, the public's view."""

import pytest
from sqlalchemy import text

from election_common.database import transaction

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"
AT = {"pemilihan": "uji-2024"}


async def test_a_plenary_does_not_pass_over_anybody(office):
    await office.qualified(LEFT, "anggrek")
    late = await office.registered(RIGHT, "bakung", n=2)
    answer = await office.determine()
    assert (answer.status_code, answer.json()["belum"]) == (409, [late])


@pytest.mark.parametrize(("suara", "code"), [("tidak-hadir", "pleno-tidak-kuorum"),
                                             ("tidak-setuju", "pleno-tidak-kuorum")])  # fmt: skip
async def test_a_plenary_needs_quorum_and_majority(office, suara, code):
    await office.qualified(LEFT, "anggrek")
    answer = await office.determine(suara=suara)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_a_plenary_decides_on_what_it_has_seen(office):
    await office.qualified(LEFT, "anggrek")
    answer = await office.determine(headers={"if-match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (412, "versi-usang")


async def test_a_draft_that_goes_on_changing_holds_up_no_plenary(api, office):
    await office.qualified(LEFT, "anggrek")
    draft = await office.grant(RIGHT, "bakung")
    ready = await api("GET", "/penetapan", "ketua", params=AT)
    await office.state(draft, RIGHT, n=2)
    answer = await office.determine(headers={"if-match": ready.headers["etag"]})
    assert answer.status_code == 201, answer.text


async def test_the_public_sees_pair_and_checklist_without_content(api, office):
    assert (await api("GET", "/pasangan-calon", params=AT)).json()["data"] == []
    id_ = await office.qualified(LEFT, "anggrek")
    assert (await api("GET", f"/pasangan-calon/{id_}")).status_code == 404
    await office.determine()
    pair = (await api("GET", f"/pasangan-calon/{id_}")).json()
    assert (pair["calon"], pair["nomor_urut"]) == ("Calon Buatan 10", None)
    assert pair["sk_penetapan"] == "SIMULASI/SK/PENETAPAN"
    assert set(pair["asal"].values()) == {"generated"}
    assert len(pair["syarat"]) == 36
    assert {s["status"] for s in pair["syarat"]} == {"ms"}
    assert {"sidik", "versi", "nik_akhir"}.isdisjoint(str(pair))


async def test_the_day_of_registration_is_that_of_the_office(api, office, move_clock):
    await move_clock("2024-08-28T06:30:00")
    id_ = await office.qualified(LEFT, "anggrek")
    await office.determine()
    assert (await api("GET", f"/pasangan-calon/{id_}")).json()["tanggal_daftar"] == "2024-08-28"


async def test_production_takes_no_simulated_decree(api, office):
    id_ = await office.qualified(LEFT, "anggrek")
    api.app.state.production = True
    assert (await office.determine()).json()["code"] == "data-buatan-dilarang"
    decree = {"sk_nomor": "49 Tahun 2024"}
    assert (await office.determine(**decree)).status_code == 201
    first = {"nomor": {id_: 1}}
    assert (await office.draw(**first)).json()["code"] == "data-buatan-dilarang"
    assert (await office.draw(**first, sk_nomor="50 Tahun 2024")).status_code == 201


async def test_a_determination_is_retracted_by_a_decision(api, office, worker):
    id_ = await office.qualified(LEFT, "anggrek")
    await office.determine()
    answer = await api(
        "POST", f"/nominasi/{id_}/pembatalan", "ketua", json={"keputusan_nomor": "SIMULASI/9"},
        headers=await office.version(id_),
    )  # fmt: skip
    assert answer.json()["status"] == "dibatalkan"
    async with transaction(worker, scope=None) as tx:
        query = text("select data from outbox where subject like '%dibatalkan%'")
        fact = await tx.scalar(query)
    assert (fact["id"], fact["nomor_urut"]) == (id_, None)
    assert (await api("GET", f"/pasangan-calon/{id_}")).json()["status"] == "dibatalkan"
    assert (await office.draw(nomor={id_: 1})).json()["code"] == "tidak-ada-pasangan"
