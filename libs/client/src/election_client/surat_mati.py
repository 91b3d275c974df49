"""`kpu surat-mati`: facts that a service could not apply, and what is to become of each.

For admins. A decision is noted at once; the service's worker carries it out.
"""

from typing import Annotated

import typer

from election_client.models.common import SuratMati
from election_client.office import Office
from election_client.terminal import out, table

app = typer.Typer(no_args_is_help=True, help="Peristiwa yang gagal diterapkan: lihat dan putuskan.")

Layanan = Annotated[str, typer.Argument(help="Layanan yang gagal menerapkannya.")]
Nomor = Annotated[int, typer.Argument(help="Nomor surat mati.")]


@app.command()
def daftar(layanan: Layanan) -> None:
    """Daftar peristiwa yang gagal, dan yang menunggunya."""
    shown = table("Nomor", "Status", "Peristiwa", "Agregat", "Urut", "Galat")
    with Office.load().client() as client:
        for letter in client.items(_address(layanan), SuratMati):
            agregat = f"{letter.sumber} {letter.agregat} {letter.id_agregat}"
            shown.add_row(
                str(letter.id), letter.status, letter.jenis, agregat, str(letter.seq), letter.galat
            )
    out.print(shown if shown.row_count else "Tidak ada surat mati.")


@app.command()
def ulang(layanan: Layanan, nomor: Nomor) -> None:
    """Terapkan lagi sesudah sebabnya diperbaiki, disusul yang menunggunya."""
    _decide(layanan, nomor, "ulang", None)


@app.command()
def buang(
    layanan: Layanan,
    nomor: Nomor,
    alasan: Annotated[str, typer.Option(prompt=True, help="Mengapa; tercatat dalam audit.")],
) -> None:
    """Buang peristiwa: akibatnya tidak akan pernah ada."""
    _decide(layanan, nomor, "buang", {"alasan": alasan})


def _decide(layanan: str, nomor: int, putusan: str, body: dict[str, str] | None) -> None:
    with Office.load().client() as client:
        letter = client.act(f"{_address(layanan)}/{nomor}/{putusan}", SuratMati, body).body
    out.print(f"Surat mati {letter.id}: {letter.status}.")


def _address(layanan: str) -> str:
    return f"/{layanan}/v1/surat-mati"
