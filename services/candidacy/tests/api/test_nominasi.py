"""Nominations: drafts, submission, reception, repair, and what they leave behind."""

import pytest
from acting_office import PARTAI, calon
from sqlalchemy import text

from election_common.database import transaction

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"


async def test_submission_needs_both_candidates_and_the_papers(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    answer = await office.submit(id_, LEFT)
    assert (answer.status_code, answer.json()["code"]) == (409, "berkas-belum-lengkap")
    assert answer.json()["kurang"] == [
        "calon", "wakil", "pencalonan", "persetujuan", "kepengurusan", "visi-misi",
    ]  # fmt: skip


async def test_sixteen_documents_of_each_and_four_of_the_pair(office):
    id_ = await office.grant(LEFT, "anggrek")
    counts = {}
    for item in await office.items(id_):
        counts[item["posisi"]] = counts.get(item["posisi"], 0) + 1
    assert counts == {"pasangan": 4, "calon": 16, "wakil": 16}


async def test_an_incomplete_one_is_returned_and_may_come_again(office, worker):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    answer = await office.receive(id_, missing=("skck",))
    assert answer.json()["sebab"] == ["tidak-lengkap"]
    assert answer.json()["nominasi"]["status"] == "dikembalikan"
    assert (await office.upload(id_, LEFT, "calon", "skck")).json()["versi"] == 2
    assert (await office.submit(id_, LEFT)).json()["status"] == "diajukan"
    assert (await office.receive(id_)).json()["nominasi"]["status"] == "diterima"
    async with transaction(worker, scope=None) as tx:
        facts = (await tx.execute(text("select subject, seq, data from outbox order by id"))).all()
    assert [(f.subject.split(".")[2], f.seq) for f in facts] == [
        ("dikembalikan", 1), ("didaftarkan", 2),
    ]  # fmt: skip
    assert "Buatan" not in str([f.data for f in facts])


@pytest.mark.parametrize(
    ("partai", "n", "sebab"),
    [(("cempaka",), 2, "ambang-batas"), (("anggrek",), 2, "partai-ganda"),
     (("bakung",), 1, "calon-ganda")],
)  # fmt: skip
async def test_what_speaks_against_a_nomination_is_found(office, partai, n, sebab):
    await office.registered(LEFT, "anggrek")
    id_ = await office.grant(RIGHT, *partai)
    await office.fill(id_, RIGHT, n)
    await office.submit(id_, RIGHT)
    answer = await office.receive(id_)
    assert answer.json()["sebab"] == [sebab]


@pytest.mark.parametrize(
    ("pertama", "sebab", "kemudian"),
    [
        (["cempaka"], "ambang-batas", ["cempaka", "bakung"]),
        (["anggrek"], "partai-ganda", ["bakung"]),
    ],
)
async def test_a_nomination_returned_for_its_parties_comes_again_with_others(
    office, worker, pertama, sebab, kemudian
):
    await office.registered(LEFT, "anggrek")
    id_ = await office.grant(RIGHT, *pertama)
    await office.fill(id_, RIGHT, 2)
    await office.submit(id_, RIGHT)
    assert (await office.receive(id_)).json()["sebab"] == [sebab]
    replaced = await office.replace_parties(id_, RIGHT, *kemudian)
    assert (replaced.status_code, replaced.json()["partai"]) == (200, kemudian)
    assert (await office.submit(id_, RIGHT)).json()["status"] == "diajukan"
    assert (await office.receive(id_)).json()["nominasi"]["status"] == "diterima"
    async with transaction(worker, scope=None) as tx:
        query = "select data -> 'partai' from outbox where data ->> 'nominasi' = :id and seq = 2"
        assert await tx.scalar(text(query), {"id": id_}) == kemudian


@pytest.mark.parametrize("bukti", ["pas-foto", "ijazah-slta", "penyetaraan", "tiada"])
async def test_no_title_is_proven_by_what_is_no_diploma(api, office, bukti):
    """The photograph is MS with everybody."""
    id_ = await office.grant(LEFT, "anggrek")
    gelar = [{"teks": "Dr.", "letak": "depan", "bukti": bukti}]
    answer = await api(
        "POST", f"/nominasi/{id_}/calon", "admin_silon", peserta=LEFT,
        json=calon("calon", 1, gelar=gelar), headers=await office.version(id_),
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (422, "gelar-tanpa-ijazah")
    assert "ijazah-s1, ijazah-s2" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("status", "partai", "code"),
    [
        ("draf", ["bakung"], None),
        ("draf", ["tiada"], "partai-tidak-dikenal"),
        ("draf", ["bakung", "bakung"], "partai-tidak-dikenal"),
        ("diajukan", ["bakung"], "tahap-tidak-mengizinkan"),
        ("diterima", ["bakung"], "tahap-tidak-mengizinkan"),
        ("di luar masa pendaftaran", ["bakung"], "di-luar-jadwal"),
    ],
)
async def test_parties_are_replaced_before_submission_while_registration_is_open(
    office, reschedule, status, partai, code
):
    id_ = await office.grant(LEFT, "anggrek")
    if status in {"diajukan", "diterima"}:
        await office.fill(id_, LEFT)
        await office.submit(id_, LEFT)
    if status == "diterima":
        await office.receive(id_)
    if status == "di luar masa pendaftaran":
        await reschedule(pendaftaran=("2024-08-01T00:00:00+07:00", "2024-08-02T23:59:59+07:00"))
    answer = await office.replace_parties(id_, LEFT, *partai)
    assert answer.json().get("code") == code, answer.text
    found = (await office.dossier(id_)).json()["partai"]
    assert found == (["anggrek"] if code else partai)


async def test_nobody_is_returned_for_figures_that_are_not_known(office):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    await office.mend([PARTAI[0] | {"suara": None}])
    answer = await office.receive(id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "ambang-batas-belum-terukur")
    await office.mend(PARTAI[:1])
    assert (await office.receive(id_)).json()["sebab"] == []


async def test_every_required_document_is_checked_at_reception(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    item = {"posisi": "calon", "jenis": "skck", "keberadaan": "ada"}
    for butir in ([item], [item, item]):
        answer = await api(
            "POST", f"/nominasi/{id_}/penerimaan", "kpu_provinsi",
            json={"ba_nomor": "x", "butir": butir}, headers=await office.version(id_),
        )  # fmt: skip
        assert answer.json()["code"] == "daftar-periksa-tidak-sesuai"


async def test_a_decision_is_about_what_was_seen(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    path = f"/nominasi/{id_}/pengajuan"
    assert (await api("POST", path, "lo", peserta=LEFT)).status_code == 428
    answer = await api("POST", path, "lo", peserta=LEFT, headers={"if-match": '"9"'})
    assert (answer.status_code, answer.json()["code"]) == (412, "versi-usang")


@pytest.mark.parametrize(
    ("versi", "answered"),
    [
        (None, (428, "if-match-tidak-ada")),
        ('"1"', (412, "versi-usang")),  # another of the pair's people came first
        ('"2"', (200, None)),
    ],
)
async def test_a_candidate_is_stated_by_who_has_seen_the_dossier(api, office, versi, answered):
    id_ = await office.grant(LEFT, "anggrek")
    path = f"/nominasi/{id_}/calon"
    seen = {"if-match": '"1"'}
    first = await api("POST", path, "lo", peserta=LEFT, json=calon("calon", 1), headers=seen)
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    headers = {"if-match": versi} if versi else {}
    answer = await api("POST", path, "lo", peserta=LEFT, json=calon("calon", 2), headers=headers)
    assert (answer.status_code, answer.json().get("code")) == answered


@pytest.mark.parametrize("change", ["calon", "dokumen"])
async def test_nobody_submits_what_has_changed_since_he_read_it(api, office, change):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    seen = await office.version(id_)
    if change == "calon":
        await office.state(id_, LEFT, n=3)
    else:
        assert (await office.upload(id_, LEFT, "calon", "skck")).status_code == 201
    path = f"/nominasi/{id_}/pengajuan"
    answer = await api("POST", path, "lo", peserta=LEFT, headers=seen)
    assert (answer.status_code, answer.json()["code"]) == (412, "versi-usang")
    assert (await office.submit(id_, LEFT)).status_code == 200


async def test_a_proposal_and_its_answer_change_the_dossier(office):
    id_ = await office.registered(LEFT, "anggrek")
    received = (await office.dossier(id_)).json()["versi"]
    await office.judge(id_)
    assert (await office.dossier(id_)).json()["versi"] == received + 2


async def test_what_a_verifier_found_is_kept_within_kpu_until_another_has_agreed(api, office):
    id_ = await office.registered(LEFT, "anggrek")
    item, path = {"posisi": "calon", "jenis": "skck"}, f"/nominasi/{id_}"

    async def shown(role, **options):
        items = (await api("GET", f"{path}/dokumen", role, **options)).json()["butir"]
        row = next(i for i in items if (i["posisi"], i["jenis"]) == ("calon", "skck"))
        return row["usulan"], row["alasan"]

    async def seen_by_all():
        return [await shown("lo", peserta=LEFT), await shown("bawaslu"), await shown("penyetuju")]

    found = {"versi": 1, "nilai": "bms", "alasan": "kedaluwarsa"}
    for ke, setuju in ((0, False), (1, True)):
        body = {"butir": [item | found | {"usulan_ke": ke}]}
        await office.ok("POST", f"{path}/usulan", "verifikator", json=body)
        assert await seen_by_all() == [(None, None)] * 2 + [("bms", "kedaluwarsa")]
        body = {"butir": [item | {"setuju": setuju, "usulan_ke": ke + 1}]}
        await office.ok("POST", f"{path}/persetujuan", "penyetuju", json=body)
        decided = (None, "kedaluwarsa" if setuju else None)
        assert await seen_by_all() == [decided] * 2 + [("bms", "kedaluwarsa")]


async def test_a_stale_agreement_approves_nothing_that_its_sender_never_saw(api, office):
    id_ = await office.registered(LEFT, "anggrek")
    item, path = {"posisi": "calon", "jenis": "skck"}, f"/nominasi/{id_}"

    async def propose(ke, **finding):
        body = {"butir": [item | {"versi": 1, "usulan_ke": ke} | finding]}
        await office.ok("POST", f"{path}/usulan", "verifikator", json=body)

    async def answer(ke, *, setuju):
        body = {"butir": [item | {"setuju": setuju, "usulan_ke": ke}]}
        return await api("POST", f"{path}/persetujuan", "penyetuju", json=body)

    async def shown(role, **options):
        items = (await api("GET", f"{path}/dokumen", role, **options)).json()["butir"]
        row = next(i for i in items if (i["posisi"], i["jenis"]) == ("calon", "skck"))
        return row["usulan"], row["usulan_ke"]

    await propose(0, nilai="ms")
    assert await shown("penyetuju") == ("ms", 1)
    assert (await answer(1, setuju=False)).status_code == 200
    await propose(1, nilai="tms", alasan="kedaluwarsa")
    stale = await answer(1, setuju=True)
    assert (stale.status_code, stale.json()["code"]) == (412, "versi-usang")
    assert await shown("penyetuju") == ("tms", 2)
    assert await shown("lo", peserta=LEFT) == (None, 2)
    assert (await answer(2, setuju=True)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"versi": 2, "usulan_ke": 1}, None),
        ({"versi": 1, "usulan_ke": 1}, "versi-usang"),  # another document was uploaded since
        ({"versi": 2, "usulan_ke": 0}, "versi-usang"),  # somebody else's finding was turned down
        ({"versi": 2}, "permintaan-tidak-sah"),
        ({"usulan_ke": 1}, "permintaan-tidak-sah"),
    ],
)
async def test_a_finding_is_of_the_document_and_after_the_finding_that_its_sender_saw(
    api, office, sent, code
):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    assert (await office.upload(id_, LEFT, "calon", "skck")).json()["versi"] == 2
    await office.submit(id_, LEFT)
    await office.receive(id_)
    path, item = f"/nominasi/{id_}", {"posisi": "calon", "jenis": "skck"}
    first = {"butir": [item | {"versi": 2, "usulan_ke": 0, "nilai": "ms"}]}
    await office.ok("POST", f"{path}/usulan", "verifikator", json=first)
    refused = {"butir": [item | {"usulan_ke": 1, "setuju": False}]}
    await office.ok("POST", f"{path}/persetujuan", "penyetuju", json=refused)
    body = {"butir": [item | sent | {"nilai": "tms", "alasan": "kedaluwarsa"}]}
    answer = await api("POST", f"{path}/usulan", "verifikator", json=body)
    assert answer.json().get("code") == code, answer.text
    assert answer.status_code == {None: 200, "versi-usang": 412}.get(code, 422)


