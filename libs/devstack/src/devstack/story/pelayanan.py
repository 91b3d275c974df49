"""Service to citizens: a question on WhatsApp, a request for information, a fault, a response."""

import asyncio
from typing import Any

import httpx

from devstack.story.caller import PATIENCE_SECONDS
from devstack.story.laporan import Figure
from devstack.story.play import PEMILIHAN, PROVINSI, Play
from devstack.story.simulasi import SIMULASI

SERVICE = "/complaints/v1"
REGISTRY, CANDIDACY = "/voter-registry/v1", "/candidacy/v1"
#: A generated citizen and his telephone; his messages have ids, so that none counts twice.
WARGA, NAMA = "6281200001906", "Warga (simulasi)"
ARTIKEL = {
    "pemilik": "rendatin",
    "judul": "Cek DPT",
    "isi": "Periksa pada cek-dpt; bila belum terdaftar, sampaikan tanggapan saat DPS diumumkan.",
    "kata_kunci": ["dpt", "daftar", "terdaftar"],
}
PRIBADI = {"nama": NAMA, "alamat": "Alamat (simulasi)", "telepon": f"+{WARGA}"}


async def serve_citizens(play: Play) -> None:
    """Answer a question and register a report by WhatsApp, give information, mend a fault."""
    with play.progress.chapter("Pelayanan: WhatsApp, PPID, tiket teknis", 3) as tick:
        await _converse(play)
        tick()
        await _give_information(play)
        tick()
        await _mend(play)
        tick()


async def answer_response(play: Play, kab: str) -> None:
    """Take a response to the DPS at the desk; the kabupaten answers it, and the ticket closes."""
    with play.progress.chapter(f"Tanggapan atas DPS {kab}"):
        rincian = {"objek": "daftar-pemilih", "tahap_daftar": "DPS", "pokok": "tidak-terdaftar"}
        tiket = await _file(
            play, "tanggapan-masyarakat", f"tanggapan {kab}", kab, pemilihan=PEMILIHAN,
            pribadi=PRIBADI | {"identitas": "SIMULASI", "uraian": "Nama tidak ada dalam DPS."},
            rincian=rincian,
        )  # fmt: skip
        body = {"hasil": "diterima", "alasan": "Dicatat untuk DPSHP"}
        await _settle(play, tiket, REGISTRY, "kpu_kabko", kab, body)


async def answer_input(play: Play, nominasi: str) -> None:
    """Take a response to a pair of the simulation; it is clarified before anybody is determined."""
    with play.progress.chapter("Tanggapan atas pasangan simulasi"):
        tiket = await _file(
            play, "tanggapan-masyarakat", "tanggapan pasangan", PROVINSI, pemilihan=SIMULASI,
            pribadi=PRIBADI | {"identitas": "SIMULASI", "uraian": "Ijazahnya diragukan."},
            rincian={"objek": "pasangan-calon", "nominasi": nominasi},
        )  # fmt: skip
        body = {"hasil": "tidak-terbukti", "alasan": "Diklarifikasi pada penerbitnya (simulasi)"}
        await _settle(play, tiket, CANDIDACY, "kpu_provinsi", PROVINSI, body)


async def figures(play: Play) -> list[Figure]:
    """What the desk has done, from its own lists."""
    wanted = {
        "Laporan WhatsApp terdaftar": ("pengaduan-layanan", "terdaftar", 1),
        "Permohonan informasi dijawab": ("permohonan-informasi", "diberikan", 1),
        "Tiket teknis dipulihkan": ("tiket-teknis", "dipulihkan", 1),
        "Tanggapan dijawab": ("tanggapan-masyarakat", "selesai", len(play.dimainkan) + 1),
    }
    return [
        Figure(what, await _count(play, jenis, status), target, "generated")
        for what, (jenis, status, target) in wanted.items()
    ]


async def _converse(play: Play) -> None:
    await play.caller.act(f"{SERVICE}/artikel/cek-dpt", "ppid", PROVINSI, "cek-dpt", json=ARTIKEL)
    await _write(play, "tanya", "Apakah saya terdaftar di DPT?", "Cek DPT")
    await _write(play, "lapor", "LAPOR antrean loket terlalu lama", "SETUJU")
    await _write(play, "setuju", "SETUJU", "terdaftar dengan nomor")


