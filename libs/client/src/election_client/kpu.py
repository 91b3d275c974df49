"""The `kpu` command of regional offices: files in, figures out, with progress to look at."""

import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import httpx
import typer

from election_client import requests, surat_mati
from election_client.models.common import Rujukan
from election_client.models.publication import HasilLembar
from election_client.models.voter_registry import Rekap
from election_client.office import NotSignedInError, Office
from election_client.operation import Operation, OperationFailed
from election_client.problem import Problem
from election_client.terminal import bar, err, figure, out, table

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Perintah kantor KPU daerah: mengirim berkas dan membaca rekapitulasi.",
)
app.add_typer(surat_mati.app, name="surat-mati")

Pemilihan = Annotated[str, typer.Option(help="Kode pemilihan, misalnya pilgub-babel-2024.")]


class Jenis(StrEnum):
    """Kinds of files that a kabupaten/kota sends in."""

    dp4 = "dp4"
    rekap = "rekap"


class Asal(StrEnum):
    """Provenance of the figures in a file."""

    official = "official"
    snapshot = "snapshot"
    press = "press"
    inferred = "inferred"
    generated = "generated"


@app.command()
def masuk(
    gerbang: Annotated[str, typer.Option(prompt=True, help="Alamat gerbang.")],
    token_url: Annotated[str, typer.Option(prompt=True, help="Alamat pemberi token.")],
    klien: Annotated[str, typer.Option(prompt=True, help="Nama klien kantor.")],
    kunci: Annotated[Path | None, typer.Option(help="Berkas kunci privat (JWK).")] = None,
    rahasia: Annotated[
        str, typer.Option(envvar="KPU_RAHASIA", help="Rahasia klien; ditanya bila tanpa kunci.")
    ] = "",
    peran: Annotated[str, typer.Option(help="Peran kantor, bila pemberi token menanyakan.")] = "",
    wilayah: Annotated[str, typer.Option(help="Kode wilayah kantor.")] = "",
) -> None:
    """Masuk sebagai kantor; diuji dahulu, lalu disimpan untuk perintah berikutnya."""
    if kunci is None and not rahasia:
        rahasia = typer.prompt("Rahasia", hide_input=True)
    kunci = kunci.absolute() if kunci else None
    office = Office(
        gerbang=gerbang, token_url=token_url, klien=klien,
        rahasia=rahasia, kunci=kunci, peran=peran, wilayah=wilayah,
    )  # fmt: skip
    with office.client() as client:
        client.read("/voter-registry/v1/rujukan", Rujukan)
    out.print(f"Masuk sebagai {klien}; tersimpan di {office.save()}.")


@app.command()
def impor(
    berkas: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Berkas CSV.")],
    pemilihan: Pemilihan,
    wilayah: Annotated[str, typer.Option(help="Kode kabupaten/kota.")],
    jenis: Annotated[Jenis, typer.Option(help="DP4, atau rekap tersegel.")] = Jenis.dp4,
    asal: Annotated[Asal, typer.Option(help="Asal angka dalam berkas.")] = Asal.official,
) -> None:
    """Kirim berkas satu kabupaten/kota, lalu tunggu sampai selesai dimuat."""
    with Office.load().client() as client:
        with bar("Mengirim", berkas.stat().st_size) as (progress, task):
            started = client.upload(
                "/voter-registry/v1/impor", Operation, berkas,
                pemilihan=pemilihan, wilayah=wilayah, jenis=jenis.value, asal=asal.value,
                progress=lambda sent: progress.update(task, completed=sent),
            )  # fmt: skip
        out.print(f"Operasi {started.body.id}")
        follow(str(started.location))


@app.command()
def operasi(
    id: Annotated[str, typer.Argument(help="Nomor operasi.")],
    layanan: Annotated[str, typer.Option(help="Layanan pemiliknya.")] = "voter-registry",
) -> None:
    """Ikuti suatu operasi sampai selesai."""
    follow(f"/{layanan}/v1/operasi/{id}")


