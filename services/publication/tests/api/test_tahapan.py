"""The schedule: revisions, windows, what opens none; and the columns."""

import pytest
from sqlalchemy import text

from election_common.database import transaction
from election_common.errors import EarlyRefusal

TWO = {"tindakan": ["pengumuman-dps", "tanggapan-dps"]}
RELATIVE = {"mulai": None, "selesai": None, "relative_to": "BRPK", "offset": 3}


async def test_schedule_becomes_windows_and_an_event(api, pemilihan, make_stage, worker):
    rows = [
        make_stage("P8g", "pengumuman-dps", **TWO),
        make_stage("S10", "penetapan-terpilih", **RELATIVE, offset_kind="calendar_day"),
    ]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="PKPU 2/2024", tahapan=rows)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"pemilihan": pemilihan, "revisi": 1, "jendela": 2}
    async with transaction(worker, scope=None) as tx:
        event = (await tx.execute(text("select * from outbox"))).one()
    assert (event.subject, event.jenis_agregat, event.id_agregat, event.seq) == (
        "publication.tahapan.dijadwalkan.v1", "jadwal", pemilihan, 1,
    )  # fmt: skip
    assert [j["tindakan"] for j in event.data["jendela"]] == TWO["tindakan"]
    assert event.data["jendela"][0]["kode"] == "P8g"
    answer = await api("GET", "/tahapan", params={"pemilihan": pemilihan})
    body = answer.json()
    assert [t["keadaan"] for t in body["tahapan"]] == ["berlangsung", "menunggu"]
    assert body["tahapan"][0]["mulai"] == "2024-11-27T13:00:00+07:00"
    assert body["tahapan"][1]["relative_to"] == "BRPK"


async def test_revision_needs_a_reason_and_keeps_the_old_one(api, pemilihan, make_stage, worker):
    rows = [make_stage("S9a", "hasil-tps")]
    await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    answer = await api.act("tahapan", "kpu_provinsi", versi='"1"', sumber="b", tahapan=rows)
    assert (answer.status_code, answer.json()["code"]) == (422, "alasan-revisi-wajib")
    seen = await api("GET", "/tahapan", params={"pemilihan": pemilihan})
    answer = await api.act(
        "tahapan", "kpu_provinsi", versi=seen.headers["etag"],
        sumber="b", alasan="PMK 14/2024", tahapan=rows,
    )  # fmt: skip
    assert (answer.json()["revisi"], answer.headers["etag"]) == (2, '"2"')
    for revisi, sumber in ((1, "a"), (2, "b")):
        params = {"pemilihan": pemilihan, "revisi": revisi}
        assert (await api("GET", "/tahapan", params=params)).json()["sumber"] == sumber
    assert (await api("GET", "/tahapan", params={"pemilihan": pemilihan})).json()["revisi"] == 2
    async with transaction(worker, scope=None) as tx:
        seqs = list(await tx.scalars(text("select seq from outbox order by id")))
    assert seqs == [1, 2]


@pytest.mark.parametrize(
    ("before", "versi", "answered"),
    [
        (0, None, (201, None)),
        (0, '"1"', (412, "versi-usang")),
        (1, None, (428, "if-match-tidak-ada")),
        (2, '"1"', (412, "versi-usang")),  # another author came first
        (2, '"x"', (412, "versi-usang")),
        (2, '"2"', (201, None)),
    ],
)
async def test_a_revision_is_of_the_schedule_that_its_author_has_seen(
    api, pemilihan, make_stage, before, versi, answered
):
    body = {"sumber": "a", "alasan": "uji", "tahapan": [make_stage("S9a", "hasil-tps")]}
    for n in range(before):
        made = await api.act("tahapan", "kpu_provinsi", versi=f'"{n}"', **body)
        assert made.status_code == 201, made.text
    answer = await api.act("tahapan", "kpu_provinsi", versi=versi, **body)
    assert (answer.status_code, answer.json().get("code")) == answered


@pytest.mark.parametrize(
    "changes",
    [
        {"selesai": None},
        {"mulai": None, "selesai": None},
        {"selesai": "2024-11-01T00:00:00+07:00"},
    ],
)
async def test_unusable_rows_are_refused(api, pemilihan, make_stage, changes):
    rows = [make_stage("S1", "hasil-tps", **changes)]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    assert (answer.status_code, answer.json()["code"]) == (422, "tahapan-tidak-sah")


async def test_code_twice_is_refused(api, pemilihan, make_stage):
    rows = [make_stage("S1", "hasil-tps"), make_stage("S1", "kampanye")]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    assert answer.json()["code"] == "tahapan-tidak-sah"


async def test_naive_times_are_refused(api, pemilihan, make_stage):
    rows = [make_stage("S1", "hasil-tps", mulai="2024-11-27T13:00:00")]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    assert answer.json()["code"] == "permintaan-tidak-sah"


async def test_only_the_province_schedules_an_election_that_is_known(api, make_stage):
    rows = [make_stage("S1", "hasil-tps")]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    assert (answer.status_code, answer.json()["code"]) == (409, "pemilihan-belum-diterima")
    answer = await api.act("tahapan", "kpu_kabko", sumber="a", tahapan=rows)
    assert answer.json()["code"] == "peran-tidak-berwenang"


