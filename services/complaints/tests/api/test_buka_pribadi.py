"""Personal data of a report: who opens which of it, for what reason, how often, on record."""

import pytest

from complaints.usecases import penanganan
from election_common import bacaan
from election_common.kuota import Kuota

ALASAN = {"alasan": "telaah laporan"}


async def test_personal_data_is_opened_with_a_reason_and_on_record(api, owner):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    where, key = f"/tiket/{id_}/buka-pribadi", "sekali"
    for _ in range(2):  # the same key opens, and records, again: nothing of it is kept
        answer = await api("POST", where, "helpdesk", json=ALASAN, key=key)
        assert answer.json()["pribadi"]["nama"] == "Warga Uji"
        assert answer.json()["pribadi"]["telepon"] == "6281234567890"
        assert answer.headers["cache-control"] == "no-store"
    rows = await owner("select tindakan, rincian, kolom, subjek from audit order by id")
    assert [r["tindakan"] for r in rows[-2:]] == ["buka-pribadi"] * 2
    assert rows[-1]["rincian"] == ALASAN
    assert [str(s) for s in rows[-1]["subjek"]] == [id_]
    assert rows[-1]["kolom"] == [
        "alamat", "nama", "telepon", "tempat", "terlapor", "tulisan", "uraian",
    ]  # fmt: skip
    kept = await owner("select isi from idempotensi")
    assert "Warga Uji" not in repr(rows) + repr(kept)
    answer = await api("POST", where, "bawaslu", json=ALASAN)
    assert answer.json()["code"] == "peran-tidak-berwenang"


async def test_a_role_opens_what_its_duty_needs(api):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    where = f"/tiket/{id_}/buka-pribadi"
    for role, wanted in (
        ("ppid", {"nama", "alamat", "telepon", "identitas", "uraian", "terlapor", "tempat"}),
        ("helpdesk", {"nama", "alamat", "telepon", "uraian", "terlapor", "tempat"}),
        ("operator", {"nama", "telepon", "uraian", "terlapor", "tempat"}),
        ("ketua", {"nama", "uraian", "terlapor", "tempat"}),
    ):
        answer = await api("POST", where, role, json=ALASAN)
        assert answer.json()["pribadi"].keys() == wanted, role


async def test_who_reads_more_than_his_duty_is_stopped_and_noticed(api, events, monkeypatch):
    monkeypatch.setattr(bacaan, "KUOTA_BACA_LAIN", 2)
    where = f"/tiket/{(await api.file('pengaduan-layanan'))['id']}"
    answers = [await api("GET", f"{where}/catatan", "helpdesk") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    answers.append(await api("POST", f"{where}/buka-pribadi", "helpdesk", json=ALASAN))
    assert [a.json()["code"] for a in answers[2:]] == ["kuota-habis"] * 2
    assert [e.subject for e in await events()] == ["complaints.audit.bacaan-massal-terdeteksi.v1"]


@pytest.mark.parametrize(
    ("role", "answers"), [("ppid", [200, 200, 429]), ("helpdesk", [200, 200, 200])]
)
async def test_numbers_of_identity_are_opened_as_sparingly_as_those_of_voters(
    api, monkeypatch, role, answers
):
    assert (penanganan.KUOTA_IDENTITAS.batas, penanganan.KUOTA_IDENTITAS.detik) == (30, 3600)
    monkeypatch.setattr(penanganan, "KUOTA_IDENTITAS", Kuota("buka-identitas", 2, 3600))
    where = f"/tiket/{(await api.file('tanggapan-masyarakat'))['id']}/buka-pribadi"
    short = await api("POST", where, role, json={"alasan": "sembilan."})
    assert short.json()["code"] == "permintaan-tidak-sah"
    opened = [await api("POST", where, role, json=ALASAN) for _ in range(3)]
    assert [a.status_code for a in opened] == answers
    assert {a.json().get("code") for a in opened} <= {None, "kuota-habis"}


async def test_of_an_anonymous_report_nobody_is_kept(api):
    id_ = (await api.file("pengaduan-layanan", anonim=True))["id"]
    answer = await api("POST", f"/tiket/{id_}/buka-pribadi", "helpdesk", json=ALASAN)
    assert answer.json()["pribadi"].keys() == {"uraian", "terlapor", "tempat"}
