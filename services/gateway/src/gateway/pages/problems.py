"""The control plane's refusals as problem documents."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from gateway.pages.upstream import UnreachableError
from gateway.replies import MEDIA_TYPE, Language, replies


def install(app: FastAPI) -> None:
    """Make every refusal and failure of the app a problem document."""

    @app.exception_handler(UnreachableError)
    async def _unreachable(request: Request, failure: UnreachableError) -> JSONResponse:
        return _answer(request, 503, layanan=failure.services)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, failure: HTTPException) -> JSONResponse:
        answer = _answer(request, failure.status_code)
        answer.headers.update(failure.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, _: Exception) -> JSONResponse:
        return _answer(request, 500)


def _answer(request: Request, status: int, **members: object) -> JSONResponse:
    english = request.headers.get("accept-language", "").lower().startswith("en")
    language: Language = "en" if english else "id"
    reply = replies()[status]
    problem = reply.problem(language, request.headers.get("x-trace-id", ""))
    headers = reply.headers(language)
    return JSONResponse({**problem, **members}, status, headers, media_type=MEDIA_TYPE)
