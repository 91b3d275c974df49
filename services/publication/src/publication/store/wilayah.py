"""Questions about the copy of voter-registry's regions."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.kerangka.wilayah import Wilayah
from publication.domain.potret import PANJANG_DESA, PANJANG_KECAMATAN
from publication.domain.potret import Wilayah as Nilai


async def within(tx: AsyncSession, kode: str) -> dict[str, Nilai]:
    """A region and what lies in it, by code; villages only of a single kecamatan."""
    longest = PANJANG_DESA if len(kode) == PANJANG_KECAMATAN else PANJANG_KECAMATAN
    found = await tx.scalars(
        select(Wilayah).where(
            or_(Wilayah.kode == kode, (Wilayah.kode > kode) & (Wilayah.kode < kode + "~")),
            func.length(Wilayah.kode) <= longest,
        )
    )
    return {w.kode: Nilai(w.kode, w.nama, w.jenis, w.induk) for w in found}


async def children(tx: AsyncSession, kode: str) -> list[str]:
    """Codes of the regions right below one."""
    found = await tx.scalars(
        select(Wilayah.kode).where(Wilayah.induk == kode).order_by(Wilayah.kode)
    )
    return list(found)


async def kecamatan(tx: AsyncSession, kode: str) -> list[str]:
    """Codes of the kecamatan in a region."""
    found = await tx.scalars(
        select(Wilayah.kode).where(
            Wilayah.kode >= kode,
            Wilayah.kode < kode + "~",
            func.length(Wilayah.kode) == PANJANG_KECAMATAN,
        )
    )
    return list(found)
