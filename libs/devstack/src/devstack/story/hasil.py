"""Voting day and after: forms of all TPS, recapitulation up to the province, the announcement."""

from collections import defaultdict
from typing import Any

from devstack.babel.hasil import hasil_provinsi
from devstack.babel.sumber import read_csv
from devstack.babel.wilayah import semua_kecamatan
from devstack.story.caller import Refused
from devstack.story.play import PEMILIHAN, PROVINSI, Play, minutes

SERVICE = "publication"
PATH = f"/{SERVICE}/v1/pemilihan/{PEMILIHAN}"
PANJANG_KECAMATAN = 6
UNPROCESSABLE = 422

Form = dict[str, Any]


async def set_columns(play: Play) -> None:
    """Name the columns of the form after the determined pairs, which are public."""
    kolom = [
        {
            "nomor": int(row["nomor_urut"]),
            "jenis": "PASLON",
            "label": f"{row['calon']} - {row['wakil']}",
        }
        for row in read_csv("paslon-pilgub-2024")
    ]
    body = {"kolom": kolom}
    await play.caller.act(f"{PATH}/kolom-suara", "kpu_provinsi", PROVINSI, "kolom", json=body)


def make_forms(play: Play, dpt: dict[str, dict[str, tuple[int, int]]]) -> dict[str, list[Form]]:
    """The forms of all TPS by kecamatan; their sums are the real ones of 2024."""
    forms: dict[str, list[Form]] = defaultdict(list)
    for form in hasil_provinsi(play.sasaran, dpt, play.seed):
        forms[form["tps"][:PANJANG_KECAMATAN]].append(dict(form))
    return forms


def set_late_apart(play: Play, forms: dict[str, list[Form]]) -> dict[str, list[Form]]:
    """Take out the forms that had not arrived when the snapshot of 2024 was taken."""
    late: dict[str, list[Form]] = {}
    for kab in play.sasaran.kabupaten:
        for kecamatan in kab.kecamatan:
            if kecamatan.susulan is None:
                continue
            satu, dua = kecamatan.susulan
            form = next(f for f in forms[kecamatan.kode] if f["suara"] == {"1": satu, "2": dua})
            forms[kecamatan.kode].remove(form)
            late[kecamatan.kode] = [form]
    return late


async def send_forms(play: Play, forms: dict[str, list[Form]], title: str) -> None:
    """Send in forms, a batch per kecamatan by its PPK; every one must be accepted."""
    with play.progress.chapter(title, len(forms)) as tick:
        await play.caller.all((_send(play, k, batch) for k, batch in forms.items()), tick)


async def _send(play: Play, kecamatan: str, forms: list[Form]) -> None:
    answer = await play.caller.act(
        f"{PATH}/hasil-tps", "ppk", kecamatan, f"{kecamatan}/{forms[0]['tps']}",
        json={"asal": "generated", "butir": forms},
    )  # fmt: skip
    if answer.json()["ditolak"]:
        refused = next(b for b in answer.json()["butir"] if b["status"] == "ditolak")
        raise RuntimeError(f"form refused: {refused}")


async def recapitulate_kecamatan(play: Play, tanggal: str) -> None:
    """Hold the plenaries of all PPK; they declare what the forms add up to."""
    codes = semua_kecamatan()
    with play.progress.chapter("Rekapitulasi kecamatan", len(codes)) as tick:
        await play.caller.all((_declare_sum(play, kode, "ppk", tanggal) for kode in codes), tick)


async def recapitulate_kabko(play: Play, tanggal: str) -> None:
    """Hold the plenaries of all KPU Kabupaten/Kota; some record corrections."""
    kabs = play.sasaran.kabupaten
    with play.progress.chapter("Rekapitulasi kabupaten/kota", len(kabs)) as tick:
        for kab in kabs:
            await _declare_sum(play, kab.kode, "kpu_kabko", tanggal, koreksi=kab.koreksi)
            tick()


async def offer_press_table(play: Play, tanggal: str) -> dict[str, int]:
    """Offer the figures that the press printed; gives the number of the rule that refuses each.

    Two of its seven rows do not add up: they must be refused before the true ones are recorded.
    """
    refused: dict[str, int] = {}
    printed = {row["kode"]: row for row in read_csv("pilgub-2024-hasil")}
    for kab in play.sasaran.kabupaten:
        row = printed[kab.kode]
        offered = (int(row["paslon_1"]), int(row["paslon_2"]))
        if offered == kab.suara:
            continue  # the press printed it right
        computed = await _computed(play, kab.kode)
        declared, corrections = _corrected(computed, kab.koreksi)
        declared["suara"] = {"1": offered[0], "2": offered[1]}
        body = _minutes_of_count(kab.kode, declared, "press", tanggal) | {"koreksi": corrections}
        try:
            await play.caller.act(
                f"{PATH}/rekapitulasi", "kpu_kabko", kab.kode, f"pers/{kab.kode}", json=body
            )
        except Refused as refusal:
            if refusal.status != UNPROCESSABLE:
                raise
            refused[kab.kode] = int(refusal.problem["aturan"])
        else:
            raise RuntimeError(f"the misprinted figures of {kab.kode} were accepted")
    return refused


