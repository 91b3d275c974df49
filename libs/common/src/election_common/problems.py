"""RFC 9457 problem documents: the only form in which a service says no."""

import traceback
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from election_common import trace
from election_common.catalogue import Catalogue, language
from election_common.errors import Kind, Refusal

log = structlog.get_logger()

STATUS = {
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.ABSENT: 404,
    Kind.METHOD: 405,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.INVALID: 422,
    Kind.LOCKED: 423,
    Kind.UNCONDITIONAL: 428,
    Kind.INTERNAL: 500,
    Kind.UNAVAILABLE: 503,
}

MEDIA_TYPE = "application/problem+json"


def install(app: FastAPI, catalogue: Catalogue) -> None:
    """Make every refusal and failure of the app a problem document of the catalogue."""

    def answer(request: Request, refusal: Refusal) -> JSONResponse:
        entry = catalogue.entries[refusal.code]
        words = language(request.headers.get("accept-language"))
        title, detail = catalogue.words(refusal, words)
        status = STATUS[entry.kind]
        headers = {"content-language": words}
        if entry.retry_after is not None:
            headers["retry-after"] = str(entry.retry_after)
        if status == STATUS[Kind.UNAUTHENTICATED]:
            headers["www-authenticate"] = "Bearer"
        body = {
            "type": f"urn:kpu-babel:galat:{refusal.code}",
            "title": title,
            "status": status,
            "detail": detail,
            "code": refusal.code,
            "trace_id": trace.trace_id(),
            **refusal.members,
        }
        return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)

    @app.exception_handler(Refusal)
    async def _refusal(request: Request, refusal: Refusal) -> JSONResponse:
        return answer(request, refusal)

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, failure: RequestValidationError) -> JSONResponse:
        unreadable = next((e for e in failure.errors() if e["type"] == "json_invalid"), None)
        if unreadable is not None:
            return answer(request, Refusal("permintaan-tidak-terbaca", sebab="JSON"))
        return answer(request, _first_refusal(failure.errors()))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, failure: HTTPException) -> JSONResponse:
        code = {404: "alamat-tidak-ada", 405: "metode-tidak-didukung"}.get(failure.status_code)
        refusal = Refusal(code) if code else Refusal("permintaan-tidak-terbaca", sebab="HTTP")
        response = answer(request, refusal)
        if failure.headers and "allow" in {name.lower() for name in failure.headers}:
            response.headers["allow"] = failure.headers["Allow"]
        return response

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeoutError)
    async def _database(request: Request, failure: Exception) -> JSONResponse:
        log.warning("database-unavailable", failure=type(failure).__name__)
        return answer(request, Refusal("basis-data-tidak-tersedia"))

    @app.exception_handler(DBAPIError)
    async def _database_error(request: Request, failure: DBAPIError) -> JSONResponse:
        if isinstance(failure.orig, InsufficientPrivilege):
            return answer(request, Refusal("tidak-ditemukan", jenis="data", id="-"))
        log.error("database-failed", failure=type(failure.orig).__name__, where=_where(failure))
        return answer(request, Refusal("kesalahan-internal"))

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, failure: Exception) -> JSONResponse:
        log.error("unexpected", failure=type(failure).__name__, where=_where(failure))
        return answer(request, Refusal("kesalahan-internal"))


def _where(failure: Exception) -> list[str]:
    """Where it failed: places in the code, never values, which may be personal."""
    frames = traceback.extract_tb(failure.__traceback__)
    return [f"{f.filename.rpartition('/')[2]}:{f.lineno}:{f.name}" for f in frames[-12:]]


def _first_refusal(errors: Sequence[dict[str, Any]]) -> Refusal:
    """A missing or bad header has a code of its own; the rest is a list of fields to mend."""
    for error in errors:
        if error["loc"][:2] == ("header", "Idempotency-Key"):
            return Refusal("kunci-idempotensi-tidak-ada")
    galat = [
        {
            "di": "/".join(str(part) for part in error["loc"]),
            "sebab": error["msg"],
            "jenis": error["type"],
        }
        for error in errors
    ]
    return Refusal("permintaan-tidak-sah", members={"galat": galat})
