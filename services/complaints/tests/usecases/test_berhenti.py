"""Who says stop is left alone, about all his reports, until he says otherwise."""

import pytest

WARGA = "6281234567890"
PESAN = {
    "wilayah": "1906", "penerima": WARGA, "templat": "status_tiket",
    "parameter": {"nomor": "PL/1", "status": "Selesai"},
}  # fmt: skip


@pytest.fixture
def verify(api, phone):
    """Verify a ticket; says how many messages its reporter is sent because of that."""

    async def one(tiket):
        before = len(await phone.received())
        assert (await api.act(tiket["id"], "verifikasi", "helpdesk")).status_code == 200
        await phone.work()
        return len(await phone.received()) - before

    return one


async def file(api, phone):
    tiket = await api.file("pengaduan-layanan", dikabari=True)
    await phone.work()
    return tiket


async def test_notices_stop_for_all_tickets_of_the_number(api, phone, owner, verify):
    first, second, third = [await file(api, phone) for _ in range(3)]
    assert await verify(first) == 1
    await phone.write("BERHENTI")
    assert "MULAI" in (await phone.received())[-1]["teks"]
    assert [await verify(second), await verify(third)] == [0, 0]
    rows = await owner("select status, percobaan from pesan order by id desc limit 2")
    assert {r["status"] for r in rows} == {"gagal"}


@pytest.mark.parametrize("kata", ["MULAI", "Start", "SETUJU"])
async def test_he_takes_it_back(api, phone, verify, kata):
    tiket = await file(api, phone)
    await phone.write("BERHENTI")
    await phone.write(kata)
    assert await verify(tiket) == 1


async def test_what_he_asks_is_answered_and_changes_nothing(api, phone, verify):
    tiket = await file(api, phone)
    await phone.write("STOP")
    before = len(await phone.received())
    await phone.write("halo")
    assert len(await phone.received()) == before + 1
    assert await verify(tiket) == 0


async def test_a_report_filed_since_brings_word_of_itself_alone(api, phone, verify):
    old = await file(api, phone)
    await phone.write("BERHENTI")
    new = await file(api, phone)
    assert [await verify(new), await verify(old)] == [1, 0]


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00", "2060-01-01T00:00:00"])
async def test_the_clock_of_a_sandbox_says_nothing_of_when_he_stopped(
    api, phone, verify, pemilihan, clock, moment
):
    await clock(moment)
    old = await api.file("pengaduan-layanan", dikabari=True, pemilihan=pemilihan)
    await phone.write("BERHENTI")
    new = await api.file("pengaduan-layanan", dikabari=True, pemilihan=pemilihan)
    await phone.work()
    assert [await verify(new), await verify(old)] == [1, 0]


@pytest.mark.parametrize(
    ("pin", "templat"), [({}, "pin_diganti_pin"), ({"pin": "090219"}, "pin_diganti")]
)
async def test_of_his_pin_he_hears_all_the_same(api, phone, pin, templat):
    """He asked for it at the desk; and if another did, the old one is gone and he must know."""
    tiket = await file(api, phone)
    await phone.write("BERHENTI")
    await api.act(tiket["id"], "penggantian-pin", "helpdesk", keterangan="membawa KTP", **pin)
    await phone.work()
    last = (await phone.received())[-1]
    assert "PIN laporan" in (last["teks"] or "") or last["templat"] == templat


async def test_an_office_that_writes_to_him_is_told_why_it_does_not_go(api, phone, events):
    await phone.write("BERHENTI")
    before = len(await phone.received())
    await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.work()
    assert len(await phone.received()) == before
    told = [e.data["sebab"] for e in await events() if e.subject == "complaints.pesan.gagal.v1"]
    assert told == ["penerima-berhenti"]
