"""A house on which the story was played, small and by another seed, for all who only look."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devstack import small_story
from devstack.stack import Stack
from devstack.story import laporan


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
        figures = asyncio.run(small_story.play(house, folder / "files"))
        yield Played(house, folder / "files", figures)
