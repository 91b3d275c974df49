"""Fixing the columns of the counting form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.kerangka.pemilihan import Pemilihan
from election_common.tindakan import require_region, require_role
from publication.domain import tindakan
from publication.domain.dokumen import Jenis
from publication.domain.kolom import Kolom, columns, require_numbered
from publication.events import consumed
from publication.store import dokumen as dokumen_store
from publication.store import kolom_suara as store
from publication.store import wilayah as wilayah_store

#: Why documents change when candidacy revokes a pair.
PEMBATALAN = "pembatalan"


async def fix_columns(
    tx: Tx, pemilihan_id: str, kolom: Sequence[Kolom], *, by: Actor, at: datetime
) -> None:
    """Fix the columns; the same ones again change nothing.

    Raises:
        Refusal: for role and region; `kolom-tidak-sesuai` unless numbered 1, 2, ...;
            `bukti-sudah-ada` when others are fixed.
    """
    require_role(tindakan.PENETAPAN_KOLOM, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_region(pemilihan.wilayah, by)
    require_numbered(kolom)
    await _add(tx, pemilihan, kolom)
    act = tindakan.PENETAPAN_KOLOM.nama
    await record_act(
        tx, act, f"pemilihan/{pemilihan_id}", by=by, at=at, kolom=[k.label for k in kolom]
    )


async def receive_columns(
    tx: Tx,
    event: consumed.NomorUrutDitetapkan,
    *,
    at: datetime,  # noqa: ARG001 - as all handlers
) -> None:
    """Fix the columns after the numbers that candidacy has drawn."""
    pairs = [(p.nomor_urut, p.calon, p.wakil) for p in event.pasangan]
    await _add(tx, await load_pemilihan(tx, event.pemilihan), columns(pairs))


async def receive_cancellation(
    tx: Tx,
    event: consumed.PasanganCalonDibatalkan,
    *,
    at: datetime,  # noqa: ARG001 - as all handlers
) -> None:
    """Show the column of a revoked pair as such; before the draw it has none."""
    if event.nomor_urut is None:
        return
    pemilihan = await load_pemilihan(tx, event.pemilihan)
    await store.revoke(tx, pemilihan.id, event.nomor_urut, event.keputusan_nomor)
    await _mark(tx, pemilihan, PEMBATALAN)


def require_unfixed(fixed: bool, pemilihan: str) -> None:
    """Refuse columns of an election that has some."""
    if fixed:
        raise Refusal("bukti-sudah-ada", jenis="kolom suara", id=pemilihan)


async def _add(tx: Tx, pemilihan: Pemilihan, kolom: Sequence[Kolom]) -> None:
    """Insert the columns; from then on every unit has a document, with 0 of n TPS."""
    known = [replace(k, pembatalan=None) for k in await store.of(tx, pemilihan.id)]
    if known == sorted(kolom, key=lambda k: k.nomor):
        return
    require_unfixed(not await store.add(tx, pemilihan.id, kolom), pemilihan.id)
    await _mark(tx, pemilihan, tindakan.PENETAPAN_KOLOM.nama)


async def _mark(tx: Tx, pemilihan: Pemilihan, sebab: str) -> None:
    units = {pemilihan.wilayah, *await wilayah_store.kecamatan(tx, pemilihan.wilayah)}
    await dokumen_store.mark(tx, pemilihan.id, Jenis.HASIL, units, sebab)
