"""`GET /v1/saya`: who the caller is here, as far as his grants go now."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common.request import By

router = APIRouter(prefix="/saya", tags=["akses"])


class Saya(BaseModel):
    """The caller; a role of his token that no grant bears out is not among these."""

    sub: str
    peran: list[str]
    wilayah: str
    peserta: str
    unit: str
    mandat: list[str] = Field(description="Sifat, peran, dan nomor surat bila Plh atau Plt")


@router.get("", response_model=Saya)
async def get_caller(by: By) -> JSONResponse:
    """Baca peran dan wilayah Anda yang berlaku sekarang pada layanan ini (UU 30/2014 Pasal 14)."""
    body = Saya(
        sub=by.sub, peran=sorted(by.peran), wilayah=by.wilayah, peserta=by.peserta, unit=by.unit,
        mandat=[str(mandat) for mandat in by.mandat],
    )  # fmt: skip
    return JSONResponse(body.model_dump(), headers={"cache-control": "no-store"})
