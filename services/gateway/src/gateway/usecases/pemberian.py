"""Giving access, all lines of a letter at once: they commit together, in few journeys.

The gateway's own copy changes with them: here they are felt at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from election_common import akses_copy
from election_common.actor import Actor
from election_common.akses import Sifat
from election_common.audit import record_acts
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_events
from election_common.peran import Peran
from election_common.scope import NASIONAL, Scope
from election_common.tindakan import require_region, require_role
from gateway.domain import tindakan
from gateway.domain.akses import (
    Butir,
    Status,
    Surat,
    office,
    require_another,
    require_belonging,
    require_mandate,
    require_time,
    require_vacant,
)
from gateway.domain.klien import Status as StatusKlien
from gateway.domain.klien import require_registered
from gateway.domain.pemberi import require_granter
from gateway.events import published
from gateway.store import klien as klien_store
from gateway.store import pemberian as store
from gateway.store.klien import Klien
from gateway.store.pemberian import Pemberian


async def grant(
    tx: Tx, surat: Surat, butir: Sequence[Butir], *, by: Actor, at: datetime
) -> list[Pemberian]:
    """Give what a letter gives: all of its lines, or none.

    Raises:
        Refusal: for role and region; `bukan-pemberi-peran`; `pemberian-kepada-diri-sendiri`;
            `peserta-tidak-sesuai`; `waktu-akses-tidak-sah`; `mandat-tidak-sesuai`;
            `jabatan-masih-dipegang`; for a client `tidak-ditemukan`, `klien-ditutup` and
            `wilayah-klien-tidak-sesuai`. Member `galat` says in which line.
    """
    require_role(tindakan.PEMBERIAN_AKSES, by)
    klien = await klien_store.among(tx, {b.subjek for b in butir})
    induk = await store.among(tx, by.scope, {b.untuk for b in butir if b.untuk})
    definitif = await _definitive(tx, butir, by=by)
    for nomor, b in enumerate(butir):
        with _line(nomor):
            require_granter(b.peran, by)
            require_region(b.wilayah, by)
            require_another(b.subjek, by)
            require_belonging(b)
            require_time(b, surat)
            require_registered(b.subjek, klien)
            _require_mandate(induk, b)
            require_vacant(b, definitif)
    rows = await record_grants(tx, surat, butir, klien=klien, by=by, at=at)
    # Asked now: the grants hold the rows of their clients, so nobody closes one or replaces a key.
    klien = await klien_store.among(tx, klien)
    pendaftar = await klien_store.registrars(tx, klien)
    for nomor, b in enumerate(butir):
        with _line(nomor):
            _require_client(klien.get(b.subjek), b)
            require_another(b.subjek, by, pendaftar.get(b.subjek, frozenset()))
    return rows


async def record_grants(
    tx: Tx, surat: Surat, butir: Sequence[Butir], *,
    klien: Collection[str], by: Actor, at: datetime,
) -> list[Pemberian]:  # fmt: skip
    """Write grants and who gave them, and say so to all services and to this one."""
    rows = [
        Pemberian(
            **asdict(b), klien=b.subjek if b.subjek in klien else None, surat_nomor=surat.nomor,
            surat_tanggal=surat.tanggal, status=Status.AKTIF, pemberi=by.sub, diberikan_pada=at,
        )
        for b in butir
    ]  # fmt: skip
    tx.add_all(rows)
    await tx.flush()
    facts = {str(row.id): _fact(row) for row in rows}
    await record_events(tx, facts, at=at)
    await akses_copy.copy_grants(
        tx, [akses_copy.AksesDiberikan.model_validate(f.model_dump()) for f in facts.values()]
    )
    acts = {f"akses/{row.id}": _rincian(row) for row in rows}
    await record_acts(tx, tindakan.PEMBERIAN_AKSES.nama, acts, by=by, at=at)
    return rows


def _fact(row: Pemberian) -> published.AksesDiberikan:
    return published.AksesDiberikan(
        akses=str(row.id), subjek=row.subjek, peran=row.peran, wilayah=row.wilayah,
        peserta=row.peserta, unit=row.unit, sifat=row.sifat, surat_nomor=row.surat_nomor,
        untuk=str(row.untuk) if row.untuk else None, dari=row.dari, sampai=row.sampai,
    )  # fmt: skip


def _rincian(row: Pemberian) -> dict[str, object]:
    return {
        "subjek": row.subjek, "peran_diberikan": row.peran, "wilayah_akses": row.wilayah,
        "sifat": row.sifat, "surat": row.surat_nomor,
    }  # fmt: skip


@contextmanager
def _line(nomor: int) -> Iterator[None]:
    """Let a refusal say which line of the letter it is about, counted from 0."""
    try:
        yield
    except Refusal as refusal:
        refusal.members["galat"] = [{"di": f"body/butir/{nomor}", "sebab": refusal.code}]
        raise


def _require_client(klien: Klien | None, butir: Butir) -> None:
    if klien is None:
        return
    if klien.status != StatusKlien.AKTIF:
        raise Refusal("klien-ditutup", klien=klien.id)
    scope = Scope.nasional() if klien.wilayah == NASIONAL else Scope.wilayah(klien.wilayah)
    if not scope.covers(butir.wilayah):
        raise Refusal("wilayah-klien-tidak-sesuai", klien=klien.id, wilayah=klien.wilayah)


def _require_mandate(induk: Mapping[UUID, Pemberian], butir: Butir) -> None:
    """Hold a mandate against the grant of the office that it stands for."""
    if butir.untuk is None:
        require_mandate(butir, None, None)
        return
    row = induk.get(butir.untuk)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemberian akses", id=butir.untuk)
    require_mandate(butir, _held(row), Status(row.status))


async def _definitive(tx: Tx, butir: Sequence[Butir], *, by: Actor) -> list[Butir]:
    """Who holds the offices that the letter gives mandates in: by grants that stand, and by it."""
    rows = await store.holders(tx, by.scope, {office(b) for b in butir if b.untuk})
    return [*map(_held, rows), *(b for b in butir if b.untuk is None)]


def _held(row: Pemberian) -> Butir:
    return Butir(
        subjek=row.subjek, peran=Peran(row.peran), wilayah=row.wilayah, dari=row.dari,
        sampai=row.sampai, peserta=row.peserta, unit=row.unit, sifat=Sifat(row.sifat),
    )  # fmt: skip
