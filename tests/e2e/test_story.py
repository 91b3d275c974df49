"""The story through the gateway: its end is what the labels say, whatever dies on the way."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from devstack.babel.label import Label, read_labels
from devstack.babel.sasaran import skala
from devstack.stack import Stack
from devstack.story import laporan
from devstack.story.__main__ import play_story
from devstack.story.caller import Caller
from devstack.story.play import PEMILIHAN, Play
from devstack.story.progress import Progress
from devstack.supervisor import Supervisor

SEED = 7
SKALA = 0.01
KAB = "1906"

pytestmark = pytest.mark.timeout(300)


class Disturbed(Progress):
    """Does something to the house when a chapter begins."""

    def __init__(self, disturbances: dict[str, Callable[[], None]]):
        super().__init__(Console(quiet=True))
        self.disturbances = dict(disturbances)

    @contextmanager
    def chapter(self, title: str, total: int = 1) -> Iterator[Callable[[], None]]:
        for words in [w for w in self.disturbances if title.startswith(w)]:
            threading.Thread(target=self.disturbances.pop(words)).start()
        with super().chapter(title, total) as tick:
            yield tick


async def play(house: Stack, folder: Path, progress: Progress) -> list[laporan.Figure]:
    """Play the story on a house; gives the figures at its end."""
    caller = Caller(house.gateway_url, house.tokens, f"{SEED}/{SKALA}")
    story = Play(
        caller=caller,
        progress=progress,
        sasaran=skala(SKALA),
        seed=SEED,
        folder=folder,
        dimainkan=(KAB,),
        resmi="generated",
    )
    try:
        await play_story(story)
        return await laporan.figures(story)
    finally:
        await caller.close()


def lists(house: Stack) -> dict[str, int]:
    """How many voters each established list of the played kabupaten has."""
    found = {}
    for jenis in ("DPS", "DPT"):
        answer = httpx.get(
            f"{house.gateway_url}/voter-registry/v1/daftar-pemilih/rekap",
            params={"pemilihan": PEMILIHAN, "jenis": jenis, "wilayah": KAB},
        )
        found[jenis] = answer.json()["jumlah"]
    return found


def test_counts_equal_the_labels(tmp_path):
    with Stack(tmp_path / "house") as house:
        figures = asyncio.run(play(house, tmp_path / "files", Progress(Console(quiet=True))))
        assert [f for f in figures if not f.exact] == []
        truth = read_labels(tmp_path / "files" / f"label-{KAB}.csv")
        assert lists(house) == {
            "DPS": sum(t.masuk_dps for t in truth),
            "DPT": sum(t.masuk_dpt for t in truth),
        }
        assert sum(t.label is Label.NIK_RUSAK for t in truth) == refused_lines(house)


def refused_lines(house: Stack) -> int:
    """Lines that the import refused, as its operation says."""
    headers = {"authorization": f"Bearer {house.token('operator', KAB)}"}
    url = f"{house.gateway_url}/voter-registry/v1/impor"
    rows = httpx.get(url, headers=headers, params={"pemilihan": PEMILIHAN, "wilayah": KAB}).json()
    return sum(row["hasil"]["ditolak"] for row in rows)


def test_the_same_end_whatever_dies(tmp_path):
    with Stack(tmp_path / "house") as house:
        ended = Supervisor(house, restart=True).watch_in_background()

        def kill(name: str, after: float) -> Callable[[], None]:
            def do() -> None:
                time.sleep(after)
                house.kill(name)

            return do

        def broker_away() -> None:
            house.stop_one("nats")
            time.sleep(5)
            house.start_one("nats")

        progress = Disturbed(
            {
                "Impor DP4": kill("voter-registry-worker", 0.3),
                "Penetapan DPS": kill("voter-registry-worker", 0.1),
                "Penetapan DPT": kill("voter-registry-worker", 0.2),
                "Rekap tersegel": kill("publication-worker", 0.5),
                "Rekapitulasi DPT": broker_away,
                "Hasil TPS": kill("publication-worker", 0.2),
            }
        )
        figures = asyncio.run(play(house, tmp_path / "files", progress))
        ended.set()
        assert progress.disturbances == {}
        assert figures
        assert [f for f in figures if not f.exact] == []
