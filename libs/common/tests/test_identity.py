"""Tokens: what is not an access token of this issuer for this service is refused."""

import asyncio
import json
import random
import string
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from devstack.attacks import attacks, good
from election_common import key_sets
from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.identity import LEEWAY_SECONDS, Verifier

AUDIENCE = "voter-registry"
ATTACKS = attacks(ECKey.generate_key("P-256", auto_kid=True), "http://x", AUDIENCE)


@pytest.fixture
def verifier(issuer):
    return Verifier(issuer=issuer.url, jwks_url=issuer.jwks_url, audience=AUDIENCE)


async def refused(verifier, token):
    with pytest.raises(Refusal) as refusal:
        await verifier.actor(token)
    return refusal.value.code


async def test_an_actor(verifier, issuer):
    actor = await verifier.actor(issuer.token("operator", wilayah="1906", sub="siti"))
    assert actor == Actor("siti", frozenset({"operator"}), "1906")
    assert actor.scope.covers("190601")


#: A time that is never now, and the same to every worker of a test run.
FAR = 4_102_444_800


@pytest.mark.parametrize("attack", ATTACKS)
async def test_an_attack(verifier, issuer, attack):
    token = attacks(issuer.key, issuer.url, AUDIENCE)[attack]
    assert await refused(verifier, token) == "token-tidak-sah"


@pytest.mark.parametrize(
    "claims",
    [
        {"iat": None},
        {"iat": FAR},
        {"jti": 7},
        {"sub": None},
        {"sub": 7},
        {"aud": None},
        {"aud": ["publication"]},
        {"exp": "besok"},
        {"wilayah": None},
        {"wilayah": "19061"},
        {"wilayah": 1906},
        {"wilayah": ["1906"]},
        {"roles": "operator"},
        {"roles": None},
        {"roles": [["operator"]]},
        {"peserta": "*"},
        {"unit": 1},
    ],
    ids=str,
)
async def test_wrong_claims(verifier, issuer, claims):
    token = issuer.token("operator", **({"wilayah": "1906"} | claims))
    assert await refused(verifier, token) == "token-tidak-sah"


@pytest.mark.parametrize("seed", range(5))
async def test_nonsense(verifier, issuer, seed):
    chance = random.Random(seed)  # noqa: S311 - nonsense, no secret
    sound = issuer.token("operator", wilayah="1906")
    alphabet = string.ascii_letters + string.digits + "-_.=é\x00"
    for _ in range(200):
        letters = list(sound)
        for _ in range(chance.randint(1, 4)):
            letters[chance.randrange(len(letters) - 10)] = chance.choice(alphabet)
        token = "".join(letters)[: chance.choice([len(sound), chance.randrange(len(sound))])]
        if token != sound:
            assert await refused(verifier, token) == "token-tidak-sah"


def shaped(issuer, typ, /, **claims):
    """A token as Keycloak makes them: `typ` says JWT in the header, and the rest in the claims."""
    header = {"alg": "ES256", "kid": issuer.key.kid, "typ": typ}
    return jwt.encode(header, good(issuer.url, AUDIENCE) | claims, issuer.key)


@pytest.mark.parametrize(
    ("form", "typ", "claims", "accepted"),
    [
        ("keycloak", "JWT", {"typ": "Bearer", "azp": "kpu-web"}, True),
        ("keycloak", "at+jwt", {"typ": "Bearer"}, True),
        ("keycloak", "JWT", {"typ": "ID"}, False),
        ("keycloak", "JWT", {"typ": "Refresh"}, False),
        ("keycloak", "JWT", {}, False),
        ("keycloak", "JWT", {"typ": "Bearer", "nonce": "n"}, False),
        ("keycloak", "JWT", {"typ": "Bearer", "at_hash": "x"}, False),
        ("rfc9068", "application/at+jwt", {}, True),
        ("rfc9068", "JWT", {"typ": "Bearer"}, False),
        ("rfc9068", "logout+jwt", {}, False),
    ],
)
async def test_what_marks_an_access_token(issuer, form, typ, claims, accepted):
    verifier = Verifier(issuer=issuer.url, jwks_url=issuer.jwks_url, audience=AUDIENCE, form=form)
    token = shaped(issuer, typ, **claims)
    if accepted:
        assert (await verifier.actor(token)).sub == "penyerang"
    else:
        assert await refused(verifier, token) == "token-tidak-sah"