async def _give_information(play: Play) -> None:
    """A request with its due date, answered before it."""
    rincian = {
        "tujuan": "penelitian", "cara_memperoleh": "salinan-digital", "cara_pengiriman": "email",
    }  # fmt: skip
    tiket = await _file(
        play, "permohonan-informasi", "permohonan", PROVINSI, rincian=rincian,
        pribadi=PRIBADI | {"uraian": "Rekap DPT per kecamatan."},
    )  # fmt: skip
    terms = await play.caller.get(f"{SERVICE}/tiket/{tiket['id']}/tenggat", "ppid", PROVINSI)
    (term,) = terms.json()["data"]
    due, rule = term["jatuh_tempo"][:10], term["aturan"]["regulation"]
    play.progress.say(f"Permohonan {tiket['nomor']}: jawaban paling lambat {due} ({rule})")
    await _act(play, tiket, "pemrosesan", "ppid")
    await _act(play, tiket, "pemberian", "ppid", keterangan="Terlampir rekap per kecamatan.")


async def _mend(play: Play) -> None:
    """A fault of an application of KPU RI: escalated with its reference, then mended."""
    tiket = await _file(
        play, "tiket-teknis", "gangguan", "1906",
        pribadi={"uraian": "Unggahan berhenti pada 80 persen."},
        rincian={"aplikasi": "sidalih", "kategori": "unggah-macet", "dampak": 12},
    )  # fmt: skip
    reason = {"tujuan": "Pusdatin KPU RI", "alasan": "gangguan nasional"}
    await _act(play, tiket, "eskalasi", "helpdesk", **reason, rujukan_hulu="SIMULASI/77")
    await _act(play, tiket, "pemulihan", "helpdesk", keterangan="Unggahan berjalan lagi.")


async def _write(play: Play, id_: str, teks: str, wanted: str) -> None:
    """Write as the citizen, and wait until what he receives holds the wanted words.

    Raises:
        TimeoutError: It did not within the caller's patience.
    """
    where = f"{play.telepon}/warga/{WARGA}/pesan"
    body = {"id": f"cerita-{id_}", "nama": NAMA, "teks": teks}
    async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(PATIENCE_SECONDS):
        (await http.post(where, json=body)).raise_for_status()
        while True:
            received = (await http.get(where)).json()
            if any(wanted in str(message) for message in received):
                return
            await asyncio.sleep(0.1)


async def _file(play: Play, jenis: str, what: str, wilayah: str, **body: Any) -> dict[str, Any]:
    report = {"jenis": jenis, "kanal": "loket", "wilayah": wilayah, "perihal": what} | body
    answer = await play.caller.act(f"{SERVICE}/tiket", "helpdesk", PROVINSI, what, json=report)
    tiket: dict[str, Any] = answer.json()
    return tiket


async def _act(play: Play, tiket: dict[str, Any], act: str, role: str, **body: str) -> None:
    where = f"{SERVICE}/tiket/{tiket['id']}"
    tag = (await play.caller.get(where, role, PROVINSI)).headers["etag"]
    await play.caller.act(f"{where}/tindakan/{act}", role, PROVINSI, act, if_match=tag, json=body)


async def _settle(
    play: Play, tiket: dict[str, Any], service: str, role: str, kode: str, answer: dict[str, str]
) -> None:
    """Wait until a response has come to its owner, answer it there, and see its ticket close."""
    where = f"{service}/tanggapan/{tiket['id']}"
    tag = await _arrived(play, service, role, kode, tiket)
    await play.caller.act(f"{where}/jawaban", role, kode, "jawaban", if_match=tag, json=answer)
    lacak = f"{SERVICE}/lacak/{tiket['lacak']}"
    await play.seen(lacak, lambda seen: bool(seen["status"] == "selesai"))


async def _arrived(play: Play, service: str, role: str, kode: str, tiket: dict[str, Any]) -> str:
    """Wait until a response has come to its owner; returns its ETag there."""
    path, id_, pemilihan = f"{service}/tanggapan", tiket["id"], tiket["pemilihan"]
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            rows = await play.caller.get(path, role, kode, pemilihan=pemilihan)
            if any(row["tiket"] == id_ for row in rows.json()["data"]):
                return (await play.caller.get(f"{path}/{id_}", role, kode)).headers["etag"]
            await asyncio.sleep(0.1)


async def _count(play: Play, jenis: str, status: str) -> int:
    params = {"jenis": jenis, "status": status, "limit": "1", "hitung": "ya"}
    page = await play.caller.get(f"{SERVICE}/tiket", "helpdesk", PROVINSI, **params)
    counted: int = page.json()["jumlah"]
    return counted
