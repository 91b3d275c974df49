"""Attachments of tickets: examined before they are read, sealed where the ticket is."""

import asyncio
import hashlib
import io
import shutil

from PIL import Image
from sqlalchemy import text

from election_common.database import transaction
from election_common.scope import Scope

PDF = b"%PDF-1.7\n" + b"isi " * 1000
BERKAS = {"content-type": "application/octet-stream"}


def image() -> bytes:
    """A sound picture."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "PNG")
    return kept.getvalue()


async def test_an_attachment_is_read_once_it_was_examined_and_on_record(api, owner, examine):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    where, content = f"/tiket/{id_}/lampiran", image()
    answer = await api("POST", where, "helpdesk", content=content, headers=BERKAS)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert answer.headers["location"] == f"/v1{where}/{body['id']}"
    known = (body["jenis"], body["ukuran"], body["status"])
    assert known == ("image/png", len(content), "karantina")
    again = await api("POST", where, "helpdesk", content=content, headers=BERKAS)
    assert again.json()["id"] == body["id"]
    read = await api("GET", f"{where}/{body['id']}", "helpdesk")
    assert (read.status_code, read.json()["code"]) == (409, "berkas-dikarantina")
    await examine()
    read = await api("GET", f"{where}/{body['id']}", "helpdesk")
    assert read.content == content
    assert read.headers["content-disposition"].startswith("attachment")
    (row,) = (await api("GET", where, "helpdesk")).json()["data"]
    assert (row["id"], row["status"]) == (body["id"], "bersih")
    (read,) = await owner("select * from audit where tindakan = 'pembacaan'")
    assert (read["kolom"], [str(s) for s in read["subjek"]]) == (["lampiran"], [id_])


async def test_an_attachment_of_a_sealed_ticket_is_sealed(api, owner, examine, tmp_path):
    tim = {"claims": {"unit": "wbs"}}
    content = image()
    store = tmp_path / "files"
    sent = []
    for _ in range(2):
        where = f"/tiket/{(await api.file('wbs', 'publik', '1906'))['id']}/lampiran"
        answer = await api("POST", where, "wbs_tim", content=content, headers=BERKAS, **tim)
        assert answer.status_code == 201, answer.text
        content += b"another"
        sent.append((f"{where}/{answer.json()['id']}", answer.json()["sidik"]))
    await examine()
    kept = [file for file in store.rglob("*") if file.is_file()]
    assert {file.name for file in kept} == {sidik for _, sidik in sent}
    for file in kept:
        assert b"PNG" not in file.read_bytes()
        assert content[-40:-7] not in file.read_bytes()
    assert hashlib.sha256(image()).hexdigest() not in str(await owner("select * from berkas"))
    (first, sidik), (_, other) = sent
    assert (await api("GET", first, "wbs_tim", **tim)).content == image()
    shutil.copy(store / "berkas" / other, store / "berkas" / sidik)
    swapped = await api("GET", first, "wbs_tim", **tim)
    assert (swapped.status_code, swapped.json()["code"]) == (500, "berkas-tidak-utuh")


async def test_an_attachment_that_is_no_sound_file_is_never_read(api, examine):
    where = f"/tiket/{(await api.file('pengaduan-layanan'))['id']}/lampiran"
    body = (await api("POST", where, "helpdesk", content=PDF, headers=BERKAS)).json()
    await examine()
    read = await api("GET", f"{where}/{body['id']}", "helpdesk")
    assert read.json()["code"] == "berkas-ditolak"


async def test_other_files_are_refused(api, tmp_path):
    where = f"/tiket/{(await api.file('pengaduan-layanan'))['id']}/lampiran"
    for content, status, code in (
        (b"MZ\x90\x00", 415, "jenis-berkas-tidak-diterima"),
        (b"", 415, "jenis-berkas-tidak-diterima"),
        (b"%PDF-" + b"x" * (10 << 20), 413, "berkas-terlalu-besar"),
    ):
        answer = await api("POST", where, "helpdesk", content=content, headers=BERKAS)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [p for p in (tmp_path / "files").rglob("*") if p.is_file()] == []


async def test_a_ticket_that_ends_while_a_file_comes_takes_it_no_more(api, app, owner):
    """The step out is not committed yet: the attachment waits, and finds the ticket ended."""
    id_ = (await api.file("pengaduan-layanan"))["id"]
    where, options = f"/tiket/{id_}/lampiran", {"content": image(), "headers": BERKAS}
    async with transaction(app, Scope.nasional()) as tx:
        await tx.execute(text("update tiket set status = 'dicabut'"))
        sending = asyncio.create_task(api("POST", where, "helpdesk", **options))
        await asyncio.sleep(0.5)
    answer = await sending
    assert (answer.status_code, answer.json()["code"]) == (409, "tiket-berakhir")
    assert await owner("select 1 from lampiran") == []
