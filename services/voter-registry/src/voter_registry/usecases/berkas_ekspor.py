"""The file of a working export: CSV in sealed parts, so that the store shows no person.

Every row bears the export's id and the first line says for which case it was made, by whom and
until when: a copy that turns up elsewhere names its origin.
"""

import contextlib
import csv
import hashlib
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import obstore
import structlog
from obstore.store import ObjectStore

from election_common.database import Tx
from election_common.keyring import Keyring
from election_common.loop import Loop
from election_common.scope import Scope
from voter_registry.domain.ekspor_kerja import BERLAKU
from voter_registry.store import pembacaan_pemilih as pembacaan
from voter_registry.store import pemilih as pemilih_store
from voter_registry.store.ekspor_kerja import EksporKerja

log = structlog.get_logger()

FOLDER = "ekspor"
SWEEP_SECONDS = 600.0
SEALED = ("nik", "nkk")
#: A cell that a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Bagian:
    """A part of a file: its lines, and whose they are."""

    subjek: list[UUID]
    csv: str


@dataclass(frozen=True, slots=True)
class Hasil:
    """A file that was written."""

    baris: int
    bagian: int
    sidik: str


@dataclass(frozen=True, slots=True)
class Berkas:
    """The files of working exports."""

    files: ObjectStore
    keyring: Keyring

    async def write(self, tx: Tx, row: EksporKerja, *, at: datetime) -> Hasil:
        """Write the file of an export part by part; a second run writes it over."""
        digest, n, lines = hashlib.sha256(), 0, 0
        async for part in self._parts(tx, row, at):
            digest.update(part.csv.encode())
            await self._put(row.id, n, part)
            n, lines = n + 1, lines + len(part.subjek)
        return Hasil(lines, n, digest.hexdigest())

    async def read(self, row: EksporKerja) -> AsyncIterator[Bagian]:
        """Open the parts of a file in their order."""
        for n in range(row.bagian or 0):
            stored = await obstore.get_async(self.files, _path(row.id, n))
            sealed = bytes(await stored.bytes_async())
            part = json.loads(self.keyring.open(sealed, _path(row.id, n)))
            yield Bagian([UUID(one) for one in part["subjek"]], part["csv"])

    async def delete(self, row: EksporKerja) -> None:
        """Delete the file, or what an earlier run that broke off has left of it."""
        for n in range(row.bagian or 0):
            with contextlib.suppress(FileNotFoundError):
                await obstore.delete_async(self.files, _path(row.id, n))

    async def _put(self, id_: UUID, n: int, part: Bagian) -> None:
        clear = json.dumps({"subjek": [str(one) for one in part.subjek], "csv": part.csv})
        await obstore.put_async(self.files, _path(id_, n), self.keyring.seal(clear, _path(id_, n)))

    async def _parts(self, tx: Tx, row: EksporKerja, at: datetime) -> AsyncIterator[Bagian]:
        head = [[_mark(row, at)], [*row.kolom, "ekspor_kerja"]]
        yield Bagian([], _csv(head))
        scope = Scope.wilayah(row.wilayah)
        async for part in pembacaan.stream(tx, scope, row.pemilihan, row.wilayah, row.kolom):
            lines = [[*(self._cell(voter, k) for k in row.kolom), str(row.id)] for voter in part]
            yield Bagian([voter["id"] for voter in part], _csv(lines))

    def _cell(self, voter: Any, column: str) -> str:  # noqa: ANN401 - a row
        value = voter[column]
        if column in SEALED:
            return self.keyring.open(value, pemilih_store.place(column, voter["id"]))
        if column == "nik_akhir":
            return self.keyring.open(value, pemilih_store.place("nik", voter["id"]))[-4:]
        text = "" if value is None else str(value)
        return f"'{text}" if text.startswith(FORMULA) else text


def sweeping(files: ObjectStore) -> Loop:
    """Delete parts whose time is over, now and then."""

    async def sweep() -> bool:
        for gone in await discard_expired(files, at=datetime.now(UTC)):
            log.warning("export-part-deleted", place=gone)
        return False

    return Loop("exports", sweep, "false", every=SWEEP_SECONDS)


async def discard_expired(files: ObjectStore, *, at: datetime) -> list[str]:
    """Delete parts whose time is over, whatever became of their rows; returns their places.

    A file is deleted by a job of its own, of which a database that was restored may know nothing.
    """
    gone: list[str] = []
    async for part in obstore.list(files, FOLDER):
        for old in (one["path"] for one in part if one["last_modified"] < at - BERLAKU):
            with contextlib.suppress(FileNotFoundError):  # its own job was there
                await obstore.delete_async(files, old)
                gone.append(old)
    return gone


def _mark(row: EksporKerja, at: datetime) -> str:
    return (
        f"# EKSPOR KERJA {row.id}; perkara {row.perkara}; penerima {row.penerima};"
        f" diajukan {row.diajukan_oleh}; disetujui {row.diputuskan_oleh};"
        f" dibuat {at.isoformat(timespec='seconds')};"
        f" berlaku sampai {(at + BERLAKU).isoformat(timespec='seconds')}"
    )


def _path(id_: UUID, n: int) -> str:
    return f"{FOLDER}/{id_}/{n}"


def _csv(lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
