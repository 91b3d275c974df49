"""What a reporter reads again with his PIN: what he himself sent, and nothing of the office's."""

import hashlib
import io
from uuid import uuid4

import pytest
from PIL import Image

PIN, WRONG = {"x-pin": "271104"}, {"x-pin": "000000"}
OCTETS = {"content-type": "application/octet-stream"}
TIM = {"claims": {"unit": "wbs"}}
DESKS = [
    ("pengaduan-layanan", {}, "helpdesk", {}),
    ("pengaduan-layanan", {"anonim": True}, "helpdesk", {}),
    ("wbs", {}, "wbs_tim", TIM),
]


def image(shade=0):
    """A sound picture."""
    kept = io.BytesIO()
    Image.new("L", (8, 8), shade).save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def send(api):
    """Send a file: by the PIN of a ticket, or from a desk."""

    async def attach(tiket, content, role=None, **options):
        where, headers = f"/lacak/{tiket['lacak']}/lampiran", OCTETS | PIN
        if role:
            where, headers = f"/tiket/{tiket['id']}/lampiran", OCTETS
        answer = await api(
            "POST", where, *([role] if role else []), content=content, headers=headers, **options
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    return attach


@pytest.fixture
def read(api):
    """Read with a PIN what a reporter sent: the list, or one of it."""

    async def get(tiket, id_="", headers=PIN, **options):
        where = f"/lacak/{tiket['lacak']}/lampiran" + (f"/{id_}" if id_ else "")
        return await api("GET", where, headers=headers, **options)

    return get


@pytest.mark.parametrize(("jenis", "changes", "desk", "options"), DESKS)
async def test_he_sees_what_he_sent_and_how_far_its_examination_is(
    api, send, read, examine, jenis, changes, desk, options
):
    tiket, content = await api.file(jenis, "publik", "1906", **changes), image()
    sent = [await send(tiket, content), await send(tiket, b"%PDF-1.7 rusak")]
    await send(tiket, image(1), desk, **options)
    answer = await read(tiket)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {"data": sent, "berikut": None, "jumlah": None}
    assert (sent[0]["jenis"], sent[0]["ukuran"]) == ("image/png", len(content))
    assert (sent[0]["sidik"] == hashlib.sha256(content).hexdigest()) == (jenis != "wbs")
    assert sent[0]["diunggah_pada"] < sent[1]["diunggah_pada"]
    await examine()
    seen = (await read(tiket)).json()["data"]
    assert [row["status"] for row in seen] == ["bersih", "ditolak"]
    assert tiket["id"] not in answer.text


@pytest.mark.parametrize(("jenis", "changes", "desk", "options"), DESKS)
async def test_he_reads_one_of_them_once_it_was_examined(
    api, send, read, examine, owner, jenis, changes, desk, options
):
    tiket, content = await api.file(jenis, "publik", "1906", **changes), image()
    sent, broken = [await send(tiket, c) for c in (content, b"%PDF-1.7 rusak")]
    assert (await read(tiket, sent["id"])).json()["code"] == "berkas-dikarantina"
    await examine()
    assert (await read(tiket, broken["id"])).json()["code"] == "berkas-ditolak"
    answer = await read(tiket, sent["id"])
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    (seen,) = await owner("select sub, kolom, subjek::text from audit where tindakan = 'pembacaan'")
    assert dict(seen) == {"sub": "pelapor", "kolom": ["lampiran"], "subjek": f"{{{tiket['id']}}}"}


async def test_what_the_office_attached_is_not_there_for_him(api, send, read, owner):
    tiket = await api.file("pengaduan-layanan", anonim=True)
    other = await api.file("pengaduan-layanan", anonim=True)
    offices, others = await send(tiket, image(), "helpdesk"), await send(other, image(1))
    await owner("update berkas set status = 'bersih'")
    assert (await read(tiket)).json()["data"] == []
    for id_ in (offices["id"], others["id"], uuid4()):
        answer = await read(tiket, id_)
        assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")


async def test_the_same_document_from_both_is_his_and_the_offices(api, send, read):
    """Or his answer would show whether, since when, the office has it."""
    tiket = await api.file("pengaduan-layanan")
    offices = await send(tiket, image(), "helpdesk")
    his = await send(tiket, image())
    assert his["id"] != offices["id"]
    assert (await read(tiket)).json()["data"] == [his]
    rows = (await api("GET", f"/tiket/{tiket['id']}/lampiran", "helpdesk")).json()["data"]
    assert [row["id"] for row in rows] == [offices["id"], his["id"]]


async def test_what_he_sent_by_his_account_is_his_too(api, send, read):
    tiket = await api.file("pengaduan-layanan", "publik", "1906")
    sent = await send(tiket, image(), "publik", wilayah="1906")
    await send(tiket, image(1), "helpdesk")
    assert (await read(tiket)).json()["data"] == [sent]


async def test_it_comes_in_pages(api, send, read):
    tiket = await api.file("pengaduan-layanan", anonim=True)
    sent = [await send(tiket, image(shade)) for shade in range(3)]
    await send(tiket, image(9), "helpdesk")
    first = (await read(tiket, params={"limit": 2, "hitung": "ya"})).json()
    assert (first["data"], first["jumlah"]) == (sent[:2], 3)
    rest = (
        await read(tiket, params={"limit": 2, "hitung": "ya", "cursor": first["berikut"]})
    ).json()
    assert (rest["data"], rest["berikut"]) == (sent[2:], None)


@pytest.mark.parametrize("id_", ["", uuid4()], ids=["list", "one"])
async def test_each_wrong_pin_counts(api, read, owner, id_):
    tiket = await api.file("wbs", "publik", "1906")
    for _ in range(5):
        answer = await read(tiket, id_, WRONG)
        assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    answer = await read(tiket, id_)
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-terkunci")
    answer = await read({"lacak": "KPU-222222222222"}, id_)
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    assert (await read(tiket, id_, {})).status_code == 422
