"""The election to try things in: open today, made once, scheduled anew when its windows run out."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from devstack.babel.sasaran import skala
from devstack.story import simulasi
from devstack.story.caller import Caller
from devstack.story.play import Play
from devstack.story.progress import Progress
from voter_registry.domain.tindakan import SEMUA

pytestmark = pytest.mark.timeout(900)


def schedule(house):
    where = f"{house.gateway_url}/publication/v1/tahapan?pemilihan=simulasi"
    return httpx.get(where).raise_for_status().json()


def prepare(house):
    async def run():
        caller = Caller(house.gateway_url, house.tokens, "simulasi")
        play = Play(
            caller=caller, progress=Progress(Console(quiet=True)), sasaran=skala(0.01), seed=1,
            folder=Path(), dimainkan=(), telepon=house.whatsapp_url, resmi="generated",
        )  # fmt: skip
        try:
            await simulasi.prepare(play)
        finally:
            await caller.close()

    asyncio.run(run())


def test_every_act_is_open_today(played):
    found = schedule(played.house)
    dated = [t for t in found["tahapan"] if t["mulai"]]
    assert {t["keadaan"] for t in dated} == {"berlangsung"}
    opened = {act for t in dated for act in t["tindakan"]}
    assert {t.jendela for t in SEMUA if t.jendela} <= opened


def test_it_is_made_once_and_scheduled_anew_when_its_windows_run_out(played, monkeypatch):
    before = schedule(played.house)["revisi"]
    prepare(played.house)
    assert schedule(played.house)["revisi"] == before
    monkeypatch.setattr(simulasi, "LEAST_LEFT", timedelta(days=1000))
    prepare(played.house)
    assert schedule(played.house)["revisi"] == before + 1
