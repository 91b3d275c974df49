"""Whether the control plane itself lives."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/livez")
@router.get("/readyz")
async def livez() -> dict[str, str]:
    """Say so; it needs nobody else to be of use."""
    return {"status": "ok"}
