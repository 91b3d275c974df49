"""Tokens: what is not an access token of this issuer for this service is refused."""

import base64
import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.identity import Verifier


@pytest.fixture
def verifier(issuer):
    return Verifier(issuer=issuer.url, jwks_url=issuer.jwks_url, audience="voter-registry")


async def test_an_actor(verifier, issuer):
    actor = await verifier.actor(issuer.token("operator", wilayah="1906", sub="siti"))
    assert actor == Actor("siti", frozenset({"operator"}), "1906")
    assert actor.scope.covers("190601")


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 60},
        {"exp": int(time.time()) + 3600},
        {"exp": None},
        {"iat": None},
        {"jti": None},
        {"sub": None},
        {"aud": None},
        {"aud": "publication"},
        {"iss": "http://lain"},
        {"nbf": int(time.time()) + 600},
        {"wilayah": None},
        {"wilayah": "19061"},
        {"wilayah": 1906},
        {"roles": "operator"},
        {"roles": None},
    ],
    ids=str,
)
async def test_wrong_claims(verifier, issuer, claims):
    with pytest.raises(Refusal) as refusal:
        await verifier.actor(issuer.token("operator", **({"wilayah": "1906"} | claims)))
    assert refusal.value.code == "token-tidak-sah"


def forged(issuer, kind):  # noqa: PLR0911 - one token per kind
    good = issuer.token("operator", wilayah="1906")
    claims = json.loads(base64.urlsafe_b64decode(good.split(".")[1] + "=="))
    other = ECKey.generate_key("P-256", {"kid": "test"})
    header = {"alg": "ES256", "kid": "test", "typ": "at+jwt"}
    match kind:
        case "unsigned":
            head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').rstrip(b"=").decode()
            return f"{head}.{good.split('.')[1]}."
        case "other key":
            return jwt.encode(header, claims, other)
        case "unknown kid":
            return jwt.encode(header | {"kid": "baru"}, claims, other)
        case "embedded key":
            return jwt.encode(header | {"jwk": other.as_dict(private=False)}, claims, other)
        case "symmetric":
            secret = OctKey.import_key("0" * 32)
            return jwt.encode({"alg": "HS256", "typ": "at+jwt"}, claims, secret)
        case "id token":
            return jwt.encode(header | {"typ": "JWT"}, claims, issuer._key)
        case "tampered":
            head, body, signature = good.split(".")
            return f"{head}.{body[:-2]}AA.{signature}"
        case _:
            return "x" * 100_000


@pytest.mark.parametrize(
    "kind",
    [
        "unsigned", "other key", "unknown kid", "embedded key", "symmetric", "id token", "tampered",
        "long nonsense",
    ],
)  # fmt: skip
async def test_forgeries(verifier, issuer, kind):
    with pytest.raises(Refusal) as refusal:
        await verifier.actor(forged(issuer, kind))
    assert refusal.value.code == "token-tidak-sah"


async def test_an_issuer_that_is_away_is_said_to_be(issuer):
    away = Verifier(issuer=issuer.url, jwks_url="http://127.0.0.1:1/", audience="voter-registry")
    with pytest.raises(Refusal) as refusal:
        await away.actor(issuer.token("operator"))
    assert refusal.value.code == "penerbit-token-tidak-terjangkau"
