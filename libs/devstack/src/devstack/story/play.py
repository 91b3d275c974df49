"""What the acts of the story share: the election, its targets, the clock, the office's files."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from devstack.babel.sasaran import SasaranKabupaten, SasaranProvinsi
from devstack.story.caller import PATIENCE_SECONDS, Caller
from devstack.story.progress import Progress

PROVINSI = "19"
PEMILIHAN = "pilgub-babel-2024"


@dataclass(frozen=True, slots=True)
class Play:
    """One playing of the election."""

    caller: Caller
    progress: Progress
    sasaran: SasaranProvinsi
    seed: int
    folder: Path
    dimainkan: tuple[str, ...]
    """Kabupaten/kota whose lists are made from persons; the others enter as sealed recaps."""
    telepon: str
    """Where citizens write and read their messages: the stand-in of the provider."""
    resmi: str
    """Provenance of the announced figures of 2024: official, unless the province is scaled."""
    pemilihan: str = PEMILIHAN

    @property
    def luar(self) -> list[SasaranKabupaten]:
        """Kabupaten/kota that enter as sealed recaps."""
        return [k for k in self.sasaran.kabupaten if k.kode not in self.dimainkan]

    async def clock(self, moment: str) -> None:
        """Move legal time to a moment (WIB) and wait until publication goes by it too."""
        waktu = datetime.fromisoformat(f"{moment}+07:00")
        path = f"/voter-registry/v1/pemilihan/{PEMILIHAN}/waktu-legal"
        body = {"waktu": waktu.isoformat()}
        await self.caller.act(path, "kpu_provinsi", PROVINSI, moment, json=body)
        await self.seen(
            "/publication/v1/tahapan",
            lambda jadwal: datetime.fromisoformat(jadwal["waktu_legal"]) >= waktu,
            pemilihan=PEMILIHAN,
        )

    async def seen(
        self, path: str, condition: Callable[[dict[str, Any]], bool], **params: str
    ) -> dict[str, Any]:
        """Wait until a public resource shows something that an event brings about.

        Raises:
            TimeoutError: It did not within the caller's patience.
        """
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                body: dict[str, Any] = (await self.caller.get(path, **params)).json()
                if condition(body):
                    return body
                await asyncio.sleep(0.1)

    async def pairs(self, pemilihan: str) -> list[dict[str, Any]]:
        """The determined pairs of an election, as everybody may read them."""
        answer = await self.caller.get("/candidacy/v1/pasangan-calon", pemilihan=pemilihan)
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    async def lists(self) -> dict[str, dict[str, Any]]:
        """The voter lists by kabupaten/kota."""
        answer = await self.caller.get(
            "/voter-registry/v1/daftar-pemilih", "kpu_provinsi", PROVINSI, pemilihan=self.pemilihan
        )
        return {row["wilayah"]: row for row in answer.json()["data"]}


def minutes(kind: str, wilayah: str, tanggal: str) -> dict[str, Any]:
    """Minutes whose paper is not public: a number of the simulation."""
    return {
        "nomor": f"SIMULASI/BA/{kind}/{wilayah}/2024",
        "tanggal": tanggal,
        "penanda_tangan": ["Ketua (simulasi)", "Anggota (simulasi)"],
    }
