"""A whole house in which the election of 2024 stands at its voting day."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from devstack.babel.rekap import Rekap
from devstack.babel.sasaran import skala
from devstack.ports import Ports
from devstack.postgres import Cluster
from devstack.stack import Stack, delete
from devstack.story import daftar, hasil, persiapan
from devstack.story.caller import Caller
from devstack.story.play import Play
from devstack.story.progress import Progress

SEED = 2024
SIZE = 0.1
"""Of the province: some 230 TPS."""


@dataclass(frozen=True, slots=True)
class Rumah:
    """A running house, its offices, and the publication database that the public pages read."""

    stack: Stack
    play: Play
    publication: str

    async def open_polls(self) -> list[hasil.Form]:
        """Bring the election to its voting day; returns the forms of all TPS."""
        play = self.play
        await persiapan.prepare(play)
        await play.clock("2024-09-19T10:00:00")
        recaps = daftar.sealed_recaps(play, {})
        for kab in play.luar:
            await self._establish(kab.kode, recaps[kab.kode])
        await play.clock("2024-09-22T10:00:00")
        await hasil.set_columns(play)
        await play.clock("2024-11-27T15:00:00")
        return [form for forms in hasil.make_forms(play, recaps).values() for form in forms]

    async def _establish(self, kab: str, recap: Rekap) -> None:
        await daftar.import_recap(self.play, kab, recap)
        await daftar.establish(self.play, kab, "DPT", "2024-09-19", self.play.resmi)


@asynccontextmanager
async def rumah() -> AsyncIterator[Rumah]:
    """Start a house in a folder of its own, and delete it afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        stack = Stack(Path(name))
        try:
            with stack:
                caller = Caller(stack.gateway_url, stack.tokens, "bench")
                try:
                    yield Rumah(stack, _play(stack, caller, Path(name)), _publication(stack))
                finally:
                    await caller.close()
        finally:
            delete(stack.layout)


def _play(stack: Stack, caller: Caller, folder: Path) -> Play:
    return Play(
        caller=caller,
        progress=Progress(Console(quiet=True)),
        sasaran=skala(SIZE),
        seed=SEED,
        folder=folder,
        dimainkan=(),
        telepon=stack.whatsapp_url,
        resmi="generated",
    )


def _publication(stack: Stack) -> str:
    """Connection string of publication's API."""
    port = Ports(stack.layout.ports).remembered()["postgres"]
    return Cluster(stack.layout.data / "postgres", port=port).service_database("publication").app
