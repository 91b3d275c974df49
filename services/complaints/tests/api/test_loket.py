"""Who may say when a report came, by which way, under whose terms; a row for each who may not."""

import pytest

from complaints.domain.loket import LOKET
from complaints.domain.tindakan import BACA_TIKET, PENDAFTARAN

SAID = {
    "kanal": "loket",
    "diterima_pada": "2026-03-16T09:00:00+07:00",
    "rezim": "pemilu",
    "alasan_rezim": "dokumen tahapan",
}


@pytest.fixture
def tell(api, make_report):
    """File a request of information that says one more thing; returns how it was answered."""

    async def run(role, name):
        body = make_report("permohonan-informasi", wilayah="19", **{name: SAID[name]})
        options = {"peserta": "p1"} if role in {"partai", "lo", "admin_silon"} else {}
        answer = await api("POST", "/tiket", role, json=body, **options)
        return answer.status_code, answer.json().get("code")

    return run


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("role", sorted(PENDAFTARAN.peran - LOKET))
async def test_who_reports_for_himself_is_received_when_he_does(tell, role, name):
    assert await tell(role, name) == (403, "hanya-petugas-loket")


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("role", ["helpdesk", "pps", "ppk"])
async def test_a_desk_says_when_it_took_a_report_in(tell, role, name):
    assert await tell(role, name) == (201, None)


@pytest.mark.parametrize("role", sorted(PENDAFTARAN.peran - BACA_TIKET.peran))
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"pin": None}, 422),
        ({"pin": None, "dikabari": True, "pribadi": {"uraian": "gagal"}}, 422),
        ({"pin": None, "dikabari": True}, 201),
        ({}, 201),
    ],
    ids=["nothing", "no-number", "word", "pin"],
)
async def test_who_does_not_read_tickets_has_another_way_to_the_answer(
    api, make_report, role, changes, status
):
    """Whoever registers and reads none by his role has a PIN, or is sent word."""
    options = {"peserta": "p1"} if role in {"partai", "lo", "admin_silon"} else {}
    body = make_report("tiket-teknis", wilayah="19", **changes)
    answer = await api("POST", "/tiket", role, json=body, **options)
    code = "pin-harus-dipilih" if status == 422 else None
    assert (answer.status_code, answer.json().get("code")) == (status, code)
