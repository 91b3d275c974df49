"""The end of the story: every figure beside the official one, from what the public may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from devstack.story import pencalonan
from devstack.story.caller import Refused
from devstack.story.play import PEMILIHAN, PROVINSI, Play
from devstack.story.simulasi import SIMULASI


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the house beside the one it should be, with its provenance."""

    what: str
    ours: int
    target: int
    asal: str

    @property
    def exact(self) -> bool:
        """Whether they are equal."""
        return self.ours == self.target


async def is_told(play: Play) -> bool:
    """Whether the result was announced before, so that the story has nothing left to do."""
    try:
        answer = await play.caller.get(f"/publication/v1/pemilihan/{PEMILIHAN}/hasil/{PROVINSI}")
    except Refused:
        return False
    return bool(answer.json()["status"] == "diumumkan")


async def figures(play: Play) -> list[Figure]:
    """Read every figure from the public documents and set it beside its target."""
    hasil = await play.seen(
        f"/publication/v1/pemilihan/{PEMILIHAN}/hasil/{PROVINSI}",
        lambda document: document["status"] == "diumumkan",
    )
    rekap = await play.seen(
        f"/publication/v1/pemilihan/{PEMILIHAN}/rekap-dpt/{PROVINSI}",
        lambda document: document["dinyatakan"] is not None,
    )
    return [*await _pairs(play), *_voters(play, rekap), *_votes(play, hasil)]


async def _pairs(play: Play) -> list[Figure]:
    """The pairs of 2024 as they were announced, and the two that the story has made up."""
    real = await play.pairs(PEMILIHAN)
    made = await play.pairs(SIMULASI)
    answer = await play.caller.get("/candidacy/v1/ambang-batas", pemilihan=SIMULASI)
    threshold = answer.json()
    titles = sum("," in pair["calon"] for pair in made)
    drawn = [pair["nomor_urut"] for pair in made]
    return [
        Figure("Pasangan calon 2024", len(real), 2, "official"),
        Figure("Partai pengusung 2024", sum(len(p["partai"]) for p in real), 12, "press"),
        Figure("Ambang batas simulasi", threshold["suara"], pencalonan.AMBANG, threshold["asal"]),
        Figure("Pasangan simulasi bernomor", len([n for n in drawn if n]), 2, "generated"),
        Figure("Gelar yang terbukti dan tercetak", titles, 1, "generated"),
    ]


def _voters(play: Play, rekap: dict[str, Any]) -> Iterator[Figure]:
    target = {
        "laki-laki": ("l", "asal_lp", play.sasaran.laki_laki),
        "perempuan": ("p", "asal_lp", play.sasaran.perempuan),
        "jumlah": ("jumlah", "asal_jumlah", play.sasaran.dpt),
        "TPS": ("tps", "asal_jumlah", play.sasaran.tps),
    }
    for name, (key, asal, wanted) in target.items():
        for part in ("dinyatakan", "dihitung"):
            row = rekap[part]
            yield Figure(f"DPT provinsi, {name}, {part}", row[key], wanted, row[asal])
    children = {row["kode"]: row for row in rekap["anak"]}
    for kab in play.sasaran.kabupaten:
        row = children[kab.kode]
        yield Figure(f"DPT {kab.kode} {kab.nama}", row["jumlah"], kab.dpt, row["asal_jumlah"])
        yield Figure(f"TPS {kab.kode} {kab.nama}", row["tps"], kab.tps, row["asal_jumlah"])


def _votes(play: Play, hasil: dict[str, Any]) -> Iterator[Figure]:
    satu, dua = play.sasaran.suara
    for part in ("dinyatakan", "dihitung"):
        row = hasil[part]
        asal = row["asal"]
        yield Figure(f"Suara paslon 1, {part}", row["suara"]["1"], satu, asal)
        yield Figure(f"Suara paslon 2, {part}", row["suara"]["2"], dua, asal)
        yield Figure(f"Suara sah, {part}", row["suara_sah"], satu + dua, asal)
        yield Figure(
            f"Suara tidak sah, {part}", row["suara_tidak_sah"], play.sasaran.tidak_sah, asal
        )
        yield Figure(f"Seluruh suara, {part}", row["total_suara"], play.sasaran.total_suara, asal)
    children = {row["kode"]: row for row in hasil["anak"]}
    for kab in play.sasaran.kabupaten:
        row = children[kab.kode]
        name = f"{kab.kode} {kab.nama}"
        yield Figure(f"Paslon 1 {name}", row["suara"]["1"], kab.suara[0], row["asal"])
        yield Figure(f"Paslon 2 {name}", row["suara"]["2"], kab.suara[1], row["asal"])


def show(console: Console, rows: list[Figure], refused: dict[str, int]) -> None:
    """Print the table."""
    table = Table("Angka", "Sistem", "Resmi/sasaran", "Asal", "", title="Angka demi angka")
    for column in (1, 2):
        table.columns[column].justify = "right"
    for row in rows:
        sign = "[green]=[/]" if row.exact else "[bold red]≠[/]"
        table.add_row(row.what, f"{row.ours:,}", f"{row.target:,}", row.asal, sign)
    console.print(table)
    for kode, rule in refused.items():
        console.print(f"Angka pers untuk {kode} ditolak oleh pemeriksaan nomor {rule}.")
    wrong = sum(not row.exact for row in rows)
    console.print(f"{len(rows)} angka diperiksa, {wrong} berbeda.")
