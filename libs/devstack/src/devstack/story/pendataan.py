"""From DP4 to coklit: the file in, the polling stations mapped, every door visited."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from devstack.idp.accounts import Account
from devstack.story.caller import Refused
from devstack.story.play import Play

SERVICE = "voter-registry"
PANJANG_DESA = 10


async def import_dp4(play: Play, kab: str) -> None:
    """Bring in the DP4 of a kabupaten as one operation."""
    if (await play.lists())[kab]["tahap"] != "dibuka":
        return
    started = await play.caller.act(
        f"/{SERVICE}/v1/impor", "operator", kab, f"dp4/{play.pemilihan}/{kab}",
        params={"pemilihan": play.pemilihan, "wilayah": kab, "jenis": "dp4", "asal": "generated"},
        content=(play.folder / f"dp4-{kab}.csv").read_bytes(),
    )  # fmt: skip
    await play.caller.operation(started, SERVICE, "operator", kab)


async def map_tps(play: Play, kab: str) -> None:
    """Fix the polling stations as given."""
    with (play.folder / f"tps-{kab}.csv").open(encoding="utf-8", newline="") as file:
        rows = [{"kode": r["kode"], "alamat": r["alamat"]} for r in csv.DictReader(file)]
    body = {"pemilihan": play.pemilihan, "wilayah": kab, "tps": rows}
    name = f"tps/{play.pemilihan}/{kab}"
    await play.caller.act(f"/{SERVICE}/v1/tps", "operator", kab, name, json=body)


async def visit_doors(play: Play, kab: str) -> None:
    """Send in the sheets of coklit: a batch per TPS by its Pantarlih, moves by the PPS."""
    sheets = _by_region(_lines(play, "coklit", kab))
    with play.progress.chapter(f"Coklit {kab}: {len(sheets)} lembar", len(sheets)) as tick:
        # Who is visited first must still be where the sheet says, so moves come last.
        tps = {w: s for w, s in sheets.items() if len(w) > PANJANG_DESA}
        desa = {w: s for w, s in sheets.items() if len(w) == PANJANG_DESA}
        await play.caller.appoint(Account("pantarlih", w) for w in tps)
        await play.caller.all((_send(play, "pantarlih", w, s) for w, s in tps.items()), tick)
        await play.caller.all((_send(play, "pps", w, s) for w, s in desa.items()), tick)


async def correct(play: Play, kab: str) -> None:
    """Send in what was found after the DPS: a batch per village by its PPS."""
    sheets: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in _lines(play, "perbaikan", kab):
        sheets[line["tps"][:PANJANG_DESA]].append(line)
    with play.progress.chapter(f"Perbaikan DPS {kab}", len(sheets)) as tick:
        await play.caller.all((_send(play, "pps", w, s) for w, s in sheets.items()), tick)


async def decide_duplicates(play: Play, kab: str) -> None:
    """File and decide the cases of duplicates as the office has adjudicated them."""
    cases = list(_lines(play, "kegandaan", kab))
    records: dict[int, str] = {}
    for desa in {r["tps"][:PANJANG_DESA] for r in _lines(play, "coklit", kab)}:
        records |= {r["baris"]: r["id"] for r in await _worksheet(play, "pps", desa)}
    with play.progress.chapter(f"Kegandaan {kab}: {len(cases)} kasus", len(cases)) as tick:
        await play.caller.all((_decide(play, kab, case, records) for case in cases), tick)


async def _decide(play: Play, kab: str, case: dict[str, Any], records: dict[int, str]) -> None:
    name = f"kegandaan/{kab}/{'-'.join(map(str, case['anggota']))}"
    body = {
        "pemilihan": play.pemilihan,
        "wilayah": kab,
        "jenis": case["jenis"],
        "anggota": [records[baris] for baris in case["anggota"]],
    }
    filed = await play.caller.act(f"/{SERVICE}/v1/kegandaan", "kpu_kabko", kab, name, json=body)
    kept = case["pertahankan"]
    verdict = {"pertahankan": records[kept] if kept else None, "alasan": case["alasan"]}
    await play.caller.act(
        f"/{SERVICE}{filed.headers['location']}/putusan", "kpu_kabko", kab, name,
        if_match=filed.headers["etag"], json=verdict,
    )  # fmt: skip


def _by_region(lines: Iterator[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Sheets by who sends them: a TPS's Pantarlih, or the village's PPS for moves between TPS."""
    sheets: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        moved = line["hasil"] == "pindah_tps"
        sheets[line["tps"][:PANJANG_DESA] if moved else line["tps"]].append(line)
    return sheets


async def _send(play: Play, role: str, wilayah: str, lines: list[dict[str, Any]]) -> None:
    """Send a sheet against the worksheet that the office gave out; every item must be accepted."""
    rows = {r["baris"]: r for r in await _worksheet(play, role, wilayah) if r["baris"]}
    butir = [_item(line, rows) for line in lines]
    body = {"pemilihan": play.pemilihan, "wilayah": wilayah, "butir": butir}
    name = f"{lines[0]['hasil']}/{wilayah}/{len(lines)}"
    try:
        sent = await play.caller.act(f"/{SERVICE}/v1/coklit", role, wilayah, name, json=body)
    except Refused as refusal:
        if refusal.problem["code"] == "kunci-idempotensi-dipakai":
            return  # recorded before the story was interrupted; the versions have moved since
        raise
    answer = sent.json()
    if answer["ditolak"]:
        refused = next(b for b in answer["butir"] if b["status"] == "ditolak")
        raise RuntimeError(f"coklit {wilayah}: {answer['ditolak']} refused, first: {refused}")


def _item(line: dict[str, Any], rows: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A line of a sheet as an item about the record that the worksheet shows."""
    if line["hasil"] == "baru":
        person = dict(line["pemilih"])
        person["tps"] = person.pop("kode_wilayah") + person["tps"]
        person["disabilitas"] = int(person["disabilitas"])
        return {"hasil": "baru", "baru": person}
    row = rows[line["baris"]]
    extra: dict[str, Any] = {
        k: line[k] for k in ("kode", "bukti", "tps_benar", "perubahan") if k in line
    }
    return {"hasil": line["hasil"], "pemilih": row["id"], "versi": row["versi"], **extra}


async def _worksheet(play: Play, role: str, wilayah: str) -> list[dict[str, Any]]:
    answer = await play.caller.get(
        f"/{SERVICE}/v1/coklit/lembar-kerja",
        role,
        wilayah,
        pemilihan=play.pemilihan,
        wilayah=wilayah,
    )
    return [json.loads(line) for line in answer.text.splitlines()]


def _lines(play: Play, kind: str, kab: str) -> Iterator[dict[str, Any]]:
    path = play.folder / f"{kind}-{kab}.ndjson"
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
