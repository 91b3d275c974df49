"""Asks the development provider for tokens; one is used until shortly before it expires."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable

import httpx

from devstack.idp.accounts import Account
from devstack.idp.granter import ADMIN, Granter

MARGIN_SECONDS = 60
TIMEOUT_SECONDS = 5


class TokenClient:
    """Tokens by role and region, each with the access that it claims.

    Args:
        token_url: The provider's token endpoint.
        client_secret: The secret of the development clients.
        gateway_url: Where access is given; empty when the house has nobody who asks for it.
    """

    def __init__(self, token_url: str, client_secret: str, gateway_url: str = ""):
        self._token_url = token_url
        self._client_secret = client_secret
        self._granter = Granter(gateway_url, self._admin) if gateway_url else None
        self._kept: dict[tuple[Account, str], tuple[float, str]] = {}
        self._locks: defaultdict[tuple[Account, str], threading.Lock] = defaultdict(threading.Lock)

    def close(self) -> None:
        """End the connections."""
        if self._granter:
            self._granter.close()

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
            DevstackError: Some service did not come to know of the access.
        """
        account = Account(role, wilayah, peserta, unit)
        wish = account, sub or account.sub
        with self._locks[wish]:
            known = wish in self._kept
            expires, token = self._kept.get(wish, (0.0, ""))
            if time.monotonic() >= expires - MARGIN_SECONDS:
                expires, token = self._request(*wish)
            if self._granter and not known:
                self._granter.ensure(*wish, token)
            self._kept[wish] = expires, token
            return token

    def appoint(self, accounts: Iterable[Account]) -> None:
        """Give many accounts their access at once: one letter names them all."""
        if self._granter:
            self._granter.grant([(account, account.sub) for account in accounts])

    def _admin(self) -> str:
        return self._request(ADMIN, ADMIN.sub)[1]

    def _request(self, account: Account, sub: str) -> tuple[float, str]:
        form = {
            "grant_type": "client_credentials",
            "client_id": account.role,
            "client_secret": self._client_secret,
            "wilayah": account.wilayah,
            "sub": sub,
            "peserta": account.peserta,
            "unit": account.unit,
        }
        answer = httpx.post(self._token_url, data=form, timeout=TIMEOUT_SECONDS).raise_for_status()
        body = answer.json()
        return time.monotonic() + body["expires_in"], body["access_token"]
