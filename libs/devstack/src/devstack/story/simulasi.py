"""`simulasi`: an election whose windows are open today, for those who want to try the API.

It goes by the machine's clock. Its windows lie around today as `jendela-simulasi.csv` says in days,
and are scheduled anew when they are about to run out. One kabupaten has a small list, ready for
coklit.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from devstack.babel.berkas import tulis
from devstack.babel.sasaran import skala
from devstack.babel.sumber import read_csv
from devstack.story import pendataan
from devstack.story.caller import Refused
from devstack.story.persiapan import ROLE, stage
from devstack.story.play import PROVINSI, Play

SIMULASI = "simulasi"
KAB = "1906"
SKALA = 0.01
#: Of its own: the polling stations that the README names are the same whatever story is told.
SEED = 2024
WIB = ZoneInfo("Asia/Jakarta")
LEAST_LEFT = timedelta(days=2)
BEFORE_COKLIT = frozenset({"dibuka", "dp4"})
DAYS_TO_VOTING = 120


async def prepare(play: Play) -> None:
    """Make the election where there is none, and see that its windows are open."""
    today = datetime.now(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
    ours = replace(play, pemilihan=SIMULASI, sasaran=skala(SKALA))
    await _register(ours, today)
    end, versi = await _end(ours)
    if end is None or end - today < LEAST_LEFT:
        await _publish(ours, today, versi)
    if (await ours.lists())[KAB]["tahap"] in BEFORE_COKLIT:
        with play.progress.chapter(f"Daftar kecil {KAB} untuk simulasi"):
            await _fill(ours)


async def _end(play: Play) -> tuple[datetime | None, str | None]:
    """When the first window of its schedule closes, and which that is; None before there is one."""
    try:
        answer = await play.caller.get("/publication/v1/tahapan", pemilihan=SIMULASI)
    except Refused as refusal:
        if refusal.problem["code"] == "tidak-ditemukan":
            return None, None
        raise
    ends = (t["selesai"] for t in answer.json()["tahapan"] if t["selesai"])
    return min(map(datetime.fromisoformat, ends)), answer.headers["etag"]


async def _register(play: Play, today: datetime) -> None:
    path = "/voter-registry/v1/pemilihan"
    known = (await play.caller.get(path, ROLE, PROVINSI)).json()["data"]
    if SIMULASI in {row["id"] for row in known}:
        return
    body = {
        "id": SIMULASI,
        "nama": "Pemilihan simulasi untuk mencoba API",
        "jenis": "pilkada",
        "wilayah": PROVINSI,
        "hari_pemungutan": str((today + timedelta(days=DAYS_TO_VOTING)).date()),
        "ruleset": "pilkada-2024",
        "sandbox": True,
    }
    await play.caller.act(path, ROLE, PROVINSI, SIMULASI, json=body)


async def _publish(play: Play, today: datetime, versi: str | None) -> None:
    """Publish the schedule of 2024 with its windows around today, in place of the one named."""
    days = {row["kode"]: row for row in read_csv("jendela-simulasi")}
    stages = []
    for row in read_csv("jadwal-rinci-pilgub-2024"):
        around = {
            end: f"{today + timedelta(days=int(days[row['kode']][end])):%Y-%m-%dT%H:%M}"
            for end in ("mulai", "selesai")
            if row["kode"] in days
        }
        stages.append(stage(row | around))
    body = {"sumber": "Simulasi: PKPU 2/2024 di sekitar hari ini", "tahapan": stages}
    path = f"/publication/v1/pemilihan/{SIMULASI}/tahapan"
    alasan = "Jendela simulasi diperbarui" if versi else None
    what = f"terbit/{today:%Y-%m-%d}/{alasan}"
    await play.caller.act(
        path, ROLE, PROVINSI, what, if_match=versi, json=body | {"alasan": alasan}
    )


async def _fill(play: Play) -> None:
    """Give one kabupaten a list that Pantarlih can go out with."""
    with TemporaryDirectory() as folder:
        small = replace(play, folder=Path(folder), seed=SEED)
        await asyncio.to_thread(tulis, small.folder, KAB, small.seed, small.sasaran)
        await pendataan.import_dp4(small, KAB)
        await pendataan.map_tps(small, KAB)
