"""Whether the control plane itself lives, and what it counts; it needs nobody else to be of use."""

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from election_common.metrics import MEDIA_TYPE

router = APIRouter()


@router.get("/livez")
async def livez() -> dict[str, str]:
    """Say so."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Say so, unless the process is about to end."""
    if request.app.state.ending:
        raise HTTPException(503)
    return {"status": "ok"}


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Render the metrics; no route of the gateway leads here."""
    return Response(request.app.state.metrics.known(), media_type=MEDIA_TYPE)


def name_route(request: Request) -> None:
    """Name the route of a request to its metrics: as it is declared, never the path."""
    request.state.route = request.scope["route"].path
