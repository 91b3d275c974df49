"""The story through the gateway: its end is what the labels say, whatever dies on the way."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
from rich.console import Console

from devstack.babel.label import Label, read_labels
from devstack.stack import Stack
from devstack.story.play import PEMILIHAN
from devstack.story.progress import Progress
from devstack.supervisor import Supervisor

KAB = "1906"

pytestmark = pytest.mark.timeout(400)


def test_every_figure_is_exact(played):
    assert played.figures
    assert [f for f in played.figures if not f.exact] == []


def test_lists_equal_the_labels(played):
    truth = read_labels(played.files / f"label-{KAB}.csv")
    found = {}
    for jenis in ("DPS", "DPT"):
        answer = httpx.get(
            f"{played.house.gateway_url}/voter-registry/v1/daftar-pemilih/rekap",
            params={"pemilihan": PEMILIHAN, "jenis": jenis, "wilayah": KAB},
        )
        found[jenis] = answer.json()["jumlah"]
    assert found == {
        "DPS": sum(t.masuk_dps for t in truth),
        "DPT": sum(t.masuk_dpt for t in truth),
    }


def test_refused_lines_equal_the_labels(played):
    headers = {"authorization": f"Bearer {played.house.token('operator', KAB)}"}
    rows = httpx.get(
        f"{played.house.gateway_url}/voter-registry/v1/impor",
        headers=headers,
        params={"pemilihan": PEMILIHAN, "wilayah": KAB},
    ).json()["data"]
    truth = read_labels(played.files / f"label-{KAB}.csv")
    refused = sum(t.label is Label.NIK_RUSAK for t in truth)
    assert [row["hasil"]["ditolak"] for row in rows] == [refused]


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


def test_the_same_end_whatever_dies(played, play_story, tmp_path):
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
        figures = asyncio.run(play_story(house, tmp_path / "files", progress))
        ended.set()
    assert progress.disturbances == {}
    assert figures == played.figures
