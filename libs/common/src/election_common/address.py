"""The address of a request: readable text, the route it leads to, HEAD as GET without a body."""

from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common.errors import Refusal
from election_common.route_table import RouteTable


class AddressMiddleware:
    """Refuses what is no text, finds the route, and answers HEAD wherever GET is answered."""

    def __init__(self, app: ASGIApp, table: RouteTable):
        self.app = app
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        _require_text(scope)
        here = self._table.find(scope["method"], scope["path"])
        if scope["method"] == "HEAD" and here.rule is None and "GET" in here.methods:
            here = self._table.find("GET", scope["path"])
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        scope["election.found"] = here
        scope.setdefault("state", {})["route"] = here.template
        await self.app(scope, receive, send)


def _require_text(scope: Scope) -> None:
    """Refuse NUL and invalid UTF-8 in path, query or headers: no store could hold them."""
    raw_path = scope.get("raw_path") or scope["path"].encode()
    for raw in (raw_path, scope["query_string"].replace(b"+", b" ")):
        try:
            text = unquote_to_bytes(raw).decode()
        except UnicodeDecodeError as failure:
            raise Refusal("permintaan-tidak-terbaca", sebab="URL, UTF-8") from failure
        if "\x00" in text:
            raise Refusal("permintaan-tidak-terbaca", sebab="URL, NUL")
    if any(b"\x00" in value for _, value in scope["headers"]):
        raise Refusal("permintaan-tidak-terbaca", sebab="header, NUL")


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head