@app.command("hasil-tps")
def hasil_tps(
    berkas: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="NDJSON, satu C.HASIL per baris.")
    ],
    pemilihan: Pemilihan,
    asal: Annotated[Asal, typer.Option(help="Asal angka dalam berkas.")] = Asal.official,
) -> None:
    """Kirim hasil TPS; setiap formulir dijawab sendiri, yang ditolak disebut dengan alasannya."""
    path = f"/publication/v1/pemilihan/{pemilihan}/hasil-tps"
    total = count_forms(berkas)
    counts: Counter[str] = Counter()
    refused = table("Formulir", "Kode", "Aturan", "Penjelasan")
    try:
        with (
            berkas.open(encoding="utf-8-sig") as lines,
            Office.load().client() as client,
            bar("Mengirim", total) as (progress, task),
        ):
            for batch in requests.batches(lines):
                answer = client.act(path, HasilLembar, {"asal": asal.value, "butir": batch}).body
                counts.update(item.status for item in answer.butir)
                for item in answer.butir:
                    if item.status == "ditolak":
                        refused.add_row(item.tps, item.code, str(item.aturan or ""), item.detail)
                progress.advance(task, len(batch))
    finally:  # a later batch may fail: what the earlier ones were answered is told only now
        out.print(f"Diterima {counts['diterima']}, ditolak {counts['ditolak']}.")
        if counts["ditolak"]:
            out.print(refused)
    if counts["ditolak"]:
        raise typer.Exit(1)


@app.command()
def rekap(
    pemilihan: Pemilihan,
    wilayah: Annotated[str, typer.Argument(help="Kode wilayah.")] = "19",
    jenis: Annotated[str, typer.Option(help="DPS, DPSHP, atau DPT.")] = "DPT",
) -> None:
    """Tampilkan rekapitulasi daftar pemilih, dengan asal setiap angka."""
    with Office.load().client() as client:
        found = client.read(
            "/voter-registry/v1/daftar-pemilih/rekap", Rekap,
            pemilihan=pemilihan, jenis=jenis, wilayah=wilayah,
        ).body  # fmt: skip
    shown = table("Wilayah", "Laki-laki", "Perempuan", "Jumlah", "TPS", "Asal")
    for row in found.anak:
        figures = (row.l, row.p, row.jumlah, row.tps)
        shown.add_row(row.wilayah, *map(figure, figures), row.asal_jumlah)
    shown.add_section()
    shown.add_row(found.wilayah, *map(figure, (found.l, found.p, found.jumlah, found.tps)))
    out.print(shown)


@app.command()
def masalah(
    kode: Annotated[str, typer.Argument(help="Kode galat, misalnya di-luar-jadwal.")],
    layanan: Annotated[str, typer.Option(help="Layanan yang menjawabnya.")] = "voter-registry",
) -> None:
    """Jelaskan suatu kode galat."""
    with Office.load().client() as client:
        known = client.read(f"/{layanan}/v1/rujukan", Rujukan).body.galat
    found = next((entry for entry in known if entry.code == kode), None)
    if found is None:
        err.print(f"{layanan} tidak mengenal kode {kode}.", style="bold red")
        raise typer.Exit(1)
    out.print(f"{found.code} ({found.status}): {found.judul.id}")
    if found.coba_lagi is not None:
        out.print(f"Coba lagi setelah {found.coba_lagi} detik.")


def count_forms(berkas: Path) -> int:
    """How many forms a file has; ends the command at a line that is none, before any is sent."""
    total = 0
    with berkas.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                total += 1
                if not requests.is_object(line):
                    err.print(f"Baris {number} bukan objek JSON; tidak ada yang dikirim.")
                    raise typer.Exit(1)
    return total


def follow(path: str) -> None:
    """Show an operation until it has ended, and what came of it."""
    with Office.load().client() as client, bar("Memuat", None) as (progress, task):

        def show(state: Operation) -> None:
            progress.update(
                task, description=state.langkah or state.status,
                completed=state.selesai, total=state.total or None,
            )  # fmt: skip

        done = client.wait(path, progress=show)
    shown = table("Hasil", "")
    for name, value in (done.hasil or {}).items():
        shown.add_row(name, str(value))
    out.print(shown)
    if done.galat:
        out.print(f"Laporan galat per baris: {done.galat}")


def say(problem: Problem) -> None:
    """Say why the house said no, and what the helpdesk will ask for."""
    err.print(problem.title or problem.code, style="bold red", markup=False)
    err.print(problem.detail, markup=False)
    for name, value in problem.members.items():
        err.print(f"  {name}: {value}", markup=False)
    if isinstance(problem, OperationFailed):
        err.print(f"  operasi: {problem.operation.id}", markup=False)
    err.print(f"kode {problem.code}, trace_id {problem.trace_id}", style="dim", markup=False)


def main() -> None:
    """Run one command; ends with 1 when the house said no, 2 when it could not be reached."""
    try:
        app()
    except Problem as problem:
        say(problem)
        sys.exit(1)
    except NotSignedInError:
        err.print("Belum masuk: jalankan `kpu masuk`.", style="bold red")
        sys.exit(1)
    except httpx.TransportError as failure:
        err.print(f"Gerbang tidak terjangkau ({type(failure).__name__}).", style="bold red")
        sys.exit(2)
