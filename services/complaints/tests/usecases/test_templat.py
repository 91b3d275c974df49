"""Within a day of what its owner wrote a number gets words of ours, afterwards a template."""

import httpx
import pytest
from messages import PESAN, states

from complaints.batch.whatsapp import WhatsApp
from complaints.jobs import Jobs


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
