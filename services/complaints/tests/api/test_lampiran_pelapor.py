"""Evidence of a reporter without an account: attached with his tracking id and PIN."""

from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from election_common.berkas import tersegel, tiba

PIN, WRONG = "271104", "000000"
PDF = b"%PDF-1.7\n" + b"bukti " * 1000
TEAM = {"unit": "wbs"}
TIM = {"claims": TEAM}


@pytest.fixture
def send(api):
    """Send evidence to a tracking id."""

    async def attach(lacak, content=PDF, pin=PIN, **options):
        headers = {"content-type": "application/octet-stream", "x-pin": pin}
        where = f"/lacak/{lacak}/lampiran"
        return await api("POST", where, content=content, headers=headers, **options)

    return attach


def stored(tmp_path: Path):
    return [file for file in (tmp_path / "files").rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("jenis", "changes", "reader", "options"),
    [
        ("wbs", {}, "wbs_tim", TIM),
        ("pengaduan-layanan", {"anonim": True}, "helpdesk", {}),
        ("pengaduan-layanan", {}, "helpdesk", {}),
    ],
)
async def test_who_handles_the_report_reads_the_very_bytes(
    api, send, owner, jenis, changes, reader, options
):
    tiket = await api.file(jenis, "publik", "1906", **changes)
    answer = await send(tiket["lacak"])
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert (body["jenis"], body["ukuran"], body["status"]) == (
        "application/pdf", len(PDF), "karantina",
    )  # fmt: skip
    assert tiket["id"] not in answer.text + str(answer.headers)
    await owner("update berkas set status = 'bersih'")
    where = f"/tiket/{tiket['id']}/lampiran/{body['id']}"
    assert (await api("GET", where, reader, **options)).content == PDF


@pytest.mark.parametrize("jenis", ["wbs", "pengaduan-layanan"])
async def test_the_reporter_and_nobody_else_stands_as_its_sender(api, send, owner, jenis):
    tiket = await api.file(jenis, "publik", "1906", anonim=True)
    await send(tiket["lacak"])
    (row,) = await owner("select oleh from lampiran")
    (act,) = await owner("select sub, wilayah, objek from audit where tindakan = 'lampiran'")
    assert row["oleh"] == act["sub"] == "pelapor"
    assert (act["wilayah"], act["objek"]) == ("1906", f"tiket/{tiket['id']}")


async def test_evidence_of_a_sealed_report_is_sealed(api, send, tmp_path):
    for jenis, sealed in (("pengaduan-layanan", False), ("wbs", True)):
        tiket = await api.file(jenis, "publik", "1906", anonim=True)
        sidik = (await send(tiket["lacak"])).json()["sidik"]
        (kept,) = [file for file in stored(tmp_path) if file.name == sidik]
        assert (b"bukti" not in kept.read_bytes()) == sealed


async def test_a_wrong_pin_counts_and_nothing_is_stored(api, send, owner, tmp_path):
    tiket = await api.file("wbs", "publik", "1906")
    answer = await send(tiket["lacak"], pin=WRONG)
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    assert (await owner("select pin_salah from tiket"))[0]["pin_salah"] == 1
    assert stored(tmp_path) == await owner("select 1 from lampiran") == []


async def test_a_wrong_pin_is_refused_before_the_file_is_looked_at(api, send):
    tiket = await api.file("wbs", "publik", "1906")
    answer = await send(tiket["lacak"], content=b"MZ\x90\x00", pin=WRONG)
    assert answer.json()["code"] == "pin-salah"


async def test_five_wrong_pins_close_it_to_the_right_one(api, send, tmp_path):
    tiket = await api.file("wbs", "publik", "1906")
    for _ in range(5):
        assert (await send(tiket["lacak"], pin=WRONG)).json()["code"] == "pin-salah"
    answer = await send(tiket["lacak"])
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-terkunci")
    assert answer.headers["retry-after"] == "900"
    assert stored(tmp_path) == []