async def test_after_submission_nothing_is_replaced(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    answer = await office.upload(id_, LEFT, "calon", "skck")
    assert (answer.status_code, answer.json()["code"]) == (409, "tahap-tidak-mengizinkan")
    answer = await api(
        "POST", f"/nominasi/{id_}/calon", "lo", peserta=LEFT, json=calon("calon", 1),
        headers=await office.version(id_),
    )  # fmt: skip
    assert answer.json()["code"] == "tahap-tidak-mengizinkan"
    assert (await office.submit(id_, LEFT)).json()["code"] == "tahap-tidak-mengizinkan"


async def test_withdrawal_is_recorded_and_changes_nothing(api, office):
    id_ = await office.registered(LEFT, "anggrek")
    path = f"/nominasi/{id_}/penarikan"
    answer = await api("POST", path, "lo", peserta=LEFT, json={"surat_nomor": "SIMULASI/1"})
    assert answer.json()["status"] == "diterima"
    last = (await office.dossier(id_)).json()["riwayat"][-1]
    assert (last["tindakan"], last["dari"], last["ke"]) == ("penarikan", "diterima", "diterima")
    assert last["kertas"] == {"surat": "SIMULASI/1"}


async def test_history_names_window_and_basis(office):
    id_ = await office.registered(LEFT, "anggrek")
    steps = (await office.dossier(id_)).json()["riwayat"]
    assert [s["tindakan"] for s in steps] == ["pengajuan", "penerimaan"]
    assert steps[0]["jendela"].startswith("U")
    assert steps[0]["waktu_legal"].startswith("2024-08-28T")
    assert steps[1]["jendela"] is None
    assert all(s["dasar"] for s in steps)


async def test_an_unrepaired_one_ends_when_repair_is_over(office, reschedule):
    id_ = await office.registered(LEFT, "anggrek")
    await office.judge(id_, {"skck": "bms"})
    assert (await office.result(id_)).json()["status"] == "perlu-perbaikan"
    answer = await office.result(id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "masa-perbaikan-belum-berakhir")
    await reschedule(perbaikan=("2024-08-01T00:00:00+07:00", "2024-08-02T23:59:59+07:00"))
    answer = await office.upload(id_, LEFT, "calon", "skck")
    assert answer.json()["code"] == "di-luar-jadwal"
    assert (await office.result(id_)).json()["status"] == "tms"
    found = {(i["posisi"], i["jenis"]): i["status"] for i in await office.items(id_)}
    assert (found["calon", "skck"], found["calon", "spt"]) == ("tms", "ms")


async def test_who_leaves_a_title_unproven_is_determined_without_it(api, office, reschedule):
    title = {"teks": "S.H.", "letak": "belakang", "bukti": "ijazah-s1"}
    id_ = await office.registered(LEFT, "anggrek", gelar=[title])
    await office.judge(id_, {"ijazah-s1": "bms"})
    assert (await office.result(id_)).json()["status"] == "perlu-perbaikan"
    await reschedule(perbaikan=("2024-08-01T00:00:00+07:00", "2024-08-02T23:59:59+07:00"))
    assert (await office.result(id_)).json()["status"] == "ms-sementara"
    last = (await office.dossier(id_)).json()["riwayat"][-1]
    assert (last["dari"], last["tindakan"]) == ("perlu-perbaikan", "hasil-ms")
    assert (await office.determine()).status_code == 201
    pair = (await api("GET", f"/pasangan-calon/{id_}")).json()
    found = {s["jenis"]: s["status"] for s in pair["syarat"] if s["posisi"] == "calon"}
    assert (pair["calon"], found["ijazah-s1"]) == ("Calon Buatan 10", "tms")


@pytest.mark.parametrize(
    ("wilayah", "lahir", "status"),
    [
        ("19", "1994-09-22", "ms-sementara"),
        ("19", "1994-09-23", "tms"),
        ("1906", "1999-09-22", "ms-sementara"),
        ("1906", "1999-09-23", "tms"),
    ],
)
async def test_age_at_determination(office, register, wilayah, lahir, status):
    await register(wilayah=wilayah)
    id_ = await office.registered(LEFT, "anggrek", tanggal_lahir=lahir)
    await office.judge(id_)
    assert (await office.result(id_)).json()["status"] == status


async def test_no_result_before_all_is_judged_and_nobody_approves_himself(api, office):
    id_ = await office.registered(LEFT, "anggrek")
    answer = await office.result(id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "penelitian-belum-selesai")
    assert len(answer.json()["belum"]) == 36
    item = {"posisi": "calon", "jenis": "skck"}
    both = ("verifikator", "penyetuju")
    path = f"/nominasi/{id_}"
    body = {"butir": [item | {"versi": 1, "usulan_ke": 0, "nilai": "ms"}]}
    assert (await api("POST", f"{path}/usulan", *both, json=body)).status_code == 200
    body = {"butir": [item | {"setuju": True, "usulan_ke": 1}]}
    answer = await api("POST", f"{path}/persetujuan", *both, json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "penilai-sama")
    body = {"butir": [item | {"setuju": False, "usulan_ke": 1}]}
    answer = await api("POST", f"{path}/persetujuan", "penyetuju", json=body)
    assert answer.status_code == 200
    answer = await api("POST", f"{path}/persetujuan", "penyetuju", json=body)
    assert answer.json()["code"] == "tahap-tidak-mengizinkan"


@pytest.mark.parametrize(
    ("partai", "code"), [(["x"], "partai-tidak-dikenal"), (["bakung"], "bukti-sudah-ada")]
)
async def test_access_is_given_once_and_for_known_parties(api, office, partai, code):
    await office.grant(LEFT, "anggrek")
    body = {"pemilihan": "uji-2024", "peserta": LEFT, "partai": partai}
    assert (await api("POST", "/nominasi", "operator", json=body)).json()["code"] == code
