"""Browsers of other origins: an allow-list, no cookies, and the headers that a caller must see."""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from election_common.errors import Refusal
from election_common.problems import Answers

ALLOWED = (
    "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Pin",
)  # fmt: skip
EXPOSED = ("ETag", "Location", "Retry-After", "Idempotency-Replayed", "X-Trace-Id")


class Cors(CORSMiddleware):
    """Starlette's, whose refusal of a preflight is a problem document too."""

    def __init__(self, app: ASGIApp, answers: Answers, origins: Sequence[str]):
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=ALLOWED,
            expose_headers=EXPOSED,
        )
        self._answers = answers

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a preflight."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTPStatus.OK:
            return answer
        wish = request_headers.get("accept-language")
        return self._answers.document(Refusal("asal-tidak-diizinkan"), wish)