@pytest.mark.parametrize(
    ("jenis", "how", "desk"),
    [("pengaduan-layanan", tiba, ("helpdesk", "19")), ("wbs", tersegel, ("wbs_tim", "19", TEAM))],
)
async def test_a_pin_that_was_replaced_during_the_upload_leaves_nothing(
    api, send, owner, monkeypatch, tmp_path, jenis, how, desk
):
    tiket = await api.file(jenis, anonim=True)
    receive = how.receive

    @asynccontextmanager
    async def slowly(*args):
        async with receive(*args) as arrived:
            assert len(stored(tmp_path)) == 1
            replaced = await api.act(
                tiket["id"], "penggantian-pin", *desk, pin="090219", keterangan="membawa surat"
            )
            assert replaced.status_code == 200
            yield arrived

    monkeypatch.setattr(how, "receive", slowly)
    answer = await send(tiket["lacak"])
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    assert stored(tmp_path) == await owner("select 1 from lampiran") == []


async def test_no_pin_and_no_ticket_answer_alike(api, send):
    tiket = await api.file("pengaduan-layanan", pin=None)
    first, second = [await send(lacak) for lacak in (tiket["lacak"], "KPU-222222222222")]
    for answer in (first, second):
        assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    assert first.json()["detail"] == second.json()["detail"]


@pytest.mark.parametrize("pin", ["27110", "rahasia-saya", ""])
async def test_what_is_no_pin_is_refused_and_not_repeated(api, send, capfd, pin):
    tiket = await api.file("wbs", "publik", "1906")
    answer = await send(tiket["lacak"], pin=pin)
    assert (answer.status_code, answer.json()["code"]) == (422, "permintaan-tidak-sah")
    assert not pin or pin not in answer.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("jenis", ["wbs", "pengaduan-layanan"])
async def test_it_is_attached_once_and_answered_the_same_twice(api, send, owner, jenis):
    tiket = await api.file(jenis, "publik", "1906", anonim=True)
    first, again = [await send(tiket["lacak"], key="sekali") for _ in range(2)]
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert len(await owner("select 1 from lampiran")) == 1
    assert len(await owner("select 1 from audit where tindakan = 'lampiran'")) == 1
    other = await send(tiket["lacak"], content=PDF + b"lain", key="sekali")
    assert (other.status_code, other.json()["code"]) == (422, "kunci-idempotensi-dipakai")


async def test_the_key_is_of_its_report_alone(api, send):
    for _ in range(2):
        tiket = await api.file("wbs", "publik", "1906")
        answer = await send(tiket["lacak"], key="sekali")
        assert (answer.status_code, "idempotency-replayed" in answer.headers) == (201, False)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ\x90\x00", 415, "jenis-berkas-tidak-diterima"),
        (b"", 415, "jenis-berkas-tidak-diterima"),
        (b"%PDF-" + b"x" * (10 << 20), 413, "berkas-terlalu-besar"),
    ],
    ids=["program", "nothing", "too large"],
)
@pytest.mark.parametrize("jenis", ["wbs", "pengaduan-layanan"])
async def test_other_files_are_refused(api, send, tmp_path, jenis, content, status, code):
    tiket = await api.file(jenis, "publik", "1906", anonim=True)
    answer = await send(tiket["lacak"], content=content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert stored(tmp_path) == []


async def test_a_report_that_has_ended_takes_none_by_pin_nor_by_token(api, send, owner, tmp_path):
    tiket = await api.file("pengaduan-layanan", "publik", "1906")
    before = await send(tiket["lacak"], key="sekali")
    await api.act(tiket["id"], "pencabutan", "publik", "1906")
    options = {"content": PDF + b"lain", "headers": {"content-type": "application/octet-stream"}}
    where = f"/tiket/{tiket['id']}/lampiran"
    for answer in (
        await send(tiket["lacak"], content=PDF + b"lain"),
        await api("POST", where, "publik", wilayah="1906", **options),
        await api("POST", where, "helpdesk", **options),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "tiket-berakhir")
    assert len(stored(tmp_path)) == len(await owner("select 1 from lampiran")) == 1
    again = await send(tiket["lacak"], key="sekali")
    assert (again.status_code, again.json()) == (201, before.json())
