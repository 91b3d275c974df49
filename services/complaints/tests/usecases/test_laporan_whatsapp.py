"""A report by WhatsApp: several messages until its sender agrees, and what he is told then."""

from datetime import UTC, datetime

import pytest


async def test_what_is_added_before_consent_is_part_of_the_report(api, phone, owner):
    for teks in ("LAPOR kotak suara dibuka", "LAPOR kotak suara dibuka", "LAPOR di TPS 3", "LAPOR"):
        await phone.write(teks)
    asked = [m["teks"] for m in await phone.received() if "SETUJU" in m["teks"]]
    assert len(asked) == 4
    await phone.write("setuju")
    (tiket,) = await owner("select id from tiket")
    where = f"/tiket/{tiket['id']}/buka-pribadi"
    opened = await api("POST", where, "helpdesk", json={"alasan": "telaah laporan"})
    assert opened.json()["pribadi"]["uraian"] == "kotak suara dibuka\ndi TPS 3"


SUNDAY = datetime(2026, 11, 29, 3, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 3, tzinfo=UTC)


@pytest.mark.parametrize(("now", "told"), [(SUNDAY, True), (MONDAY, False)])
async def test_the_hours_are_told_with_the_number_and_not_before(phone, owner, now, told):
    """Told that his message has arrived, nobody would give the consent that he is asked for."""
    heard = []
    for n, teks in enumerate(("LAPOR kotak suara dibuka", "SETUJU", "LAPOR di TPS 3")):
        body = {"teks": teks, "nama": "Warga Uji", "id": str(n)}
        await phone.provider.post("/warga/6281234567890/pesan", json=body)
        await phone.app.state.webhook.idle()
        await phone.jobs.answer_next(now)
        rows = await owner("select templat from pesan order by id")
        heard.append([r["templat"] for r in rows][sum(map(len, heard)) :])
    registered = ["tiket_terdaftar_pin", *(["di_luar_jam"] if told else [])]
    assert heard == [["minta_persetujuan"], registered, registered]


WITHOUT = "berkas_tidak_diterima"


@pytest.mark.parametrize(
    ("jenis", "teks", "told"),
    [
        ("image", "", [WITHOUT]),
        ("audio", "", [WITHOUT]),
        ("location", "", [WITHOUT]),
        ("image", "LAPOR kotak suara dibuka", ["minta_persetujuan", WITHOUT]),
        ("video", "halo", ["bantuan", WITHOUT]),
        ("text", "halo", ["bantuan"]),
        ("reaction", "", []),
        ("system", "", []),
    ],
)
async def test_evidence_does_not_vanish_unheard(phone, owner, jenis, teks, told):
    await phone.write(teks, jenis=jenis)
    assert [r["templat"] for r in await owner("select templat from pesan order by id")] == told