async def test_another_province_may_not(api, pemilihan, make_stage):
    rows = [make_stage("S1", "hasil-tps")]
    answer = await api.act("tahapan", "kpu_provinsi", di="18", sumber="a", tahapan=rows)
    assert answer.json()["code"] == "wilayah-di-luar-kewenangan"


async def test_no_schedule_yet(api, pemilihan):
    answer = await api("GET", "/tahapan", params={"pemilihan": pemilihan})
    assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")


async def test_columns_are_fixed_once(api, siap):
    kolom = [{"nomor": 1, "jenis": "PASLON", "label": "a"}]
    answer = await api.act("kolom-suara", "kpu_provinsi", kolom=kolom)
    assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")


async def test_columns_are_numbered_from_one(api, pemilihan):
    kolom = [{"nomor": 2, "jenis": "PASLON", "label": "a"}]
    answer = await api.act("kolom-suara", "kpu_provinsi", kolom=kolom)
    assert answer.json()["code"] == "kolom-tidak-sesuai"


async def test_single_pair_against_the_empty_column(api, pemilihan):
    kolom = [
        {"nomor": 1, "jenis": "PASLON", "label": "a"},
        {"nomor": 2, "jenis": "KOLOM_KOSONG", "label": "Kolom kosong"},
    ]
    answer = await api.act("kolom-suara", "kpu_provinsi", kolom=kolom)
    assert answer.json()["kolom"] == kolom


PAIRS = [
    {"nomor_urut": 1, "calon": "Satu, S.H.", "wakil": "Dua"},
    {"nomor_urut": 2, "calon": "Tiga", "wakil": "Empat"},
]
LABELS = [
    {"nomor": 1, "jenis": "PASLON", "label": "Satu, S.H. - Dua"},
    {"nomor": 2, "jenis": "PASLON", "label": "Tiga - Empat"},
]


async def drawn(deliver, pairs):
    await deliver(
        "penetapan.nomor-urut-ditetapkan", dari="candidacy", pemilihan="uji-2024", pasangan=pairs
    )


@pytest.mark.parametrize("first", ["draw", "act"])
async def test_the_draw_and_the_act_fix_the_same_columns_in_any_order(
    api, pemilihan, deliver, worker, first
):
    if first == "draw":
        await drawn(deliver, PAIRS)
    assert (await api.act("kolom-suara", "kpu_provinsi", kolom=LABELS)).status_code == 201
    if first == "act":
        await drawn(deliver, PAIRS)
    async with transaction(worker, scope=None) as tx:
        found = await tx.execute(text("select nomor, label from kolom_suara order by nomor"))
        assert [tuple(r) for r in found] == [(k["nomor"], k["label"]) for k in LABELS]


async def test_a_draw_that_is_ahead_of_its_election_comes_again(deliver):
    with pytest.raises(EarlyRefusal, match="pemilihan-belum-diterima"):
        await drawn(deliver, PAIRS)


async def test_a_single_pair_that_was_drawn_stands_against_the_empty_column(
    pemilihan, deliver, worker
):
    await drawn(deliver, PAIRS[:1])
    async with transaction(worker, scope=None) as tx:
        found = await tx.scalars(text("select jenis from kolom_suara order by nomor"))
        assert list(found) == ["PASLON", "KOLOM_KOSONG"]


async def test_columns_are_not_added_to(api, pemilihan, deliver):
    await drawn(deliver, PAIRS)
    more = [*LABELS, {"nomor": 3, "jenis": "PASLON", "label": "c"}]
    answer = await api.act("kolom-suara", "kpu_provinsi", kolom=more)
    assert (answer.status_code, answer.json()["code"]) == (409, "bukti-sudah-ada")


async def test_a_schedule_that_no_event_can_carry_is_refused(api, pemilihan, make_stage, worker):
    acts = {"tindakan": [f"tindakan-{n}" for n in range(20)]}
    rows = [make_stage(f"S{n}", "kampanye", **acts, kegiatan="x" * 100) for n in range(500)]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    assert (answer.status_code, answer.json()["code"]) == (422, "fakta-terlalu-besar")
    async with transaction(worker, scope=None) as tx:
        assert (await tx.execute(text("select * from outbox"))).all() == []


@pytest.mark.parametrize(
    "edge",
    [{"mulai": "0001-01-01T00:00:00+07:00"}, {"selesai": "9999-12-31T23:59:59Z"}],
    ids=["before all years", "after all years"],
)
async def test_a_moment_that_no_answer_could_hold_is_no_end_of_a_stage(
    api, pemilihan, make_stage, edge
):
    rows = [make_stage("S9a", "hasil-tps", **edge)]
    answer = await api.act("tahapan", "kpu_provinsi", sumber="a", tahapan=rows)
    seen = await api("GET", "/tahapan", params={"pemilihan": pemilihan})
    assert (answer.status_code, seen.status_code) == (422, 404), seen.text
    (galat,) = answer.json()["galat"]
    assert galat["di"] == f"body/tahapan/0/{next(iter(edge))}"
