"""The story in small, on a house of a test's own, with things done to the house on the way."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

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


class Quiet(Progress):
    """Tells nobody."""

    def __init__(self) -> None:
        super().__init__(Console(quiet=True))


class Disturbed(Quiet):
    """Does something to the house when a chapter begins, while the story goes on.

    Args:
        disturbances: How a chapter's title begins, and what is done then; each once, and each after
            the one before it has ended, so that it is felt in its own chapter.
    """

    def __init__(self, disturbances: Sequence[tuple[str, Callable[[], None]]]):
        super().__init__()
        self._to_come = list(disturbances)
        self._begun: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(max_workers=1)

    @contextmanager
    def chapter(self, title: str, total: int = 1) -> Iterator[Callable[[], None]]:
        """Begin what belongs to this chapter, and show it as any other."""
        mine = [one for one in self._to_come if title.startswith(one[0])]
        if mine:
            self._await_begun()
        for one in mine:
            self._to_come.remove(one)
            self._begun.append(self._pool.submit(one[1]))
        with super().chapter(title, total) as tick:
            yield tick

    def end(self) -> None:
        """Wait for the last; raises what any of them has raised, or when one never began."""
        self._pool.shutdown()
        self._await_begun()
        if self._to_come:
            raise LookupError(f"no chapter begins with {[words for words, _ in self._to_come]}")

    def _await_begun(self) -> None:
        for disturbance in self._begun:
            disturbance.result()


async def play(
    house: Stack, folder: Path, progress: Progress | None = None
) -> list[laporan.Figure]:
    """Play the story on a house; gives the figures at its end."""
    caller = Caller(house.gateway_url, house.tokens, f"{SEED}/{SKALA}")
    story = Play(
        caller=caller,
        progress=progress or Quiet(),
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
