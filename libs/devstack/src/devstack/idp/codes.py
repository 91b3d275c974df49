"""Authorization codes with PKCE (RFC 7636): good once, for a minute, for whoever asked for it."""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from devstack.idp.accounts import Account

LIFETIME_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Login:
    """Who logged in, and for which application's request."""

    account: Account
    client: str
    redirect_uri: str
    challenge: str
    nonce: str


class Codes:
    """Codes that were given out and not yet brought back."""

    def __init__(self) -> None:
        self._logins: dict[str, tuple[float, Login]] = {}

    def issue(self, login: Login) -> str:
        """Give out a code."""
        code = secrets.token_urlsafe(32)
        self._logins[code] = time.monotonic() + LIFETIME_SECONDS, login
        return code

    def redeem(self, code: str, *, client: str, redirect_uri: str, verifier: str) -> Login | None:
        """The login of a code that is brought back as it was given; whatever comes of it, once."""
        expires, login = self._logins.pop(code, (0.0, None))
        if login is None or time.monotonic() >= expires:
            return None
        same = (login.client, login.redirect_uri) == (client, redirect_uri)
        return login if same and hmac.compare_digest(login.challenge, challenge(verifier)) else None


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
