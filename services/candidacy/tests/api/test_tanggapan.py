"""Public input on a pair: it blocks determination while it is open, and every ticket closes."""

import uuid

import pytest
from sqlalchemy import text

from candidacy.consumers import SOURCES
from election_common.alarms import Alarms
from election_common.consumer import POISON, Answer, Consumer
from election_common.database import transaction
from election_common.events import Envelope
from election_common.gap import Feeds

LEFT = "pasangan-satu"
AT = {"pemilihan": "uji-2024"}
#: As in 2024: input until 18 September, clarification until the 21st, determination on the 22nd.
INTAKE = ("2024-09-15T00:00:00+07:00", "2024-09-18T23:59:59+07:00")
CLARIFICATION = ("2024-09-15T00:00:00+07:00", "2024-09-21T23:59:59+07:00")
PLENARY = ("2024-09-22T00:00:00+07:00", "2024-09-22T23:59:59+07:00")


@pytest.fixture
def input_on(deliver):
    async def send(nominasi, pada="2024-09-16T10:00:00", tiket="TKT-1", pemilihan="uji-2024"):
        await deliver(
            "complaints.tanggapan.calon-diterima",
            tiket=tiket, pemilihan=pemilihan, nominasi=nominasi, diterima_pada=f"{pada}+07:00",
        )  # fmt: skip

    return send


@pytest.fixture
def told(worker):
    """What complaints was told: ticket and answer."""

    async def read():
        query = text("select data from outbox where subject like '%calon-dijawab%' order by id")
        async with transaction(worker, scope=None) as tx:
            return [(d["tiket"], d["hasil"]) for d in await tx.scalars(query)]

    return read


async def answer_input(api, hasil, tiket="TKT-1", versi='"1"', role="penyetuju"):
    return await api(
        "POST", f"/tanggapan/{tiket}/jawaban", role,
        json={"hasil": hasil, "alasan": "uji"}, headers={"if-match": versi},
    )  # fmt: skip


@pytest.fixture
def take(worker):
    """Bring an input to its gate, as the consumer does; says what the broker is told."""
    consumer = Consumer(
        worker, stream="COMPLAINTS", table=SOURCES["COMPLAINTS"],
        feeds=Feeds(None, {}, None), gap_seconds=60, alarms=Alarms(),
    )  # fmt: skip

    async def bring(nominasi):
        data = {"tiket": "TKT-1", "nominasi": nominasi, "diterima_pada": "2024-09-16T10:00:00Z"}
        event = {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, nominasi)), "source": "/complaints",
            "type": "complaints.tanggapan.calon-diterima.v1", "subject": "TKT-1",
            "aggregatetype": "tiket", "sequence": "1", "time": "2024-09-16T10:00:00Z",
            "data": data | AT,
        }  # fmt: skip
        return await consumer.take(Envelope.model_validate(event))

    return bring


async def test_an_input_that_is_ahead_of_the_schedule_waits_for_it(
    office, take, worker, reschedule
):
    id_ = await office.qualified(LEFT, "anggrek")
    async with worker.begin() as session:
        await session.execute(text("delete from jendela"))
    assert {await take(id_) for _ in range(POISON + 1)} == {Answer.AGAIN}
    await reschedule()
    assert await take(id_) is Answer.DONE
    assert (await office.determine()).json()["code"] == "tanggapan-masih-terbuka"


async def test_open_input_blocks_determination(api, office, input_on, told):
    id_ = await office.qualified(LEFT, "anggrek")
    await input_on(id_)
    await input_on(id_)  # told twice is one
    answer = await office.determine()
    assert (answer.status_code, answer.json()["code"]) == (409, "tanggapan-masih-terbuka")
    assert (await answer_input(api, "tidak-terbukti", versi='"9"')).status_code == 412
    assert (await answer_input(api, "tidak-terbukti")).status_code == 200
    again = await answer_input(api, "terbukti", versi='"2"')
    assert again.json()["code"] == "tahap-tidak-mengizinkan"
    assert (await office.determine()).status_code == 201
    assert await told() == [("TKT-1", "tidak-terbukti")]


async def test_an_answer_names_the_version_that_was_read(api, office, input_on):
    await input_on(await office.qualified(LEFT, "anggrek"))
    seen = await api("GET", "/tanggapan/TKT-1", "penyetuju")
    assert (seen.json()["status"], seen.json()["versi"]) == ("terbuka", 1)
    assert (await answer_input(api, "terbukti", versi=seen.headers["etag"])).status_code == 200
    assert (await answer_input(api, "terbukti", versi=seen.headers["etag"])).status_code == 412
    assert (await api("GET", "/tanggapan/TKT-9", "penyetuju")).status_code == 404
    assert (await api("GET", "/tanggapan/TKT-1", "lo", peserta=LEFT)).status_code == 403


