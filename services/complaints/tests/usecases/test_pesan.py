"""Conversations and messages, through the provider's stand-in."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from complaints.batch.whatsapp import WhatsApp
from complaints.jobs import MESSAGES, Jobs
from election_common.alarms import Alarms
from election_common.queue_watch import QueueWatch

WARGA = "6281234567890"
PESAN = {
    "wilayah": "1906", "penerima": "0812 3456 7890", "templat": "status_tiket",
    "parameter": {"nomor": "PL/1", "status": "Selesai"},
}  # fmt: skip


async def states(owner):
    return [r["status"] for r in await owner("select status from pesan order by id")]


async def test_a_question_is_answered_by_the_article_that_knows(api, phone):
    await api(
        "POST", "/artikel/cek-dpt", "ppid",
        json={"pemilik": "rendatin", "judul": "Cek DPT", "isi": "Buka halaman cek DPT.",
              "kata_kunci": ["DPT", "nama"]},
    )  # fmt: skip
    await phone.write("Nama saya tidak ada di DPT")
    (answer,) = await phone.received()
    assert answer["teks"] == "Cek DPT: Buka halaman cek DPT. (cek-dpt v1)"
    await phone.write("halo")
    assert "Tulis LAPOR" in (await phone.received())[-1]["teks"]


async def test_an_article_that_the_provider_would_not_take_is_shortened(api, phone):
    await api(
        "POST", "/artikel/panduan", "ppid",
        json={"pemilik": "ppid", "judul": "J" * 500, "isi": "kata " * 1599 + "akhir",
              "kata_kunci": ["panduan"]},
    )  # fmt: skip
    await phone.write("panduan")
    teks = (await phone.received())[-1]["teks"]
    assert "kata … Selengkapnya: /complaints/v1/artikel/panduan (panduan v1)" in teks
    assert len(teks) <= 4096


async def test_a_status_is_told_by_its_tracking_id(api, phone):
    tiket = await api.file("pengaduan-layanan")
    await phone.write(f"status {tiket['lacak'].lower()}?")
    assert (await phone.received())[-1]["teks"] == f"{tiket['lacak']}: Terdaftar."
    await phone.write("KPU-222222222222")
    assert "tidak ditemukan" in (await phone.received())[-1]["teks"]


async def test_a_sealed_ticket_has_no_status_on_whatsapp(api, phone):
    tiket = await api.file("wbs")
    await phone.write(tiket["lacak"])
    assert "tidak ditemukan" in (await phone.received())[-1]["teks"]


async def test_a_report_waits_for_consent_and_becomes_one_ticket(api, phone, owner):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    assert "SETUJU" in (await phone.received())[0]["teks"]
    assert await owner("select 1 from tiket") == []
    (waiting,) = await owner("select tertunda from percakapan")
    assert b"kotak" not in bytes(waiting["tertunda"])
    await phone.write("setuju")
    (tiket,) = await owner("select * from tiket")
    assert (tiket["jenis"], tiket["kanal"]) == ("pengaduan-layanan", "whatsapp")
    confirmed = [m["teks"] for m in await phone.received() if tiket["nomor"] in (m["teks"] or "")]
    assert len(confirmed) == 1
    assert tiket["lacak"] in confirmed[0]
    answer = await api(
        "POST", f"/tiket/{tiket['id']}/buka-pribadi", "helpdesk", json={"alasan": "telaah laporan"}
    )
    assert answer.json()["pribadi"] == {
        "nama": "Warga Uji", "telepon": WARGA, "uraian": "kotak suara dibuka lebih awal",
    }  # fmt: skip
    await phone.write("LAPOR yang kedua")  # consent stands until it is withdrawn
    assert len(await owner("select 1 from tiket")) == 2
    await phone.write("BERHENTI")
    await phone.write("LAPOR yang ketiga")
    assert len(await owner("select 1 from tiket")) == 2


async def test_a_reporter_without_an_account_is_sent_a_pin(api, phone, owner):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    await phone.write("setuju")
    teks = "".join(m["teks"] for m in await phone.received())
    (lacak,), (pin,) = re.findall(r"KPU-\w{12}", teks), re.findall(r"PIN (\d{6})", teks)
    answer = await api("POST", f"/lacak/{lacak}/rincian", json={"pin": pin})
    assert (answer.status_code, answer.json()["status"]) == (200, "terdaftar")
    wrong = f"{(int(pin) + 1) % 10**6:06d}"
    answer = await api("POST", f"/lacak/{lacak}/rincian", json={"pin": wrong})
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")


async def test_a_pin_lies_sealed_until_it_has_gone_and_then_nowhere(api, phone, owner):
    tiket = await api.file("pengaduan-layanan", pin=None, dikabari=True)
    (waiting,) = await owner("select pin, parameter from pesan")
    assert waiting["pin"]
    assert "pin" not in waiting["parameter"]
    await phone.work()
    teks = (await phone.received())[-1]["parameter"]
    assert teks[1] == tiket["lacak"]
    (gone,) = await owner("select * from pesan")
    assert gone["pin"] is None
    assert teks[2] not in str(gone["parameter"])
    assert bytes(waiting["pin"]).find(teks[2].encode()) == -1


async def test_who_chose_a_pin_is_sent_none_and_nobody_asks_for_one(api, phone, owner):
    await api.file("pengaduan-layanan", dikabari=True)
    (row,) = await owner("select pin, templat from pesan")
    assert (row["pin"], row["templat"]) == (None, "tiket_terdaftar")
    asked = PESAN | {
        "templat": "tiket_terdaftar_pin",
        "parameter": {"nomor": "1", "lacak": "1", "pin": "1", "tenggat": "-"},
    }
    answer = await api("POST", "/pesan", "helpdesk", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "templat-tidak-dikenal")


async def test_consent_to_nothing_is_no_report(phone, owner):
    await phone.write("SETUJU")
    await phone.write("LAPOR")
    assert await owner("select 1 from tiket") == []


async def test_a_message_that_cannot_be_answered_is_set_aside(api, phone, owner):
    await phone.provider.post(f"/warga/{WARGA}/pesan", json={"teks": "halo", "id": "rusak"})
    await phone.app.state.webhook.idle()
    await owner("update pesan_masuk set isi = 'x'")
    assert await phone.jobs.answer_next()
    (row,) = await owner("select diproses_pada, galat from pesan_masuk")
    assert row["diproses_pada"]
    assert row["galat"]
    await phone.write("halo")
    assert len(await phone.received()) == 1


async def test_within_a_day_of_writing_text_later_a_template(api, phone, owner):
    await phone.write("halo")
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.work()
    assert (await phone.received())[-1]["teks"].startswith("Laporan PL/1 kini berstatus: Selesai.")
    await owner("update percakapan set bebas_sampai = now() - interval '1 s'")
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.work()
    last = (await phone.received())[-1]
    assert (last["type"], last["templat"]) == ("template", "status_tiket")
    assert last["parameter"] == ["PL/1", "Selesai"]


async def test_text_that_the_provider_finds_late_goes_again_as_a_template(api, phone, owner):
    """Our clock says that the window is open, the provider's that it is not (131047)."""
    await phone.write("halo")
    phone.app.state.forget()
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.work()
    last = (await phone.received())[-1]
    assert (last["type"], last["templat"]) == ("template", "status_tiket")


