"""Public keys of clients: strong ones, and never a private part."""

from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from election_common.errors import Refusal
from gateway.domain.klien import public_key, require_overlap, require_registered

AT = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "key", [ECKey.generate_key("P-256"), RSAKey.generate_key(2048)], ids=["EC", "RSA"]
)
def test_a_strong_public_key_gets_the_id_that_is_its_own(key):
    kid, jwk = public_key({**key.as_dict(private=False), "kid": "../lain", "alg": "none"})
    assert kid == jwk["kid"] == key.thumbprint()
    assert jwk["use"] == "sig"
    assert not {"d", "alg"} & jwk.keys()


BAD = {
    "private": lambda: ECKey.generate_key("P-256").as_dict(private=True),
    "symmetric": lambda: OctKey.generate_key(256).as_dict(private=True),
    "other curve": lambda: ECKey.generate_key("P-384").as_dict(private=False),
    "curve of nobody": lambda: {"kty": "EC", "crv": "P-224", "x": "AA", "y": "AA"},
    "Edwards": lambda: OKPKey.generate_key("Ed25519").as_dict(private=False),
    "short": lambda: RSAKey.generate_key(1024).as_dict(private=False),
    "empty": dict,
    "no point": lambda: {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    "no text": lambda: {"kty": "EC", "crv": ["P-256"], "x": 1, "y": None},
    "list": lambda: {"kty": ["EC"]},
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.filterwarnings("ignore")
def test_any_other_key_is_refused(kind):
    with pytest.raises(Refusal, match="kunci-tidak-sah"):
        public_key(BAD[kind]())


@pytest.mark.parametrize(
    ("subjek", "lawful"),
    [("bawaslu-19", True), ("kantor", True), ("klien-kpu-1906", True), ("klien-kpu-1907", False)],
)
def test_a_client_is_registered_before_it_gets_anything(subjek, lawful):
    if lawful:
        require_registered(subjek, {"klien-kpu-1906"})
    else:
        with pytest.raises(Refusal, match="tidak-ditemukan"):
            require_registered(subjek, {"klien-kpu-1906"})


@pytest.mark.parametrize(("days", "lawful"), [(0, True), (30, True), (30.1, False), (-1, False)])
def test_the_old_key_serves_for_a_while(days, lawful):
    sampai = AT + timedelta(days=days)
    if lawful:
        require_overlap(sampai, AT)
    else:
        with pytest.raises(Refusal, match="kunci-lama-terlalu-lama"):
            require_overlap(sampai, AT)
