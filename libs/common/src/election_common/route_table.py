"""What each route is allowed: how large a body, of which type, for how long.

Middleware must know that before the route runs, so the table is made once from the routes, and a
route that needs more than the rest declares it. What it finds is then run: FastAPI's own search
would try route by route once more, and those of the right router a third time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import Receive, Scope, Send

MIB = 1 << 20
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class RouteRule:
    """Limits of one route.

    Attributes:
        body_bytes: The largest body; None for a route that reads and limits the stream itself.
        media_type: The type that a body must have.
        seconds: Time until the answer begins: statement 3 s < handler 5 s < gateway 7 s.
        streams: The answer flows for minutes, so it takes one of the slots for streams; said by
            the route's `response_class`, not here.
        public: It streams to whoever asks, without a token: it takes no slot of officers' streams.
    """

    body_bytes: int | None = MIB
    media_type: str = "application/json"
    seconds: float = 5.0
    streams: bool = False
    public: bool = False


DEFAULT = RouteRule()


def allow(rule: RouteRule) -> Callable[[F], F]:
    """Declare limits of a route's own; stands below the route's decorator."""

    def mark(endpoint: F) -> F:
        endpoint.__route_rule__ = rule  # type: ignore[attr-defined]
        return endpoint

    return mark


@dataclass(frozen=True, slots=True)
class Found:
    """The route of a request; `template` is empty when no address matches.

    Attributes:
        template: The path as declared (`/v1/operasi/{id}`): safe as a label, unlike the path.
        methods: The methods of the address, of all its routes.
        rule: The limits of the one that matches, None when the method is not allowed.
        route: That one.
        params: What stands in the path where the template names a part.
    """

    template: str
    methods: frozenset[str]
    rule: RouteRule | None = None
    route: RouteContext | None = None
    params: dict[str, str] = field(default_factory=dict)


NOWHERE = Found("", frozenset())


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    template: str
    methods: frozenset[str]
    rule: RouteRule
    route: RouteContext


class RouteTable:
    """All routes of an app in their order."""

    def __init__(self, app: FastAPI):
        self._rows = [
            _Row(
                compile_path(route.path)[0],
                route.path,
                frozenset(route.methods or ()),
                _rule(route),
                route,
            )
            for route in iter_route_contexts(app.routes)
            if route.path and route.endpoint is not None
        ]

    def find(self, method: str, path: str) -> Found:
        """Find the route of a request."""
        rows = [(row, match) for row in self._rows if (match := row.pattern.match(path))]
        methods = frozenset().union(*(row.methods for row, _ in rows))
        for row, match in rows:
            if method in row.methods:
                return Found(row.template, methods, row.rule, row.route, match.groupdict())
        return Found(rows[0][0].template, methods) if rows else NOWHERE


class FoundRoute(BaseRoute):
    """The route that the table has found, whichever it is; stands before all routes of an app."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match whatever was found."""
        here = found(scope)
        if here.route is None:
            return Match.NONE, {}
        return Match.FULL, {"route": here.route.original_route, "path_params": here.params}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run it."""
        route = found(scope).route
        assert route is not None  # noqa: S101 - for the type checker
        await route.app(scope, receive, send)


def _rule(route: RouteContext) -> RouteRule:
    declared: RouteRule = getattr(route.endpoint, "__route_rule__", DEFAULT)
    answers_by = getattr(route, "response_class", None)
    return replace(declared, streams=answers_by is StreamingResponse)


def found(scope: Scope) -> Found:
    """What the address middleware has found for this request."""
    here: Found = scope.get("election.found", NOWHERE)
    return here
