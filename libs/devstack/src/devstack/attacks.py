"""Tokens that must open nothing: each is what somebody has tried somewhere, signed where it can be.

One table for all services and for the gateway.
"""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry
from joserfc.registry import HeaderParameter

LONG = 100_000
LAX = JWSRegistry({"exp": HeaderParameter("made up", "int")}, strict_check_header=False)
Claims = dict[str, Any]


def good(issuer: str, audience: str) -> Claims:
    """Claims of a token that is in order, but for the grant behind it."""
    now = int(time.time())
    return {
        "iss": issuer,
        "aud": audience,
        "sub": "penyerang",
        "iat": now,
        "exp": now + 600,
        "jti": f"{time.monotonic_ns()}",
        "roles": ["kpu_provinsi"],
        "wilayah": "19",
    }


def attacks(key: ECKey, issuer: str, audience: str) -> dict[str, str]:
    """Tokens by the name of the attack; `key` is the issuer's own signing key."""
    now = int(time.time())
    foreign = ECKey.generate_key("P-256", {"kid": str(key.kid)})
    embedded = foreign.as_dict(private=False)
    claims = good(issuer, audience)

    def token(header: Claims | None = None, signer: ECKey = key, **changes: object) -> str:
        body = {name: value for name, value in (claims | changes).items() if value is not None}
        return _sign(header or {}, body, signer)

    sound = token()
    return {
        "unsigned": _join({"alg": "none", "typ": "at+jwt", "kid": key.kid}, claims, b""),
        "HS256 with the public key": _symmetric(key, claims),
        "embedded jwk": token({"jwk": embedded}, foreign),
        "jku": token({"jku": "http://127.0.0.1:1/jwks"}, foreign),
        "jku, signed by the issuer": token({"jku": "http://127.0.0.1:1/jwks"}),
        "x5u": token({"x5u": "http://127.0.0.1:1/cert"}, foreign),
        "crit": token({"crit": ["exp"], "exp": now}),
        "kid traversal": token({"kid": "../../../dev/null"}, foreign),
        "kid of nobody": token({"kid": "baru"}, foreign),
        "no kid": token({"kid": None}),
        "foreign key": token(signer=foreign),
        "expired": token(iat=now - 700, exp=now - 100),
        "not yet": token(nbf=now + 600),
        "no exp": token(exp=None),
        "lives too long": token(exp=now + 3600),
        "other issuer": token(iss="http://penerbit.lain"),
        "other audience": token(aud="layanan-lain"),
        "ID token": token({"typ": "JWT"}, nonce="n"),
        "ID token that says at+jwt": token(nonce="n", at_hash="x"),
        "tampered": _tampered(sound),
        "100 KB": sound + "A" * LONG,
        "role of nobody": token(roles=["raja"]),
        "no jti": token(jti=None),
        "header that is a list": _join(["alg", "kid"], claims, b"x"),
        "header that is a text": _join("alg", claims, b"x"),
    }


def _sign(header: Claims, claims: Claims, key: ECKey) -> str:
    whole = {"alg": "ES256", "typ": "at+jwt", "kid": key.kid} | header
    whole = {name: value for name, value in whole.items() if value is not None}
    return jwt.encode(whole, claims, key, registry=LAX)


def _symmetric(key: ECKey, claims: Claims) -> str:
    secret = key.as_pem(private=False)
    header = {"alg": "HS256", "typ": "at+jwt", "kid": key.kid}
    head, body, _ = _join(header, claims, b"").split(".")
    signature = hmac.new(secret, f"{head}.{body}".encode(), hashlib.sha256).digest()
    return _join(header, claims, signature)


def _tampered(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return f"{head}.{_part(claims | {'roles': ['kpu_ri'], 'wilayah': '0'})}.{signature}"


def _join(header: object, claims: object, signature: bytes) -> str:
    return f"{_part(header)}.{_part(claims)}.{_encode(signature)}"


def _part(content: object) -> str:
    return _encode(json.dumps(content).encode())


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
