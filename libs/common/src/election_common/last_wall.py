"""The last wall: whatever a request ends in, the caller reads a problem document."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common.errors import Refusal
from election_common.problems import Answers


class LastWallMiddleware:
    """Answers refusals of the middleware within, and failures that no handler knows."""

    def __init__(self, app: ASGIApp, answers: Answers):
        self.app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except Exception as failure:
            if started:  # half an answer is out: only breaking off tells the caller
                raise
            answer = await self._answer(Request(scope), failure)
            await answer(scope, receive, send)

    async def _answer(self, request: Request, failure: Exception) -> ASGIApp:
        if isinstance(failure, Refusal):
            return self._answers.problem(request, failure)
        return await self._answers.failed(request, failure)
