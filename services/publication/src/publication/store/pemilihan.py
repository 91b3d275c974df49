"""The copy of voter-registry's elections, with their rules and legal time."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.legal_time import legal_time
from publication.domain.pemeriksaan import Batas
from publication.store.base import Base, Kode, Waktu


class Pemilihan(Base):
    """An election, as this service has received it."""

    __tablename__ = "pemilihan"

    id: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    wilayah: Mapped[Kode]
    hari_pemungutan: Mapped[date]
    sandbox: Mapped[bool]
    waktu_legal: Mapped[Waktu | None]
    aturan: Mapped[dict[str, Any]]

    def waktu(self, at: datetime) -> datetime:
        """Legal time of this election when the machine's clock shows `at`."""
        return legal_time(sandbox=self.sandbox, waktu_legal=self.waktu_legal, at=at)

    @property
    def batas(self) -> Batas:
        """Limits of one TPS."""
        return Batas(
            tps_maksimum=int(self.aturan["tps_maksimum"]),
            cadangan=Decimal(str(self.aturan["cadangan_surat_suara"])),
        )


async def get(tx: AsyncSession, id_: str) -> Pemilihan | None:
    """One election."""
    return await tx.get(Pemilihan, id_)


async def put(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Insert an election, or replace it by its newer state."""
    rest = {k: v for k, v in values.items() if k != "id"}
    await tx.execute(
        insert(Pemilihan).values(**values).on_conflict_do_update(index_elements=["id"], set_=rest)
    )


async def move_time(tx: AsyncSession, id_: str, waktu: datetime) -> None:
    """Set the legal time of a sandbox election."""
    await tx.execute(update(Pemilihan).where(Pemilihan.id == id_).values(waktu_legal=waktu))