async def test_text_that_was_taken_and_then_found_late_goes_again_as_a_template(
    api, phone, owner, events
):
    """The provider took the text, and says by a report that the window was closed (131047)."""
    nomor = "6281234560047"
    await phone.provider.post(f"/warga/{nomor}/pesan", json={"teks": "halo"})
    await phone.work()
    phone.app.state.forget()
    await api("POST", "/pesan", "helpdesk", json=PESAN | {"penerima": nomor})
    await phone.work()
    await phone.work()
    last = (await phone.provider.get(f"/warga/{nomor}/pesan")).json()[-1]
    assert (last["type"], last["templat"]) == ("template", "status_tiket")
    assert (await states(owner))[-1] == "dibaca"
    assert "complaints.pesan.gagal.v1" not in {e.subject for e in await events()}


LATE = {"status": "failed", "galat": 131047}


@pytest.fixture
def tell(owner, phone):
    """Let the provider report of a message that was taken as `wamid-1` or `wamid-2`."""

    async def report(bukti, status, galat=None):
        await owner(
            "insert into status_pesan (bukti, pesan, status, galat, pada)"
            " select :bukti, id, :status, :galat, now() from pesan",
            bukti=bukti, status=status, galat=galat,
        )  # fmt: skip
        assert await phone.jobs.report_next()

    return report


