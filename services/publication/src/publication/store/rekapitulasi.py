"""What plenaries declared, and the corrections by which they did."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.kerangka.pemilihan import Pemilihan
from election_common.provenance import Asal
from election_common.scope import Scope
from publication.domain.koreksi import Koreksi
from publication.domain.status import Status
from publication.domain.unit import Keputusan, Pengesahan, Saksi
from publication.store.base import Base, Kode, Waktu


class Rekapitulasi(Base):
    """What one plenary declared; `versi` is its ETag."""

    __tablename__ = "rekapitulasi"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    status: Mapped[str]
    angka: Mapped[dict[str, Any]]
    asal: Mapped[str]
    ba_nomor: Mapped[str]
    ba_tanggal: Mapped[date]
    penanda_tangan: Mapped[list[Any]]
    saksi: Mapped[list[Any]]
    disahkan_pada: Mapped[Waktu]
    keputusan_nomor: Mapped[str | None]
    keputusan_tanggal: Mapped[date | None]
    diumumkan_pada: Mapped[Waktu | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


class KoreksiRow(Base):
    """A correction, and who entered it."""

    __tablename__ = "koreksi"
    __table_args__ = (
        ForeignKeyConstraint(
            ["pemilihan", "wilayah"], ["rekapitulasi.pemilihan", "rekapitulasi.wilayah"]
        ),
    )

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    kolom: Mapped[str] = mapped_column(primary_key=True)
    dari: Mapped[int] = mapped_column(BigInteger)
    ke: Mapped[int] = mapped_column(BigInteger)
    alasan: Mapped[str]
    saksi: Mapped[str]
    asal: Mapped[str]
    oleh: Mapped[str]


async def add(
    tx: AsyncSession, values: dict[str, Any], koreksi: Sequence[Koreksi], oleh: str
) -> bool:
    """Insert what a plenary declared; says whether the unit had none."""
    new = upsert(Rekapitulasi).values(versi=1, **values).on_conflict_do_nothing()
    if await tx.scalar(new.returning(Rekapitulasi.versi)) is None:
        return False
    key = {"pemilihan": values["pemilihan"], "wilayah": values["wilayah"], "oleh": oleh}
    if koreksi:
        await tx.execute(insert(KoreksiRow), [{**key, **asdict(k)} for k in koreksi])
    return True


async def get(tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str) -> Rekapitulasi | None:
    """What one plenary declared, its row locked: it is about to change."""
    return await tx.scalar(
        select(Rekapitulasi)
        .where(
            Rekapitulasi.pemilihan == pemilihan,
            Rekapitulasi.wilayah == wilayah,
            within(Rekapitulasi.wilayah, scope),
        )
        .with_for_update()
    )


async def declared(tx: AsyncSession, pemilihan: str, kode: str) -> dict[str, Pengesahan]:
    """What the plenaries of a region and below declared, by code."""
    found = await tx.scalars(
        select(Rekapitulasi)
        .where(
            Rekapitulasi.pemilihan == pemilihan,
            Rekapitulasi.wilayah >= kode,
            Rekapitulasi.wilayah < kode + "~",
        )
        .execution_options(populate_existing=True)
    )
    koreksi = await _corrections(tx, pemilihan, kode)
    return {r.wilayah: _value(r, tuple(koreksi[r.wilayah])) for r in found}


async def _corrections(tx: AsyncSession, pemilihan: str, kode: str) -> dict[str, list[Koreksi]]:
    found = await tx.scalars(
        select(KoreksiRow)
        .where(
            KoreksiRow.pemilihan == pemilihan,
            KoreksiRow.wilayah >= kode,
            KoreksiRow.wilayah < kode + "~",
        )
        .order_by(KoreksiRow.kolom)
    )
    by_unit: dict[str, list[Koreksi]] = defaultdict(list)
    for k in found:
        row = Koreksi(k.kolom, k.dari, k.ke, k.alasan, k.saksi, Asal(k.asal))
        by_unit[k.wilayah].append(row)
    return by_unit


def _value(r: Rekapitulasi, koreksi: tuple[Koreksi, ...]) -> Pengesahan:
    keputusan = None
    if r.keputusan_nomor is not None and r.keputusan_tanggal is not None:
        keputusan = Keputusan(r.keputusan_nomor, r.keputusan_tanggal)
    return Pengesahan(
        status=Status(r.status),
        angka=r.angka,
        asal=Asal(r.asal),
        ba_nomor=r.ba_nomor,
        ba_tanggal=r.ba_tanggal,
        koreksi=koreksi,
        saksi=tuple(Saksi(**s) for s in r.saksi),
        keputusan=keputusan,
        versi=r.versi,
    )
