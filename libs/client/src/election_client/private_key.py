"""Clients that prove themselves by a signature (RFC 7523): no secret ever leaves the office."""

import secrets
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from election_client.credentials import ClientCredentials

ALGORITHM = "ES256"
LIFETIME_SECONDS = 60
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class PrivateKey(ClientCredentials):
    """A client whose public key the house knows.

    Args:
        token_url: The token endpoint of the provider; also the audience of the assertion.
        client_id: Name of the client there.
        key: Its P-256 key as a JWK; the house names keys by their thumbprint (RFC 7638).
        parameters: What else the provider wants to be told.
    """

    def __init__(self, token_url: str, client_id: str, key: dict[str, Any], **parameters: str):
        super().__init__(token_url, client_id, **parameters)
        self._key = ECKey.import_key(key)

    def proof(self) -> dict[str, str]:
        """An assertion that is good once and for a minute."""
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.token_url,
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
        }
        header = {"alg": ALGORITHM, "kid": self._key.thumbprint()}
        return {
            "client_assertion_type": TYPE,
            "client_assertion": jwt.encode(header, claims, self._key),
        }