@pytest.mark.parametrize("before", ["antre", "mengirim", "terkirim"])
async def test_what_is_said_of_the_late_text_afterwards_is_over(api, phone, tell, owner, before):
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await owner("update pesan set status = :status", status=before)
    await tell("wamid-1", **LATE)
    await tell("wamid-1", "sent")
    assert await states(owner) == ["antre"]
    await tell("wamid-2", "sent")  # the answer to the template was lost
    await tell("wamid-2", "delivered")
    (row,) = await owner("select status, bukti, sebagai_templat from pesan")
    assert tuple(row.values()) == ("tersampaikan", "wamid-2", True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"status": "terkirim", "sebagai_templat": True}, "gagal"),  # it was the template
        ({"status": "dibaca"}, "dibaca"),
        ({"status": "gagal"}, "gagal"),
        ({"status": "terkirim", "templat": "tiket_terdaftar_pin"}, "gagal"),  # its PIN has gone
    ],
    ids=str,
)
async def test_what_does_not_go_again_as_a_template(api, tell, owner, before, after):
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    for column, value in before.items():
        await owner(f"update pesan set {column} = :value", value=value)
    await tell("wamid-1", **LATE)
    assert await states(owner) == [after]


async def test_text_that_is_found_late_before_its_answer_has_come_goes_again(
    api, phone, worker, keyring, owner
):
    nomor = "6281234560047"

    class Overtaken(httpx.ASGITransport):
        async def handle_async_request(self, request):
            answer = await super().handle_async_request(request)
            await phone.app.state.webhook.idle()
            await phone.jobs.report_next()
            return answer

    await phone.provider.post(f"/warga/{nomor}/pesan", json={"teks": "halo"})
    await phone.work()
    phone.app.state.forget()
    office = httpx.AsyncClient(
        transport=Overtaken(phone.app), base_url="http://provider/v23.0",
        headers={"authorization": "Bearer token"},
    )  # fmt: skip
    await api("POST", "/pesan", "helpdesk", json=PESAN | {"penerima": nomor})
    await Jobs(worker, keyring, WhatsApp(office, "1", "secret")).send_next()
    assert (await states(owner))[-1] == "antre"
    await phone.work()
    assert (await states(owner))[-1] == "dibaca"
    await office.aclose()


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


async def test_outside_office_hours_the_hours_are_told(api, phone, owner, worker, keyring):
    await phone.write("SETUJU")
    sunday = datetime(2026, 11, 29, 3, tzinfo=UTC)
    await phone.provider.post(f"/warga/{WARGA}/pesan", json={"teks": "LAPOR TPS jauh"})
    await phone.app.state.webhook.idle()
    await owner("update pesan_masuk set diterima_pada = :at where diproses_pada is null", at=sunday)
    await phone.jobs.answer_next(now=sunday + timedelta(seconds=1))
    rows = await owner("select templat from pesan order by id")
    assert "di_luar_jam" in {r["templat"] for r in rows}
    (term,) = [
        t for t in await owner("select t.mulai from tenggat t") if t["mulai"] == sunday
    ]  # the clock counts from the message, not from the answer
    assert term
