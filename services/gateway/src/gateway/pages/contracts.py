"""The merged descriptions of all services."""

from typing import Any

from fastapi import APIRouter, Request

from gateway.pages import asyncapi, openapi

router = APIRouter()


@router.get("/openapi.json")
async def openapi_json(request: Request) -> dict[str, Any]:
    """Return the OpenAPI document of everything behind the gateway."""
    state = request.app.state
    documents = await state.upstream.documents("/openapi.json")
    return openapi.merge(documents, public_url=state.settings.public_url)


@router.get("/asyncapi.json")
async def asyncapi_json(request: Request) -> dict[str, Any]:
    """Return the AsyncAPI document of the facts that the services publish."""
    documents = await request.app.state.upstream.documents("/asyncapi.json", optional=True)
    return asyncapi.merge(documents)
