"""`python -m devstack.story`: plays the election of 2024 on a running house.

Reads GATEWAY_URL, TOKEN_URL, WHATSAPP_URL and CLIENT_SECRET from the environment. Exit code 1 when
a figure differs at the end.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from devstack.babel.berkas import tulis
from devstack.babel.sasaran import skala
from devstack.idp.client import TokenClient
from devstack.story import (
    daftar,
    hasil,
    laporan,
    pelayanan,
    pencalonan,
    pendataan,
    persiapan,
    simulasi,
)
from devstack.story.caller import Caller
from devstack.story.daftar import PANJANG_DESA, PANJANG_KECAMATAN
from devstack.story.play import Play
from devstack.story.progress import Progress

BELITUNG_TIMUR = "1906"


async def play_story(play: Play) -> dict[str, int]:
    """Play it; gives the rule that refused each misprinted row of the press."""
    await persiapan.prepare(play)
    await pencalonan.import_outcome(play)
    await simulasi.prepare(play)
    nominasi = await pencalonan.play_simulation(play)
    await pelayanan.answer_input(play, nominasi)
    await pencalonan.determine(play)
    await pelayanan.serve_citizens(play)
    await _lists(play)
    await _sealed_recaps(play)
    await play.clock("2024-09-22T10:00:00")
    with play.progress.chapter("Rekapitulasi DPT provinsi"):
        await daftar.recapitulate_province(play, "DPT", "2024-09-22")
    return await _count(play)


async def figures(play: Play) -> list[laporan.Figure]:
    """Every figure at the end, beside the one it should be."""
    return [*await laporan.figures(play), *await pelayanan.figures(play)]


async def _lists(play: Play) -> None:
    """The lists that are made from persons, from DP4 to DPT."""
    for moment, act in (
        ("2024-05-02T09:00:00", _dp4),
        ("2024-06-10T09:00:00", _tps),
        ("2024-06-24T08:00:00", pendataan.visit_doors),
        ("2024-07-22T09:00:00", pendataan.decide_duplicates),
        ("2024-08-02T09:00:00", _dphp_pps),
        ("2024-08-06T09:00:00", _dphp_ppk),
        ("2024-08-10T10:00:00", _dps),
        ("2024-08-20T09:00:00", pelayanan.answer_response),
        ("2024-08-30T09:00:00", pendataan.correct),
        ("2024-09-05T09:00:00", _dpshp),
        ("2024-09-19T10:00:00", _dpt),
    ):
        await play.clock(moment)
        for kab in play.dimainkan:
            await act(play, kab)


async def _dp4(play: Play, kab: str) -> None:
    with play.progress.chapter(f"Penduduk buatan {kab}: {play.sasaran.kab(kab).dpt:,} pemilih"):
        ringkasan = await asyncio.to_thread(tulis, play.folder, kab, play.seed, play.sasaran)
    play.progress.say(
        f"{ringkasan.dp4:,} baris DP4; {ringkasan.nama_sama:.1%} pemilih senama lengkap dengan"
        " pemilih lain"
    )
    with play.progress.chapter(f"Impor DP4 {kab}"):
        await pendataan.import_dp4(play, kab)


async def _tps(play: Play, kab: str) -> None:
    with play.progress.chapter(f"Pemetaan TPS {kab}"):
        await pendataan.map_tps(play, kab)


async def _dphp_pps(play: Play, kab: str) -> None:
    await daftar.recapitulate(play, kab, "DPHP", PANJANG_DESA, "2024-08-02")


async def _dphp_ppk(play: Play, kab: str) -> None:
    await daftar.recapitulate(play, kab, "DPHP", PANJANG_KECAMATAN, "2024-08-06")


async def _dps(play: Play, kab: str) -> None:
    with play.progress.chapter(f"Penetapan DPS {kab}"):
        await daftar.compose(play, kab, "DPS")
        await daftar.establish(play, kab, "DPS", "2024-08-10", "generated")


async def _dpshp(play: Play, kab: str) -> None:
    await daftar.recapitulate(play, kab, "DPSHP", PANJANG_DESA, "2024-09-05")
    await daftar.recapitulate(play, kab, "DPSHP", PANJANG_KECAMATAN, "2024-09-05")


async def _dpt(play: Play, kab: str) -> None:
    with play.progress.chapter(f"Penetapan DPT {kab}"):
        await daftar.compose(play, kab, "DPT")
        await daftar.establish(play, kab, "DPT", "2024-09-19", play.resmi)


async def _sealed_recaps(play: Play) -> None:
    """The lists of the others, as sealed recaps that fit the official sums."""
    with play.progress.chapter("Rekap tersegel kabupaten/kota lain", len(play.luar)) as tick:
        known = await daftar.dpt_of(play, play.dimainkan)
        recaps = daftar.sealed_recaps(play, known)
        for kab in play.luar:
            await daftar.import_recap(play, kab.kode, recaps[kab.kode])
            await daftar.establish(play, kab.kode, "DPT", "2024-09-20", play.resmi)
            tick()


async def _count(play: Play) -> dict[str, int]:
    """From the ballot boxes to the announcement."""
    await hasil.set_columns(play)
    dpt = await daftar.dpt_of(play, [k.kode for k in play.sasaran.kabupaten])
    forms = hasil.make_forms(play, dpt)
    late = hasil.set_late_apart(play, forms)
    await play.clock("2024-11-27T15:00:00")
    await hasil.send_forms(play, forms, "Hasil TPS")
    await play.clock("2024-11-29T09:00:00")
    await hasil.send_forms(play, late, "Hasil TPS susulan")
    await play.clock("2024-12-02T09:00:00")
    await hasil.recapitulate_kecamatan(play, "2024-12-02")
    await play.clock("2024-12-05T09:00:00")
    refused = await hasil.offer_press_table(play, "2024-12-05")
    await hasil.recapitulate_kabko(play, "2024-12-05")
    await play.clock("2024-12-07T15:00:00")
    with play.progress.chapter("Rekapitulasi provinsi dan pengumuman"):
        await hasil.recapitulate_province(play, "2024-12-07")
        await hasil.announce(play)
    return refused


async def _run(arguments: argparse.Namespace, console: Console, folder: Path) -> int:
    sasaran = skala(arguments.skala)
    gateway = os.environ["GATEWAY_URL"]
    tokens = TokenClient(os.environ["TOKEN_URL"], os.environ["CLIENT_SECRET"], gateway)
    caller = Caller(gateway, tokens, f"{arguments.seed}/{arguments.skala}")
    all_kabs = tuple(k.kode for k in sasaran.kabupaten)
    play = Play(
        caller=caller,
        progress=Progress(console),
        sasaran=sasaran,
        seed=arguments.seed,
        folder=folder,
        dimainkan=all_kabs if arguments.demo else (BELITUNG_TIMUR,),
        telepon=os.environ["WHATSAPP_URL"],
        resmi="official" if arguments.skala == 1 else "generated",
    )
    try:
        refused = {}
        if await laporan.is_told(play):
            await simulasi.prepare(play)
        else:
            refused = await play_story(play)
        rows = await figures(play)
    finally:
        await caller.close()
        tokens.close()
    laporan.show(console, rows, refused)
    return 0 if all(row.exact for row in rows) else 1


def main(argv: Sequence[str] | None = None) -> int:
    """Play the story; returns the exit code."""
    parser = argparse.ArgumentParser(prog="devstack.story", description=__doc__)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--skala", type=float, default=1.0, help="size of the province, up to 1")
    parser.add_argument("--demo", action="store_true", help="play all seven from persons")
    arguments = parser.parse_args(argv)
    console = Console(highlight=False)
    with TemporaryDirectory() as folder:
        return asyncio.run(_run(arguments, console, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
