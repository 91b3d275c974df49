"""Backends whose answer costs nothing: what stands in front of them is all that is measured."""

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/v1/tahapan"
HEAD = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"application/json"), (b"content-length", b"2")],
}
BODY = b"{}"


def create_app() -> FastAPI:
    """A service of the framework that ours are made of, with one route and nothing in it."""
    app = FastAPI()

    @app.get(PATH)
    @app.get("/readyz")
    @app.get("/livez")
    async def answer() -> Response:
        """Answer a request."""
        return Response(BODY, media_type="application/json")

    return app


def create_bare_app() -> ASGIApp:
    """No framework at all: an answer written to the server."""

    async def answer(scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send(HEAD)
            await send({"type": "http.response.body", "body": BODY})

    return answer
