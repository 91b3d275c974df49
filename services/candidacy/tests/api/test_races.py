"""Two at once: both find their place, or one of them stands."""

import asyncio

import psycopg
import pytest
from acting_office import PARTAI, calon
from sqlalchemy import text

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"
WAITING = """
    select count(*) from pg_locks join pg_database d on d.oid = database
    where not granted and d.datname = current_database()
"""


async def test_uploads_at_once_become_versions(office, make_pdf):
    id_ = await office.grant(LEFT, "anggrek")
    answers = await asyncio.gather(
        *(office.upload(id_, LEFT, "calon", "skck", make_pdf(str(n))) for n in range(6))
    )
    assert sorted(a.json()["versi"] for a in answers) == [1, 2, 3, 4, 5, 6]
    item = next(i for i in await office.items(id_) if i["jenis"] == "skck")
    assert len({v["sidik"] for v in item["versi"]}) == 6


async def test_an_upload_races_the_submission(office):
    """Whoever is first: what is sealed is the newest version that was taken in."""
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    submitted, filed = await asyncio.gather(
        office.submit(id_, LEFT), office.upload(id_, LEFT, "calon", "skck", b"%PDF-baru")
    )
    assert submitted.status_code in {200, 412}
    if submitted.status_code == 412:  # the dossier has changed since it was read
        assert (await office.submit(id_, LEFT)).status_code == 200
    assert filed.status_code in {201, 409}
    item = next(
        i for i in await office.items(id_) if (i["posisi"], i["jenis"]) == ("calon", "skck")
    )
    assert item["status"] == "disegel"
    assert len(item["versi"]) == (2 if filed.status_code == 201 else 1)


async def test_one_of_several_plenaries_stands(office, worker):
    await office.qualified(LEFT, "anggrek")
    answers = await asyncio.gather(*(office.determine() for _ in range(4)))
    stood, *late = sorted(a.status_code for a in answers)
    assert stood == 201
    assert set(late) <= {409, 412}  # who came last may have read the state after it
    async with worker() as session:
        facts = "select count(*) from outbox where subject like '%pasangan-calon-ditetapkan%'"
        assert (await session.execute(text(facts))).scalar_one() == 1


async def test_one_of_two_who_state_a_candidate_at_once_stands(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    answers = await asyncio.gather(
        *(
            api(
                "POST", f"/nominasi/{id_}/calon", "lo", peserta=LEFT, json=calon("calon", n),
                headers={"if-match": '"1"'},
            )
            for n in range(2)
        )
    )  # fmt: skip
    assert sorted(a.status_code for a in answers) == [200, 412]


async def test_one_of_two_findings_of_one_document_stands(api, office):
    id_ = await office.registered(LEFT, "anggrek")
    item = {"posisi": "calon", "jenis": "skck", "versi": 1, "usulan_ke": 0}
    findings = ({"nilai": "ms"}, {"nilai": "tms", "alasan": "kedaluwarsa"})
    answers = await asyncio.gather(
        *(
            api("POST", f"/nominasi/{id_}/usulan", "verifikator", json={"butir": [item | found]})
            for found in findings
        )
    )
    assert sorted(a.status_code for a in answers) == [200, 409]


async def test_one_of_several_who_mend_the_same_figures_stands(api, office):
    answers = await asyncio.gather(
        *(
            api(
                "POST", "/pemilihan/uji-2024/partai", "kpu_provinsi",
                json={"partai": [PARTAI[0] | {"suara": n}]}, headers={"if-match": '"1"'},
            )
            for n in range(4)
        )
    )  # fmt: skip
    stood, *late = sorted(a.status_code for a in answers)
    assert stood == 201
    assert set(late) <= {409, 412}  # who came last may have read the state after it


async def test_one_of_several_revisions_of_a_threshold_stands(api, office, make_threshold):
    body, seen = make_threshold(alasan="uji"), {"if-match": '"1"'}
    answers = await asyncio.gather(
        *(
            api("POST", "/pemilihan/uji-2024/ambang-batas", "ketua", json=body, headers=seen)
            for _ in range(4)
        )
    )
    stood, *late = sorted(a.status_code for a in answers)
    assert stood == 201
    assert set(late) <= {409, 412}  # who came last may have read the state after it


@pytest.mark.parametrize(("partai", "n", "sebab"), [("anggrek", 2, "partai-ganda"),
                                                    ("bakung", 1, "calon-ganda")])  # fmt: skip
async def test_two_receptions_at_once_give_nobody_to_two_pairs(office, partai, n, sebab):
    ids = []
    for peserta, kode, number in ((LEFT, "anggrek", 1), (RIGHT, partai, n)):
        ids.append(await office.grant(peserta, kode))
        await office.fill(ids[-1], peserta, number)
        assert (await office.submit(ids[-1], peserta)).status_code == 200
    async with await psycopg.AsyncConnection.connect(office.owner) as owner:
        await owner.execute("lock table outbox in share mode")  # neither ends before both began
        work = asyncio.gather(*(office.receive(id_) for id_ in ids))
        async with asyncio.timeout(20):
            while (await (await owner.execute(WAITING)).fetchone())[0] < len(ids):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    found = [answer.json()["sebab"] for answer in await work]
    assert sorted(found) == [[], [sebab]]


async def test_one_of_a_seed_and_balls_at_once_stands(api, office):
    id_ = await office.qualified(LEFT, "anggrek")
    assert (await office.determine()).status_code == 201
    seed = {"komitmen": "0" * 64, "sumber": "uji", "pada": "2024-12-31T00:00:00+07:00"}
    async with await psycopg.AsyncConnection.connect(office.owner) as owner:
        await owner.execute("lock table audit in share mode")  # neither ends before both began
        work = asyncio.gather(
            api("POST", "/pemilihan/uji-2024/pengundian/benih", "ketua", json=seed),
            office.draw(nomor={id_: 1}),
        )
        async with asyncio.timeout(20):
            while (await (await owner.execute(WAITING)).fetchone())[0] < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert sorted(answer.status_code for answer in await work) == [201, 409]


async def test_one_of_an_outcome_and_a_nomination_at_once_stands(api, office):
    fields = ("nomor_urut", "nama", "partai", "tanggal_daftar", "sk_nomor_urut")
    pair = {"nomor_urut": 1, "calon": "Satu", "wakil": "Dua", "partai": ["anggrek"]}
    outcome = {"pasangan": [pair | {"asal": dict.fromkeys(fields, "press")}]}
    access = {"pemilihan": "uji-2024", "peserta": LEFT, "partai": ["anggrek"]}
    async with await psycopg.AsyncConnection.connect(office.owner) as owner:
        await owner.execute("lock table audit in share mode")  # neither ends before both began
        work = asyncio.gather(
            api("POST", "/pemilihan/uji-2024/pasangan-calon", "kpu_provinsi", json=outcome),
            api("POST", "/nominasi", "operator", json=access),
        )
        async with asyncio.timeout(20):
            while (await (await owner.execute(WAITING)).fetchone())[0] < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert sorted(answer.status_code for answer in await work) == [201, 409]
