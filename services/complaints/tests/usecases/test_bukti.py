"""The provider's ids hold the number of whom a message is from or for: none of them is kept."""

import base64
import re

import pytest

from complaints.domain.pesan import sidik_bukti
from devstack.whatsapp.main import message_id

WARGA = "6281234567890"
PESAN = {
    "wilayah": "1906", "penerima": WARGA, "templat": "status_tiket",
    "parameter": {"nomor": "PL/1", "status": "Selesai"},
}  # fmt: skip
BASE64 = re.compile(r"[A-Za-z0-9+/=_-]{16,}")


def shown(text):
    """What a text shows of a number: in the clear, or to whoever decodes it."""
    found = [text] if WARGA in text else []
    for word in BASE64.findall(text):
        for start in range(4):
            part = word[start : start + (len(word) - start) // 4 * 4]
            if WARGA.encode() in base64.b64decode(part, altchars=b"-_"):
                found.append(word)
    return found


@pytest.mark.parametrize("text", [WARGA, message_id(WARGA, "a"), f"bukti={message_id(WARGA, '')}"])
def test_a_number_is_found_where_it_is(text):
    assert shown(text)


async def test_no_number_stands_in_what_is_kept_told_or_logged(api, phone, dump, capfd):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    await phone.write("SETUJU")
    answer = await api("POST", "/pesan", "helpdesk", json=PESAN)
    await phone.work()
    seen = await api("GET", answer.headers["location"].removeprefix("/v1"), "helpdesk")
    assert (seen.json()["status"], len(seen.json()["bukti"])) == ("dibaca", 64)
    assert shown(seen.text + "".join(capfd.readouterr())) == []
    assert {name: rows for name, rows in (await dump()).items() if shown(rows)} == {}


async def test_a_message_that_comes_again_is_known(phone, owner):
    for _ in range(2):
        await phone.write("halo", id="sekali")
    (row,) = await owner("select id from pesan_masuk")
    assert row["id"] == sidik_bukti("secret", message_id(WARGA, "sekali"))
    assert len(await phone.received()) == 1
