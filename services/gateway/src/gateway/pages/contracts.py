"""The merged descriptions of all services."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gateway.pages import asyncapi, openapi

router = APIRouter()


@router.get("/openapi.json")
async def openapi_json(request: Request) -> Response:
    """Return the OpenAPI document of everything behind the gateway."""
    state = request.app.state
    merge = partial(openapi.merge, public_url=state.settings.public_url)
    body = await state.upstream.document("/openapi.json", merge)
    return Response(body, media_type="application/json")


@router.get("/asyncapi.json")
async def asyncapi_json(request: Request) -> Response:
    """Return the AsyncAPI document of the facts that the services publish."""
    upstream = request.app.state.upstream
    body = await upstream.document("/asyncapi.json", asyncapi.merge, optional=True)
    return Response(body, media_type="application/json")
