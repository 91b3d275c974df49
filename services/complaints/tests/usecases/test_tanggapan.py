"""Responses of the public go to the owner of their object, and his answer closes the ticket."""

from datetime import UTC, datetime

import pytest

from election_common.errors import Refusal

NOMINASI = "01936d3e-7c00-7000-8000-000000000003"
DAFTAR = {"objek": "daftar-pemilih", "tahap_daftar": "DPS", "pokok": "tidak-terdaftar"}
CALON = {"objek": "pasangan-calon", "nominasi": NOMINASI}


@pytest.mark.parametrize(
    ("rincian", "subject", "tujuan", "data"),
    [
        (DAFTAR, "complaints.tanggapan.daftar-diterima.v1", "voter-registry",
         {"wilayah": "1906", "tahap": "DPS", "pokok": "tidak-terdaftar"}),
        (CALON, "complaints.tanggapan.calon-diterima.v1", "candidacy", {"nominasi": NOMINASI}),
    ],
)  # fmt: skip
async def test_a_response_goes_to_its_owner(api, pemilihan, events, rincian, subject, tujuan, data):
    tiket = await api.file("tanggapan-masyarakat", pemilihan=pemilihan, rincian=rincian)
    assert tiket["status"] == "pada-pemilik"
    (event,) = await events()
    assert event.subject == subject
    assert event.data.keys() - data.keys() == {"tiket", "pemilihan", "diterima_pada"}
    assert {k: event.data[k] for k in data} == data
    received = datetime.fromisoformat(event.data["diterima_pada"])
    assert received == datetime(2026, 11, 24, 3, tzinfo=UTC)  # legal time of its election
    history = (await api("GET", f"/tiket/{tiket['id']}/riwayat", "helpdesk")).json()["data"]
    assert history[-1]["rincian"] == {"tujuan": tujuan}


async def test_an_ad_hoc_applicant_is_answered_here(api, events):
    tiket = await api.file("tanggapan-masyarakat")
    assert (tiket["status"], await events()) == ("terdaftar", [])
    await api.act(tiket["id"], "pemrosesan", "kpu_kabko")
    answer = await api.act(tiket["id"], "jawaban", "kpu_kabko", keterangan="diklarifikasi")
    assert answer.json()["status"] == "selesai"


@pytest.mark.parametrize(
    ("rincian", "subject", "more"),
    [
        (DAFTAR, "voter-registry.tanggapan.daftar-dijawab", {"alasan": "dicatat pada DPSHP"}),
        (
            CALON,
            "candidacy.tanggapan.calon-dijawab",
            {"nominasi": NOMINASI, "alasan": "ijazah telah diklarifikasi"},
        ),
    ],
)
async def test_the_answer_of_the_owner_closes_the_ticket(
    api, pemilihan, deliver, rincian, subject, more
):
    tiket = await api.file("tanggapan-masyarakat", pemilihan=pemilihan, rincian=rincian)
    data = {"tiket": tiket["id"], "hasil": "diterima", "dijawab_pada": "2026-11-25T03:00:00Z"}
    await deliver(subject, **data, **more)
    seen = (await api("GET", f"/lacak/{tiket['lacak']}")).json()
    assert (seen["status"], seen["kejadian"][-1]["kata"]) == ("selesai", "Selesai")
    read = await api("POST", f"/lacak/{tiket['lacak']}/rincian", json={"pin": "271104"})
    assert read.json()["tulisan"][-1]["isi"] == f"Hasil: diterima. {more['alasan']}"
    with pytest.raises(Refusal, match="tahap-tidak-mengizinkan"):
        await deliver(subject, **data, **more)


async def test_an_answer_to_nothing_is_no_silent_success(api, deliver):
    with pytest.raises(Refusal, match="tidak-ditemukan"):
        await deliver(
            "candidacy.tanggapan.calon-dijawab", tiket=NOMINASI, hasil="x",
            dijawab_pada="2026-11-25T03:00:00Z",
        )  # fmt: skip
