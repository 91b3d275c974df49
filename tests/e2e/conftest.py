"""A house on which the story was played, small and by another seed, for all who only look."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from devstack.babel.sasaran import skala
from devstack.stack import Stack
from devstack.story import __main__ as script
from devstack.story import laporan, simulasi
from devstack.story.caller import Caller
from devstack.story.play import Play
from devstack.story.progress import Progress

SEED = 7
SKALA = 0.01
KAB = "1906"


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
        telepon=house.whatsapp_url,
        resmi="generated",
    )
    try:
        await script.play_story(story)
        await simulasi.prepare(story)
        return await script.figures(story)
    finally:
        await caller.close()


@pytest.fixture
def play_story() -> Callable[..., Coroutine[None, None, list[laporan.Figure]]]:
    """Play the story once more, on a house of the test's own."""
    return play


@dataclass
class Played:
    """A house after the story, the files that it was played from, the figures at its end."""

    house: Stack
    files: Path
    figures: list[laporan.Figure]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The story played once."""
    folder = tmp_path_factory.mktemp("played")
    with Stack(folder / "house") as house:
        progress = Progress(Console(quiet=True))
        figures = asyncio.run(play(house, folder / "files", progress))
        yield Played(house, folder / "files", figures)
