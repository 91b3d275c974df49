"""What a provider answers and reports beside what its documentation has."""

import httpx
import pytest
from sqlalchemy import text

from complaints.batch.whatsapp import WhatsApp
from complaints.jobs import Jobs
from complaints.store.pesan import REPORTED
from election_common.database import transaction

PESAN = {
    "wilayah": "1906", "penerima": "0812 3456 7890", "templat": "status_tiket",
    "parameter": {"nomor": "PL/1", "status": "Selesai"},
}  # fmt: skip


@pytest.mark.parametrize("isi", [b"<html>", b"[]", b"{}", b'{"messages": []}', b'{"messages": 1}'])
async def test_an_answer_that_names_no_message_is_none(api, worker, keyring, owner, isi):
    """A proxy on the way says 200: the message is tried later, and given up after three days."""

    def answer(request):
        return httpx.Response(200, content=isi)

    async with httpx.AsyncClient(
        base_url="http://x", transport=httpx.MockTransport(answer)
    ) as proxy:
        jobs = Jobs(worker, keyring, WhatsApp(proxy, "1", "secret"))
        await api("POST", "/pesan", "helpdesk", json=PESAN)
        for hours, status in ((0, "antre"), (72, "gagal")):
            await owner(
                "update pesan set coba_pada = now(),"
                " diminta_pada = now() - make_interval(hours => :h)",
                h=hours,
            )
            await jobs.send_next()
            assert [r["status"] for r in await owner("select status from pesan")] == [status]


async def test_two_texts_that_are_found_late_go_again_once(api, phone, owner):
    """A worker died over the first and sent it again: the provider reports both."""
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await owner("update pesan set status = 'terkirim', bukti = 'wamid-2'")
    for bukti in ("wamid-2", "wamid-1"):
        await owner(
            "insert into status_pesan (bukti, pesan, status, galat, pada)"
            " select :bukti, id, 'failed', 131047, now() from pesan",
            bukti=bukti,
        )  # fmt: skip
        assert await phone.jobs.report_next()
        (row,) = await owner("select status, sebagai_templat from pesan")
        assert (row["status"], row["sebagai_templat"]) == ("antre", True)


@pytest.mark.parametrize(("hours", "waits"), [(23, True), (25, False)])
async def test_a_report_on_what_this_office_never_sent_does_not_wait_for_ever(
    api, phone, worker, owner, hours, waits
):
    """Of another program with this number, or from before a restore: each look would read it."""
    await owner(
        "insert into status_pesan (bukti, status, pada)"
        " values ('foreign', 'sent', now() - make_interval(hours => :h))",
        h=hours,
    )  # fmt: skip
    assert not await phone.jobs.report_next()
    (row,) = await owner("select diproses_pada is null as waits from status_pesan")
    assert row["waits"] is waits


async def test_a_report_that_is_known_is_heeded_however_old_it_is(api, phone, worker, owner):
    """The worker was away for days."""
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await owner(
        "insert into status_pesan (bukti, pesan, status, pada)"
        " select 'wamid', id, 'read', now() - interval '5 days' from pesan"
    )
    async with transaction(worker, scope=None) as tx:
        assert await tx.scalar(text(f"select {REPORTED}"))
    assert await phone.jobs.report_next()
    (row,) = await owner("select status from pesan")
    assert row["status"] == "dibaca"
