"""Messages: how they are sent, what the provider says of them, and when it is away."""

from datetime import UTC, datetime

import httpx
import pytest
from messages import PESAN, states

from complaints.batch.whatsapp import WhatsApp
from complaints.jobs import MESSAGES, Jobs
from election_common.alarms import Alarms
from election_common.queue_watch import QueueWatch


async def test_delivery_is_proved_and_told_once(api, phone, events):
    answer = await api("POST", "/pesan", "helpdesk", json=PESAN)
    where = answer.headers["location"].removeprefix("/v1")
    assert (await api("GET", where, "helpdesk")).json()["status"] == "antre"
    await phone.work()
    body = (await api("GET", where, "helpdesk")).json()
    assert (body["status"], body["penerima_samar"]) == ("dibaca", "******7890")
    assert body["bukti"]
    told = [e for e in await events() if e.subject == "complaints.pesan.terkirim.v1"]
    assert [e.data["bukti"] for e in told] == [body["bukti"]]


@pytest.mark.parametrize(
    ("order", "furthest"),
    [
        (("sent", "delivered", "read"), ["terkirim", "tersampaikan", "dibaca"]),
        (("delivered", "sent", "read"), ["tersampaikan", "tersampaikan", "dibaca"]),
        (("read", "sent", "delivered"), ["dibaca", "dibaca", "dibaca"]),
        (("read", "delivered", "sent"), ["dibaca", "dibaca", "dibaca"]),
    ],
    ids=str,
)
async def test_statuses_come_in_any_order(api, phone, owner, events, order, furthest):
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.jobs.send_next()
    await phone.app.state.webhook.idle()
    reports = {r["status"]: dict(r) for r in await owner("delete from status_pesan returning *")}
    seen = []
    for word in order:
        await owner(
            "insert into status_pesan (bukti, pesan, status, pada)"
            " values (:bukti, :pesan, :status, :pada)", **reports[word],
        )  # fmt: skip
        assert await phone.jobs.report_next()
        seen += await states(owner)
    assert seen == furthest
    assert [e.subject for e in await events()] == ["complaints.pesan.terkirim.v1"]


async def test_a_lost_answer_is_found_by_its_status(api, phone, worker, keyring, owner):
    class Lost(httpx.ASGITransport):
        async def handle_async_request(self, request):
            await super().handle_async_request(request)
            raise httpx.ReadTimeout("the line broke")

    headers = {"authorization": "Bearer token"}
    broken = httpx.AsyncClient(
        transport=Lost(phone.app), base_url="http://provider/v23.0", headers=headers
    )
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await Jobs(worker, keyring, WhatsApp(broken, "1", "secret")).send_next()
    assert await states(owner) == ["antre"]
    await phone.app.state.webhook.idle()
    while await phone.jobs.report_next():
        pass
    assert await states(owner) == ["dibaca"]
    assert len(await phone.received()) == 1
    await broken.aclose()


async def test_a_number_without_whatsapp_fails_for_good(api, phone, owner, events):
    await api("POST", "/pesan", "helpdesk", json=PESAN | {"penerima": "081234560000"})
    await phone.work()
    assert await states(owner) == ["gagal"]
    (failed,) = [e for e in await events() if e.subject == "complaints.pesan.gagal.v1"]
    assert failed.data["sebab"] == "penyedia-131026"


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_what_is_wrong_with_the_account_fails_no_message(
    api, worker, keyring, owner, events, status
):
    def answer(request):
        return httpx.Response(status, json={"error": {"code": 190, "message": "expired"}})

    refusing = httpx.AsyncClient(base_url="http://x", transport=httpx.MockTransport(answer))
    jobs = Jobs(worker, keyring, WhatsApp(refusing, "1", "secret"))
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    for _ in range(9):
        await owner("update pesan set coba_pada = now()")
        await jobs.send_next()
    assert await states(owner) == ["antre"]
    assert await events() == []
    await refusing.aclose()


async def test_a_provider_that_is_away_is_tried_again_and_then_given_up(
    api, worker, keyring, owner, events
):
    away = httpx.AsyncClient(base_url="http://127.0.0.1:1", timeout=1, trust_env=False)
    jobs = Jobs(worker, keyring, WhatsApp(away, "1", "secret"))
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await jobs.send_next()
    (row,) = await owner("select status, coba_pada, percobaan from pesan")
    assert (row["status"], row["percobaan"]) == ("antre", 1)
    assert row["coba_pada"] > datetime.now(UTC)
    assert not await jobs.send_next()
    for hours, state in ((1, "antre"), (71, "antre"), (72, "gagal")):
        await owner(
            "update pesan set coba_pada = now(), diminta_pada = now() - make_interval(hours => :h)",
            h=hours,
        )
        await jobs.send_next()
        assert await states(owner) == [state]
    assert [e.data["sebab"] for e in await events()] == ["percobaan-habis"]
    await away.aclose()


async def test_a_provider_that_is_away_is_an_alarm_until_the_messages_have_gone(
    api, phone, worker, owner
):
    alarms = Alarms()
    watch = QueueWatch(worker, [MESSAGES], alarms)
    for minutes, state, names in (
        (9, "antre", []),
        (11, "antre", ["messages-not-sent"]),
        (11, "mengirim", ["messages-not-sent"]),
    ):
        await owner("delete from pesan")
        await api("POST", "/pesan", "helpdesk", json=PESAN)
        await owner(
            "update pesan set status = :s, diminta_pada = now() - make_interval(mins => :m)",
            s=state, m=minutes,
        )  # fmt: skip
        assert not await watch.look()
        assert list(alarms.open) == names
        assert watch.oldest_seconds["pesan"] == pytest.approx(minutes * 60, abs=30)
    await phone.work()
    await watch.look()
    assert (alarms.open, watch.oldest_seconds) == ({}, {"pesan": 0.0})


async def test_a_message_whose_sender_died_is_taken_over_after_its_lease(api, phone, owner):
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await owner("update pesan set status = 'mengirim', coba_pada = now() + interval '1 min'")
    assert not await phone.jobs.send_next()
    await owner("update pesan set coba_pada = now()")
    await phone.work()
    assert await states(owner) == ["dibaca"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"penerima": "021"}, "telepon-tidak-sah"),
        ({"templat": "iklan"}, "templat-tidak-dikenal"),
        ({"parameter": {}}, "parameter-templat-tidak-cocok"),
        ({"wilayah": "31"}, "wilayah-di-luar-kewenangan"),
    ],
)
async def test_bad_requests(api, changes, code):
    answer = await api("POST", "/pesan", "helpdesk", json=PESAN | changes)
    assert answer.json()["code"] == code
    assert (await api("POST", "/pesan", "publik", json=PESAN)).status_code == 403


async def test_other_services_reach_a_reporter_whose_number_they_never_see(
    api, phone, deliver, events
):
    wants = await api.file("pengaduan-layanan", dikabari=True)
    silent = await api.file("pengaduan-layanan")
    await phone.work()
    for n, tiket in ((1, wants), (2, silent)):
        await deliver(
            "voter-registry.pesan.diminta",
            pesan=f"01936d3e-7c00-7000-8000-00000000000{n}", asal="voter-registry",
            tiket=tiket["id"], templat="tanggapan_diperiksa",
            parameter={"wilayah": "1906"},
        )  # fmt: skip
    await phone.work()
    assert (await phone.received())[-1]["parameter"] == ["1906"]
    told = [(e.subject.split(".")[2], e.data["asal"]) for e in await events()]
    assert ("gagal", "voter-registry") in told
    assert ("terkirim", "voter-registry") in told
