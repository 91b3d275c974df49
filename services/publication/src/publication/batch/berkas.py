"""The public folder: documents as files that are written whole or not at all.

Each file is written beside its place, synced, and renamed into it; a version before the pointer
that names it. A compressed copy stands beside each. Whoever reads sees an old file or a new one,
never half of one, and everything here can be written again from the database.
"""

import gzip
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import uuid4

NEWEST = "terkini"
HISTORY = "versi"


@dataclass(frozen=True, slots=True)
class Versi:
    """A version to be put in place; `isi` is its file, compressed."""

    nomor: int
    isi: bytes


@dataclass(frozen=True, slots=True)
class Berkas:
    """The files of one document."""

    folder: Path

    @classmethod
    def of(cls, public_dir: Path, pemilihan: str, jenis: str, kode: str) -> "Berkas":
        """Return the place of a document."""
        return cls(public_dir / "pemilihan" / pemilihan / jenis / kode)

    @classmethod
    def of_checkpoints(cls, public_dir: Path, layanan: str) -> "Berkas":
        """Return the place of the checkpoints of a service's audit."""
        return cls(public_dir / "titik-periksa" / layanan)

    def install(self, versions: Iterable[Versi], history: bytes, newest: int) -> None:
        """Put versions in place, then the list of versions and the newest document."""
        folder = self.folder / "v"
        folder.mkdir(parents=True, exist_ok=True)
        for v in versions:
            _write_both(folder / str(v.nomor), gzip.decompress(v.isi), v.isi)
        _sync_folder(folder)
        _write_both(self.folder / HISTORY, history, gzip.compress(history, mtime=0))
        _write_both(
            self.folder / NEWEST,
            (folder / str(newest)).read_bytes(),
            (folder / f"{newest}.gz").read_bytes(),
        )
        _sync_folder(self.folder)

    def shows(self, sidik: str) -> bool:
        """Say whether the newest document on the disk is the one with this SHA-256."""
        try:
            isi = (self.folder / NEWEST).read_bytes()
        except FileNotFoundError:
            return False
        return hashlib.sha256(isi).hexdigest() == sidik

    def beyond(self, known: int) -> list[bytes]:
        """Return the versions that follow a number.

        The compressed copy is written first, so it stands for its version.
        """
        found = []
        for nomor in count(known + 1):
            file = self.folder / "v" / f"{nomor}.gz"
            if not file.exists():
                break
            found.append(gzip.decompress(file.read_bytes()))
        return found


def elections(public_dir: Path) -> list[str]:
    """Return the elections of which documents are published."""
    return sorted(folder.name for folder in (public_dir / "pemilihan").glob("*"))


def beyond(public_dir: Path, pemilihan: str, known: Mapping[tuple[str, str], int]) -> list[bytes]:
    """Return the versions of an election's documents that follow the newest known ones."""
    found = []
    for folder in sorted((public_dir / "pemilihan" / pemilihan).glob("*/*")):
        found += Berkas(folder).beyond(known.get((folder.parent.name, folder.name), 0))
    return found


def checkpoints_beyond(public_dir: Path, known: Mapping[str, int]) -> list[bytes]:
    """Return the published checkpoints that follow the newest known one of each service."""
    found = []
    for folder in sorted((public_dir / "titik-periksa").glob("*")):
        found += Berkas(folder).beyond(known.get(folder.name, 0))
    return found


def _write_both(path: Path, isi: bytes, compressed: bytes) -> None:
    _write(path.with_name(f"{path.name}.gz"), compressed)
    _write(path, isi)


def _write(path: Path, isi: bytes) -> None:
    """Write a file whole: beside its place, synced, then renamed into it.

    Beside it under a name of its own: a worker that was paused may wake while another writes.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}.baru")
    try:
        with beside.open("wb") as file:
            file.write(isi)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