async def recapitulate_province(play: Play, tanggal: str) -> None:
    """Hold the province's plenary with the figures of the decree."""
    satu, dua = play.sasaran.suara
    declared = {
        "suara": {"1": satu, "2": dua},
        "suara_sah": satu + dua,
        "suara_tidak_sah": play.sasaran.tidak_sah,
        "total_suara": play.sasaran.total_suara,
    }
    body = _minutes_of_count(PROVINSI, declared, play.resmi, tanggal)
    body["saksi"] = [
        {
            "paslon": 1,
            "status": "REFUSED",
            "keberatan": "Tidak menandatangani berita acara (menurut pers)",
        },
        {"paslon": 2, "status": "SIGNED", "keberatan": None},
    ]
    await play.caller.act(f"{PATH}/rekapitulasi", "kpu_provinsi", PROVINSI, "rekap/19", json=body)


async def announce(play: Play) -> None:
    """Announce the result with the decree of 7 December 2024."""
    seen = await play.caller.get(
        f"/{SERVICE}/v1/rekapitulasi", pemilihan=PEMILIHAN, wilayah=PROVINSI
    )
    body = {"keputusan": {"nomor": "77 Tahun 2024", "tanggal": "2024-12-07"}}
    await play.caller.act(
        f"{PATH}/rekapitulasi/{PROVINSI}/pengumuman", "kpu_provinsi", PROVINSI, "umumkan/19",
        if_match=seen.headers["etag"], json=body,
    )  # fmt: skip


async def _declare_sum(
    play: Play, kode: str, role: str, tanggal: str, koreksi: tuple[int, int] = (0, 0)
) -> None:
    """Hold a plenary that declares the sum of its parts, with corrections where there were any."""
    computed = await _computed(play, kode)
    declared, corrections = _corrected(computed, koreksi)
    asal = "inferred" if corrections else "generated"
    body = _minutes_of_count(kode, declared, asal, tanggal) | {"koreksi": corrections}
    await play.caller.act(f"{PATH}/rekapitulasi", role, kode, f"rekap/{kode}", json=body)


async def _computed(play: Play, kode: str) -> dict[str, Any]:
    answer = await play.caller.get(f"/{SERVICE}/v1/rekapitulasi", pemilihan=PEMILIHAN, wilayah=kode)
    computed: dict[str, Any] = answer.json()["dihitung"]
    return computed


def _corrected(
    computed: dict[str, Any], koreksi: tuple[int, int]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Apply a correction of the two pairs' votes, balanced in the invalid ones."""
    satu, dua = koreksi
    before = {
        "suara.1": computed["suara"]["1"],
        "suara.2": computed["suara"]["2"],
        "suara_sah": computed["suara_sah"],
        "suara_tidak_sah": computed["suara_tidak_sah"],
    }
    moved = dict(zip(before, (satu, dua, satu + dua, -satu - dua), strict=True))
    after = {kolom: n + moved[kolom] for kolom, n in before.items()}
    declared = {
        "suara": {"1": after["suara.1"], "2": after["suara.2"]},
        "suara_sah": after["suara_sah"],
        "suara_tidak_sah": after["suara_tidak_sah"],
        "total_suara": computed["total_suara"],
    }
    corrections = [
        {
            "kolom": kolom,
            "dari": before[kolom],
            "ke": after[kolom],
            "alasan": "Selisih antara cuplikan Sirekap dan pleno, disimpulkan dari angka resmi",
            "saksi": "Saksi paslon 1 dan 2, Bawaslu (simulasi)",
            "asal": "inferred",
        }
        for kolom in before
        if before[kolom] != after[kolom]
    ]
    return declared, corrections


def _minutes_of_count(
    kode: str, declared: dict[str, Any], asal: str, tanggal: str
) -> dict[str, Any]:
    return {
        "wilayah": kode,
        "asal": asal,
        "berita_acara": minutes("HASIL", kode, tanggal),
        "dinyatakan": declared,
        "koreksi": [],
        "saksi": [{"paslon": n, "status": "SIGNED", "keberatan": None} for n in (1, 2)],
    }
