"""RFC 9457 problem documents: the only form in which a service says no."""

from collections.abc import Sequence
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg.errors import InsufficientPrivilege, UniqueViolation
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from election_common import failure, trace
from election_common.catalogue import Catalogue, Language, language
from election_common.errors import Kind, Refusal
from election_common.isian import sebab
from election_common.penolakan import record_refusal
from election_common.route_table import found

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
    Kind.TOO_MANY: 429,
    Kind.INTERNAL: 500,
    Kind.UNAVAILABLE: 503,
}

#: Refusals of what a caller may not have; the absent may be the hidden.
FOREIGN = {Kind.FORBIDDEN, Kind.ABSENT}

MEDIA_TYPE = "application/problem+json"


def install(app: FastAPI, answers: "Answers") -> None:
    """Make every refusal and failure of the app a problem document of the catalogue."""
    app.add_exception_handler(Refusal, answers.refused)
    app.add_exception_handler(RequestValidationError, answers.invalid)
    app.add_exception_handler(HTTPException, answers.unroutable)
    app.add_exception_handler(OperationalError, answers.unavailable)
    app.add_exception_handler(psycopg.OperationalError, answers.unavailable)
    app.add_exception_handler(PoolTimeoutError, answers.unavailable)
    app.add_exception_handler(DBAPIError, answers.database_failed)
    app.add_exception_handler(Exception, answers.failed)


class Answers:
    """Exception handlers; the parameter types are those of Starlette."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue = catalogue

    def problem(self, request: Request, refusal: Refusal) -> JSONResponse:
        """The problem document of a refusal of this request."""
        return self.document(refusal, request.headers.get("accept-language"))

    def document(self, refusal: Refusal, accept_language: str | None) -> JSONResponse:
        """The problem document of a refusal, in the caller's language."""
        entry = self._catalogue.entries[refusal.code]
        words = language(accept_language)
        title, detail = self._catalogue.words(refusal, words)
        status = STATUS[entry.kind]
        headers: dict[str, str] = {"content-language": words}
        retry_after = refusal.retry_after or entry.retry_after
        if retry_after is not None:
            headers["retry-after"] = str(retry_after)
        if entry.kind is Kind.UNAUTHENTICATED:
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

    async def refused(self, request: Request, refusal: Exception) -> JSONResponse:
        """A refusal of the service."""
        assert isinstance(refusal, Refusal)  # noqa: S101 - for the type checker
        if self._catalogue.entries[refusal.code].kind in FOREIGN:
            await record_refusal(request, refusal)
        return self.problem(request, refusal)

    async def invalid(self, request: Request, cause: Exception) -> JSONResponse:
        """A request that does not have the declared shape."""
        assert isinstance(cause, RequestValidationError)  # noqa: S101 - for the type checker
        words = language(request.headers.get("accept-language"))
        return self.problem(request, _first_refusal(cause.errors(), words))

    async def unroutable(self, request: Request, cause: Exception) -> JSONResponse:
        """No such address, or no such method there."""
        assert isinstance(cause, HTTPException)  # noqa: S101 - for the type checker
        code = {404: "alamat-tidak-ada", 405: "metode-tidak-didukung"}.get(cause.status_code)
        refusal = Refusal(code) if code else Refusal("permintaan-tidak-terbaca", sebab="HTTP")
        response = self.problem(request, refusal)
        if code == "metode-tidak-didukung":
            response.headers["allow"] = _allowed(found(request.scope).methods)
        return response

    async def unavailable(self, request: Request, cause: Exception) -> JSONResponse:
        """No database, no free connection, or a statement out of time."""
        log.warning("database-unavailable", failure=failure.name(cause))
        return self.problem(request, Refusal("basis-data-tidak-tersedia"))

    async def database_failed(self, request: Request, cause: Exception) -> JSONResponse:
        """A hidden row that is in the way answers as one that is not there.

        A key that is taken, by a twin that was quicker or a hidden row, is one conflict for both.
        """
        orig = getattr(cause, "orig", None)
        if isinstance(orig, InsufficientPrivilege):
            return await self.refused(request, Refusal("tidak-ditemukan", jenis="data", id="-"))
        if isinstance(orig, UniqueViolation):
            log.warning("taken", constraint=orig.diag.constraint_name, where=failure.where(cause))
            return self.problem(request, Refusal("sudah-tercatat"))
        log.error("database-failed", failure=failure.name(cause), where=failure.where(cause))
        return self.problem(request, Refusal("kesalahan-internal"))

    async def failed(self, request: Request, cause: Exception) -> JSONResponse:
        """A failure that nobody foresaw."""
        log.error("unexpected", failure=type(cause).__name__, where=failure.where(cause))
        return self.problem(request, Refusal("kesalahan-internal"))


def _allowed(methods: frozenset[str]) -> str:
    """All methods of an address; Starlette names only those of its first route."""
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _first_refusal(errors: Sequence[dict[str, Any]], words: Language) -> Refusal:
    """A missing or bad header has a code of its own; the rest is a list of fields to mend."""
    for error in errors:
        if error["type"] == "json_invalid":
            return Refusal("permintaan-tidak-terbaca", sebab="JSON")
        if error["loc"][:2] == ("header", "Idempotency-Key"):
            return Refusal("kunci-idempotensi-tidak-ada")
    galat = [
        {
            "di": "/".join(str(part) for part in error["loc"]),
            "sebab": sebab(error, words),
            "jenis": error["type"],
        }
        for error in errors
    ]
    return Refusal("permintaan-tidak-sah", members={"galat": galat})
