"""Asks the development provider for tokens; one is used until shortly before it expires."""

import threading
import time

import httpx

MARGIN_SECONDS = 60
TIMEOUT_SECONDS = 5


class TokenClient:
    """Tokens by role and region.

    Args:
        token_url: The provider's token endpoint.
        client_secret: The secret of the development clients.
    """

    def __init__(self, token_url: str, client_secret: str):
        self._token_url = token_url
        self._client_secret = client_secret
        self._kept: dict[tuple[str, ...], tuple[float, str]] = {}
        self._lock = threading.Lock()

    def token(
        self,
        role: str,
        wilayah: str = "19",
        sub: str = "",
        *,
        peserta: str = "",
        unit: str = "",
    ) -> str:
        """Return an access token that is good for another minute at least.

        Raises:
            httpx.HTTPError: The provider is down, or knows no such role or region.
        """
        wish = (role, wilayah, sub, peserta, unit)
        with self._lock:
            expires, token = self._kept.get(wish, (0.0, ""))
            if time.monotonic() >= expires - MARGIN_SECONDS:
                expires, token = self._request(*wish)
                self._kept[wish] = expires, token
            return token

    def _request(
        self, role: str, wilayah: str, sub: str, peserta: str, unit: str
    ) -> tuple[float, str]:
        form = {
            "grant_type": "client_credentials",
            "client_id": role,
            "client_secret": self._client_secret,
            "wilayah": wilayah,
            "sub": sub,
            "peserta": peserta,
            "unit": unit,
        }
        answer = httpx.post(self._token_url, data=form, timeout=TIMEOUT_SECONDS).raise_for_status()
        body = answer.json()
        return time.monotonic() + body["expires_in"], body["access_token"]
