"""The token of a process that speaks for itself: client credentials, kept until near their end."""

import asyncio
import time

import httpx

MARGIN_SECONDS = 60.0


class MachineToken:
    """An access token of one client.

    Args:
        client: The client to ask with.
        url: The issuer's token endpoint.
        client_id: Who asks.
        secret: His secret.
    """

    def __init__(self, client: httpx.AsyncClient, url: str, client_id: str, secret: str):
        self._client = client
        self._url = url
        self._form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": secret,
        }
        self._token = ""
        self._until = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """A token that is good for another minute.

        Raises:
            httpx.HTTPError: The issuer is away, or refuses the client.
        """
        async with self._lock:
            if time.monotonic() >= self._until:
                answer = await self._client.post(self._url, data=self._form)
                body = answer.raise_for_status().json()
                self._token = body["access_token"]
                self._until = time.monotonic() + body["expires_in"] - MARGIN_SECONDS
            return self._token