class Provider:
    """An issuer whose keys can be changed, that can be away or talk nonsense, and that counts."""

    def __init__(self):
        self.key = fresh("satu")
        self.away = False
        self.body = None
        self.asked = 0
        outer = self

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked += 1
                keys = KeySet([outer.key]).as_dict(private=False)
                body = json.dumps(keys).encode() if outer.body is None else outer.body
                self.send_response(503 if outer.away else 200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.verifier = Verifier(issuer=self.url, jwks_url=f"{self.url}/jwks", audience=AUDIENCE)

    def token(self, key=None):
        key = key or self.key
        header = {"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}
        return jwt.encode(header, good(self.url, AUDIENCE), key)


def fresh(kid):
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


@pytest.fixture
def provider():
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()


@pytest.fixture
def clock(monkeypatch):
    """Machine time that the test moves."""
    moved = [0.0]
    real = time.monotonic

    class Clock:
        @staticmethod
        def monotonic():
            return real() + moved[0]

    monkeypatch.setattr(key_sets, "time", Clock)

    def move(seconds):
        moved[0] += seconds

    return move


async def test_a_flood_of_unknown_keys_asks_the_issuer_once_in_thirty_seconds(provider, clock):
    await provider.verifier.actor(provider.token())
    clock(31)
    forged = [provider.token(fresh(f"karangan-{n}")) for n in range(200)]
    outcomes = await asyncio.gather(*(refused(provider.verifier, token) for token in forged))
    assert set(outcomes) == {"token-tidak-sah"}
    assert provider.asked == 2
    clock(29)
    await refused(provider.verifier, forged[0])
    assert provider.asked == 2
    clock(2)
    await refused(provider.verifier, forged[0])
    assert provider.asked == 3


async def test_a_new_key_is_accepted_within_a_minute(provider, clock):
    await provider.verifier.actor(provider.token())
    old, provider.key = provider.key, fresh("dua")
    assert await refused(provider.verifier, provider.token()) == "token-tidak-sah"
    clock(30)
    assert (await provider.verifier.actor(provider.token())).sub == "penyerang"
    assert await refused(provider.verifier, provider.token(old)) == "token-tidak-sah"


@pytest.mark.parametrize("body", [None, b"{}", b"[]", b"nonsense", b'{"keys": [{"kty": "EC"}]}'])
async def test_with_the_issuer_away_known_keys_serve(provider, clock, body):
    token = provider.token()
    await provider.verifier.actor(token)
    provider.away, provider.body = body is None, body
    for _ in range(20):  # ten minutes
        clock(31)
        assert (await provider.verifier.actor(token)).sub == "penyerang"
    assert provider.asked <= 3
    provider.away, provider.body, provider.key = False, None, fresh("dua")
    clock(30)
    assert (await provider.verifier.actor(provider.token())).sub == "penyerang"


async def test_an_issuer_that_is_away_from_the_start_is_said_to_be(provider, clock):
    provider.away = True
    token = provider.token()
    for _ in range(5):
        assert await refused(provider.verifier, token) == "penerbit-token-tidak-terjangkau"
    assert provider.asked == 1
    provider.away = False
    clock(2)
    assert (await provider.verifier.actor(token)).sub == "penyerang"


async def test_a_token_that_was_known_ends_with_its_time(verifier, issuer, monkeypatch):
    token = issuer.token("operator")
    await verifier.actor(token)
    after = time.time() + 600 + LEEWAY_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: after)
    assert await refused(verifier, token) == "token-tidak-sah"


async def test_a_token_that_was_known_ends_with_its_key(provider, clock):
    token = provider.token()
    await provider.verifier.actor(token)
    provider.key = fresh(provider.key.kid)  # the same name, another key
    clock(key_sets.KEEP_SECONDS + 1)
    assert await refused(provider.verifier, token) == "token-tidak-sah"
    assert (await provider.verifier.actor(provider.token())).sub == "penyerang"
