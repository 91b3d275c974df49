"""Responses of the public: a case that complaints brings, answered with a reason."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from election_common.database import transaction
from voter_registry.consumers import SOURCES

TIKET = "01936d3e-7c00-7000-8000-000000000001"
JAWABAN = {"hasil": "diterima", "alasan": "dicatat pada DPSHP"}


@pytest.fixture
def deliver(worker):
    async def send(subject, **data):
        subscription = SOURCES["COMPLAINTS"][f"complaints.{subject}.v1"]
        async with transaction(worker, scope=None) as tx:
            reading = subscription.reading.model_validate(data)
            await subscription.handler(tx, reading, at=datetime.now(UTC))

    return send


@pytest.fixture
async def tanggapan(pemilihan, deliver):
    """A response to the list of 1906."""
    await deliver(
        "tanggapan.daftar-diterima", tiket=TIKET, pemilihan=pemilihan, wilayah="1906",
        tahap="DPS", pokok="tidak-terdaftar", diterima_pada="2024-08-20T03:00:00Z",
    )  # fmt: skip
    return f"/tanggapan/{TIKET}"


@pytest.fixture
def facts(worker):
    async def read():
        query = text(
            "select subject, data from outbox where jenis_agregat = 'tanggapan' order by id"
        )
        async with transaction(worker, scope=None) as tx:
            return [(row.subject.split(".")[2], row.data) for row in await tx.execute(query)]

    return read


async def answer(api, where, role="kpu_kabko", di="1906", tag='"1"', **changes):
    headers = {"if-match": tag}
    return await api(
        "POST", f"{where}/jawaban", role, wilayah=di, json=JAWABAN | changes, headers=headers
    )


async def test_a_response_waits_for_no_schedule(api, pemilihan, reschedule, deliver):
    await reschedule([])
    await deliver(
        "tanggapan.daftar-diterima", tiket=TIKET, pemilihan=pemilihan, wilayah="1906",
        tahap="DPS", pokok="tidak-terdaftar", diterima_pada="2024-08-20T03:00:00Z",
    )  # fmt: skip
    assert (await answer(api, f"/tanggapan/{TIKET}")).status_code == 200


async def test_a_response_is_answered_and_told_back(api, tanggapan, facts):
    seen = await api("GET", tanggapan, "kpu_kabko", wilayah="1906")
    assert (seen.json()["status"], seen.json()["pokok"]) == ("diterima", "tidak-terdaftar")
    done = await answer(api, tanggapan, tag=seen.headers["etag"])
    assert done.status_code == 200, done.text
    assert (done.json()["status"], done.json()["hasil"]) == ("dijawab", "diterima")
    asked, told = await facts()
    assert (asked[0], asked[1]["tiket"], asked[1]["templat"]) == (
        "diminta", TIKET, "tanggapan_diperiksa",
    )  # fmt: skip
    assert (told[0], told[1]["alasan"]) == ("daftar-dijawab", JAWABAN["alasan"])
    again = await answer(api, tanggapan, tag=done.headers["etag"])
    assert again.json()["code"] == "tahap-tidak-mengizinkan"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "pps"}, "peran-tidak-berwenang"),
        ({"di": "1971"}, "tidak-ditemukan"),
        ({"tag": '"9"'}, "versi-usang"),
        ({"alasan": ""}, "permintaan-tidak-sah"),
    ],
)
async def test_who_may_answer_and_with_what(api, tanggapan, changes, code):
    assert (await answer(api, tanggapan, **changes)).json()["code"] == code


async def acts(api, tanggapan, role="kpu_kabko", di="1906"):
    found = await api("GET", f"{tanggapan}/aksi", role, wilayah=di)
    assert found.headers["cache-control"] == "no-store"
    return {row["tindakan"]: row["alasan"] and row["alasan"]["code"] for row in found.json()}


async def test_it_says_whether_it_can_be_answered(api, tanggapan):
    assert await acts(api, tanggapan) == {"tanggapan": None}
    assert await acts(api, tanggapan, "pps") == {"tanggapan": "peran-tidak-berwenang"}
    assert (await api("GET", f"{tanggapan}/aksi", "kpu_kabko", wilayah="1971")).status_code == 404
    await answer(api, tanggapan)
    assert await acts(api, tanggapan) == {"tanggapan": "tahap-tidak-mengizinkan"}


async def test_what_came_in_time_is_answered_after_the_window(api, tanggapan, reschedule):
    await reschedule(
        [
            {
                "kode": "P8g", "tindakan": "tanggapan-dps", "kegiatan": "Tanggapan",
                "mulai": "2020-01-01T00:00:00Z", "selesai": "2020-01-02T00:00:00Z",
            }
        ]
    )  # fmt: skip
    assert await acts(api, tanggapan) == {"tanggapan": None}
    assert (await answer(api, tanggapan)).status_code == 200


async def test_each_region_sees_its_own(api, pemilihan, tanggapan):
    for di, seen in (("1906", 1), ("1971", 0), ("19", 1)):
        params = {"pemilihan": pemilihan}
        answer = await api("GET", "/tanggapan", "kpu_kabko", wilayah=di, params=params)
        rows = answer.json()["data"]
        assert len(rows) == seen
    assert (await api("GET", tanggapan, "kpu_kabko", wilayah="1971")).status_code == 404


@pytest.mark.parametrize(("subject", "kabar"), [("terkirim", "terkirim"), ("gagal", "gagal")])
async def test_what_became_of_the_message_is_noted(api, tanggapan, deliver, facts, subject, kabar):
    ((_, asked),) = await facts()
    await deliver(f"pesan.{subject}", pesan=str(uuid.uuid4()), asal="voter-registry")
    await deliver(f"pesan.{subject}", pesan=asked["pesan"], asal="complaints")
    seen = await api("GET", tanggapan, "kpu_kabko", wilayah="1906")
    assert seen.json()["kabar"] is None
    await deliver(f"pesan.{subject}", pesan=asked["pesan"], asal="voter-registry")
    seen = await api("GET", tanggapan, "kpu_kabko", wilayah="1906")
    assert seen.json()["kabar"] == kabar