async def test_upheld_input_ends_the_nomination(api, office, input_on):
    id_ = await office.qualified(LEFT, "anggrek")
    await input_on(id_)
    assert (await answer_input(api, "terbukti")).status_code == 200
    assert (await office.dossier(id_)).json()["status"] == "tms"
    assert (await office.determine()).json()["code"] == "tidak-ada-pasangan"


async def test_the_pair_does_not_see_that_there_is_input(api, office, input_on):
    id_ = await office.qualified(LEFT, "anggrek")
    await input_on(id_)
    for role in ("lo", "admin_silon", "partai"):
        answer = await api("GET", "/tanggapan", role, peserta=LEFT, params=AT)
        assert answer.status_code == 403
    ready = await api("GET", "/penetapan", "lo", peserta=LEFT, params=AT)
    assert ready.json()["tanggapan_terbuka"] == 0
    own = await api("GET", f"/nominasi/{id_}", "lo", peserta=LEFT)
    assert "TKT-1" not in own.text
    listed = await api("GET", "/tanggapan", "kpu_provinsi", params=AT)
    assert [t["tiket"] for t in listed.json()["data"]] == ["TKT-1"]


async def test_input_of_the_last_day_is_answered_on_the_day_of_the_plenary(
    api, office, input_on, reschedule, move_clock
):
    id_ = await office.qualified(LEFT, "anggrek")
    await input_on(id_, "2024-09-18T23:59:59")
    await reschedule(tanggapan_calon=INTAKE, klarifikasi=CLARIFICATION, penetapan_paslon=PLENARY)
    await move_clock("2024-09-22T09:00:00")
    assert (await office.determine()).json()["code"] == "tanggapan-masih-terbuka"
    answer = await answer_input(api, "tidak-terbukti")
    assert answer.status_code == 200, answer.text
    assert (await office.determine()).status_code == 201


@pytest.mark.parametrize("pada", ["2024-09-14T23:59:59", "2024-09-19T00:00:00"])
async def test_input_outside_its_window_is_answered_as_late_and_blocks_nobody(
    api, office, input_on, told, reschedule, pada
):
    id_ = await office.qualified(LEFT, "anggrek")
    await reschedule(tanggapan_calon=INTAKE)
    await input_on(id_, pada)
    await input_on(id_, pada)
    assert await told() == [("TKT-1", "terlambat")]
    (row,) = (await api("GET", "/tanggapan", "kpu_provinsi", params=AT)).json()["data"]
    assert (row["status"], row["dijawab_pada"]) == ("terlambat", "2024-08-28T03:00:00Z")
    assert (await answer_input(api, "terbukti")).json()["code"] == "tahap-tidak-mengizinkan"
    assert (await office.determine()).status_code == 201


@pytest.mark.parametrize(
    ("pada", "ditetapkan", "alasan"),
    [
        ("2024-09-16T10:00:00", True, "Pasangan sudah ditetapkan ketika tanggapan ini tiba."),
        ("2024-09-19T00:00:00", True, "Pasangan sudah ditetapkan ketika tanggapan ini tiba."),
        ("2024-09-19T00:00:00", False, "Tanggapan diterima di luar masa tanggapan."),
    ],
)
async def test_nobody_is_told_that_he_was_late_who_was_not(
    office, input_on, reschedule, worker, pada, ditetapkan, alasan
):
    id_ = await office.qualified(LEFT, "anggrek")
    await reschedule(tanggapan_calon=INTAKE)
    if ditetapkan:
        assert (await office.determine()).status_code == 201
    await input_on(id_, pada)
    query = text("select data ->> 'alasan' from outbox where subject like '%calon-dijawab%'")
    async with transaction(worker, scope=None) as tx:
        assert await tx.scalar(query) == alasan


async def test_input_on_a_nomination_that_nobody_knows_is_answered_so(office, input_on, told):
    id_ = await office.qualified(LEFT, "anggrek")
    await input_on(str(uuid.uuid4()))
    await input_on(id_, tiket="TKT-2", pemilihan="lain-2024")
    unknown = "nominasi-tidak-dikenal"
    assert await told() == [("TKT-1", unknown), ("TKT-2", unknown)]
    assert (await office.determine()).status_code == 201


async def test_the_public_learns_whom_it_may_respond_to_and_no_more(
    api, office, reschedule, move_clock
):
    async def shown():
        return await api("GET", "/pasangan-calon/sementara", params=AT)

    id_ = await office.registered(LEFT, "anggrek")
    assert (await shown()).json()["pasangan"] == []
    await office.judge(id_)
    await office.result(id_)
    names = {"calon": "Calon Buatan 10", "wakil": "Wakil Buatan 11"}
    assert (await shown()).json() == {
        "pemilihan": "uji-2024",
        "pasangan": [{"nominasi": id_, "partai": ["anggrek"], **names}],
    }
    await reschedule(tanggapan_calon=INTAKE)
    await move_clock("2024-09-19T00:00:00")
    assert (await shown()).json()["code"] == "di-luar-jadwal"
    await move_clock("2024-09-18T12:00:00")
    await office.determine()
    assert (await shown()).json()["pasangan"] == []
