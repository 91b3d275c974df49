"""An import from its file to loaded rows: fetch, judge, report, load."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import obstore
import polars as pl
from obstore.store import ObjectStore
from sqlalchemy import text

from election_common import prepared
from election_common.database import Sessions, Tx, transaction
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.operasi import row as operasi_row
from election_common.operasi.row import Operasi
from election_common.scope import Scope
from voter_registry.batch import dp4, galat, muat, rekap
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store import wilayah as wilayah_store

PANJANG_DESA = 10

# Two runs of one operation (a worker that was killed and its successor) meet here.
_LOCK = text("select pg_advisory_xact_lock(hashtextextended('operasi ' || :id, 0))")


@dataclass(frozen=True, slots=True)
class Import:
    """One run of an import. Progress commits on its own; the rows commit with the operation."""

    sessions: Sessions
    files: ObjectStore
    keyring: Keyring
    operasi: UUID

    async def begin(self, tx: Tx) -> Operasi | None:
        """Take the operation, or None when it is done."""
        await tx.execute(_LOCK, {"id": str(self.operasi)})
        operasi = await operasi_row.get(tx, Scope.nasional(), self.operasi)
        if operasi is None or operasi.ended:
            return None
        await self._progress(status="berjalan", langkah="membaca", mulai_pada=datetime.now(UTC))
        return operasi

    async def load_dp4(self, tx: Tx, operasi: Operasi) -> dict[str, int]:
        """Load the acceptable rows of a DP4; the report of the others is a file of its own."""
        pemilihan = await pemilihan_store.get(tx, operasi.pemilihan)
        hari = pemilihan.hari_pemungutan if pemilihan else datetime.now(UTC).date()
        villages = await self._villages(tx, operasi)
        with TemporaryDirectory() as folder:
            judged = dp4.judge(await self._read(operasi, dp4.read, Path(folder)), villages, hari)
        await self._progress(langkah="memuat", total=judged.diterima.height)
        await self._report(judged.galat)
        if judged.diterima.height:
            await muat.load(
                await prepared.driver(tx),
                judged.diterima,
                pemilihan=operasi.pemilihan,
                kab=operasi.wilayah,
                keyring=self.keyring,
                progress=self._loaded,
            )
        return {"diterima": judged.diterima.height, "ditolak": judged.ditolak}

    async def load_rekap(self, tx: Tx, operasi: Operasi) -> tuple[UUID, dict[str, int]]:
        """Load a sealed recap under a new draft's id; returns the id and voters per TPS.

        Raises:
            Refusal: `berkas-bergalat` with any faulty line, whose report is kept.
        """
        villages = await self._villages(tx, operasi)
        with TemporaryDirectory() as folder:
            frame = await self._read(operasi, rekap.read, Path(folder))
            judged = rekap.judge(frame, villages)
        if judged.galat.height:
            await self._report(judged.galat)
            raise Refusal("berkas-bergalat", baris=judged.galat["baris"].n_unique())
        cuplikan = uuid4()
        await rekap.load(
            await prepared.driver(tx),
            judged.per_tps,
            pemilihan=operasi.pemilihan,
            cuplikan=cuplikan,
        )
        counts = judged.per_tps.select("kode_tps", pl.col("l") + pl.col("p"))
        return cuplikan, dict(counts.iter_rows())

    async def discard_file(self) -> None:
        """Delete the file of an operation that has ended: it holds persons in the clear."""
        async with transaction(self.sessions, scope=None) as tx:
            operasi = await operasi_row.get(tx, Scope.nasional(), self.operasi)
        if operasi is not None:
            with contextlib.suppress(FileNotFoundError):  # a second run
                await obstore.delete_async(self.files, operasi.argumen["tempat"])

    async def _villages(self, tx: Tx, operasi: Operasi) -> set[str]:
        return set(await wilayah_store.codes_below(tx, operasi.wilayah, PANJANG_DESA))

    async def _read(
        self, operasi: Operasi, reader: Callable[[Path], pl.DataFrame], folder: Path
    ) -> pl.DataFrame:
        """Fetch the file and read it; refuses with `berkas-tidak-terbaca`."""
        path = folder / "berkas"
        stored = await obstore.get_async(self.files, operasi.argumen["tempat"])
        with path.open("wb") as target:
            async for chunk in stored.stream():
                target.write(chunk)
        try:
            return await asyncio.to_thread(reader, path)
        except ValueError as failure:
            raise Refusal(
                "berkas-tidak-terbaca", bentuk=operasi.jenis, sebab=str(failure)
            ) from failure

    async def _report(self, faults: pl.DataFrame) -> None:
        """Keep what is wrong with which line: it stays where the import itself is refused."""
        if faults.is_empty():
            return
        place = galat.place(self.operasi)
        await obstore.put_async(self.files, place, faults.write_csv().encode())
        await self._progress(berkas_galat=place)

    async def _loaded(self, done: int) -> None:
        await self._progress(selesai=done)

    async def _progress(self, **values: Any) -> None:
        async with transaction(self.sessions, scope=None) as tx:
            await operasi_row.progress(tx, self.operasi, **values)
