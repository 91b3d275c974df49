"""Its API."""

import asyncio
import os

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from echo_service import flowing

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_app() -> FastAPI:
    app = FastAPI()

    @app.get("/livez")
    @app.get("/readyz")
    async def livez() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/v1/lambat")
    async def slow() -> dict[str, str]:
        await asyncio.sleep(10)
        return {}

    app.include_router(flowing.router)

    @app.api_route("/v1/{path:path}", methods=METHODS)
    async def echo(request: Request, path: str) -> JSONResponse:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
        body = {
            "path": request.url.path,
            "headers": dict(request.headers),
            "size": size,
            "user": os.environ.get("NATS_USER"),
            "padding": "x" * 2000,
        }
        headers = {"etag": '"1"'} if path == "beretag" else {}
        return JSONResponse(body, headers=headers)

    return app
