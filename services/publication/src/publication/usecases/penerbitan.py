"""Issuing documents: whatever may have changed, from one snapshot, a new version where it has.

The versions are rows of the same transaction that removes the marks; their files are written after
it, from those rows. So a file of a version never says anything but what was committed.

A number is given once: the address of a version is cached for ever. A database that was restored
knows less than it has published, so what stands in the public folder beyond it is taken back first.
"""

import asyncio
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.kerangka import pemilihan as pemilihan_store
from election_common.kerangka.pemilihan import Pemilihan
from election_common.scope import ancestors
from publication.domain.dokumen import Jenis, Terbitan, digest, issue, parse
from publication.domain.potret import PANJANG_KECAMATAN
from publication.store import dokumen as store
from publication.store import kolom_suara as kolom_store
from publication.store import wilayah as wilayah_store
from publication.usecases.potret import Dibaca, load_kecamatan, load_units
from publication.usecases.rekap_dpt import read_recaps

log = structlog.get_logger()

Isi = dict[str, Any]
#: The published versions of an election that follow the newest known number of each document.
Beyond = Callable[[str, Mapping[tuple[str, str], int]], Iterable[bytes]]

#: Nobody publishes: documents follow from acts, and the act of issuing them is the system's own.
SISTEM, PENERBITAN, PEMULIHAN = "sistem", "penerbitan", "pemulihan"


@dataclass(frozen=True, slots=True)
class Sesi:
    """One publication: the snapshot's id and the moments that its documents carry."""

    pemilihan: str
    cuplikan: UUID
    waktu_legal: datetime
    at: datetime


async def take_published(tx: Tx, pemilihan_id: str, beyond: Beyond, *, at: datetime) -> None:
    """Take back the versions that were published and that a restored database lacks.

    Their documents are asked for: where the database says something else by now, that follows
    under the next number, with the restore as its cause.
    """
    pemilihan = await pemilihan_store.get(tx, pemilihan_id)
    if pemilihan is None or not await store.take_turn(tx, pemilihan_id):
        return
    known = {key: versi for key, (versi, _) in (await store.newest(tx, pemilihan_id)).items()}
    files = await asyncio.to_thread(beyond, pemilihan_id, known)
    rows = [_row(*parse(file), file) for file in files]
    if not rows:
        return
    log.warning("published-versions-taken-back", pemilihan=pemilihan_id, versions=len(rows))
    await store.add(tx, rows)
    for jenis in Jenis:
        codes = {r["kode"] for r in rows if r["jenis"] == jenis}
        await store.mark(tx, pemilihan_id, jenis, codes, PEMULIHAN)
    await _record(tx, PEMULIHAN, pemilihan, rows, at=at)


async def issue_documents(tx: Tx, pemilihan_id: str, beyond: Beyond, *, at: datetime) -> int:
    """Issue the documents that are asked for; returns how many new versions there are.

    The transaction is at its start: it is made to see one moment only. Marks stay while this
    service has not received the election and its regions.
    """
    if not await store.take_snapshot(tx, pemilihan_id):
        return 0
    pemilihan = await pemilihan_store.get(tx, pemilihan_id)
    if pemilihan is None or not await wilayah_store.kecamatan(tx, pemilihan.wilayah):
        return 0
    await take_published(tx, pemilihan_id, beyond, at=at)
    marks = await store.marks(tx, pemilihan_id)
    sebab = _causes(pemilihan, marks)
    sesi = Sesi(pemilihan_id, uuid4(), pemilihan.waktu(at), at)
    newest = await store.newest(tx, pemilihan_id)
    rows = []
    for jenis, units in sebab.items():
        for isi in await _read(tx, pemilihan, jenis, set(units)):
            row = _version(isi, newest, units[isi["wilayah"]["kode"]], sesi)
            rows += [row] if row else []
    if rows:
        await store.add(tx, rows)
        await _record(tx, PENERBITAN, pemilihan, rows, at=at)
    await store.clear(tx, [m.id for m in marks])
    return len(rows)


async def _record(
    tx: Tx, act: str, pemilihan: Pemilihan, rows: Iterable[Mapping[str, Any]], *, at: datetime
) -> None:
    """Record each new version with the digest of its file, which the audit's seal then covers."""
    by = Actor(SISTEM, frozenset({SISTEM}), pemilihan.wilayah)
    versi = {f"{r['jenis']}/{r['kode']}/v/{r['versi']}": r["sidik"] for r in rows}
    await record_act(tx, act, f"pemilihan/{pemilihan.id}", by=by, at=at, versi=versi)


def _causes(
    pemilihan: Pemilihan, marks: Iterable[store.PerluTerbit]
) -> Mapping[Jenis, Mapping[str, set[str]]]:
    """Return the units to look at by kind, each with the causes: a mark reaches those above it."""
    causes: dict[Jenis, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for m in marks:
        for kode in ancestors(m.kode):
            if kode.startswith(pemilihan.wilayah):
                causes[Jenis(m.jenis)][kode].add(m.sebab)
    return causes


async def _read(tx: Tx, pemilihan: Pemilihan, jenis: Jenis, codes: set[str]) -> list[Isi]:
    if jenis is Jenis.REKAP_DPT:
        return await read_recaps(tx, pemilihan, codes)
    kolom = await kolom_store.of(tx, pemilihan.id)
    if not kolom:
        return []
    units = await load_units(tx, pemilihan.id, pemilihan.wilayah, kolom)
    contents = []
    for kode in sorted(codes & set(units)):
        dibaca = Dibaca(pemilihan, units[kode], kolom)
        if len(kode) == PANJANG_KECAMATAN:
            dibaca = await load_kecamatan(tx, pemilihan, units[kode], kolom)
        contents.append(dibaca.isi)
    return contents


def _version(
    isi: Isi, newest: Mapping[tuple[str, str], tuple[int, str]], sebab: set[str], sesi: Sesi
) -> dict[str, Any] | None:
    """Return the row of a new version, or None when nothing but the time has changed."""
    jenis, kode = isi["jenis"], isi["wilayah"]["kode"]
    versi, sidik_lama = newest.get((jenis, kode), (0, ""))
    if digest(isi) == sidik_lama:
        return None
    causes = ", ".join(sorted(sebab))
    terbitan = Terbitan(versi + 1, str(sesi.cuplikan), causes, sesi.waktu_legal, sesi.at)
    return _row(isi, terbitan, issue(isi, terbitan))


def _row(isi: Isi, terbitan: Terbitan, file: bytes) -> dict[str, Any]:
    return {
        "pemilihan": isi["pemilihan"],
        "jenis": isi["jenis"],
        "kode": isi["wilayah"]["kode"],
        "versi": terbitan.versi,
        "cuplikan": UUID(terbitan.cuplikan),
        "sidik": hashlib.sha256(file).hexdigest(),
        "sidik_isi": digest(isi),
        "sebab": terbitan.sebab,
        "status": isi["status"],
        "resmi": isi["resmi"],
        "waktu_legal": terbitan.waktu_legal,
        "diterbitkan_pada": terbitan.diterbitkan_pada,
        "isi": gzip.compress(file, mtime=0),
    }
