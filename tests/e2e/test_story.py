"""The story through the gateway: its end is what the labels say, whatever dies on the way."""

import asyncio
import time
from functools import partial

import httpx
import pytest

from devstack import small_story
from devstack.babel.label import Label, read_labels
from devstack.small_story import KAB, Disturbed
from devstack.stack import Stack
from devstack.story.play import PEMILIHAN
from devstack.supervisor import Supervisor

pytestmark = pytest.mark.timeout(900)


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


#: When each process of each service is killed: in which chapter, so long after its beginning.
DEATHS = (
    ("Badan adhoc", "gateway-api", 0.3),
    ("Pasangan calon 2024", "candidacy-api", 0.1),
    ("Daftar kecil", "publication-api", 0.2),
    ("Pencalonan simulasi", "candidacy-worker", 0.5),
    ("Pelayanan", "complaints-worker", 0.5),
    ("Impor DP4", "voter-registry-worker", 0.3),
    ("Pemetaan TPS", "voter-registry-api", 0.2),
    ("Penetapan DPS", "voter-registry-worker", 0.1),
    ("Tanggapan atas DPS", "complaints-api", 0.2),
    ("Penetapan DPT", "voter-registry-worker", 0.2),
    ("Rekap tersegel", "publication-worker", 0.5),
    ("Rekap tersegel", "gateway-worker", 0.5),
    ("Hasil TPS", "publication-worker", 0.2),
)
BROKER_AWAY = ("Rekapitulasi DPT", 5)


@pytest.mark.timeout(1800)
def test_the_same_end_whatever_dies(played, tmp_path):
    with Stack(tmp_path / "house") as house, Supervisor(house, restart=True).watching():
        assert {name for _, name, _ in DEATHS} == house.parts.of_services

        def kill(name, after):
            time.sleep(after)
            house.kill(name)

        def take_broker_away(seconds):
            house.stop_one("nats")
            time.sleep(seconds)
            house.start_one("nats")

        progress = Disturbed(
            [
                *((words, partial(kill, name, after)) for words, name, after in DEATHS),
                (BROKER_AWAY[0], partial(take_broker_away, BROKER_AWAY[1])),
            ]
        )
        figures = asyncio.run(small_story.play(house, tmp_path / "files", progress))
        progress.end()
    assert figures == played.figures
