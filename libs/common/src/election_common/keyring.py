"""Keys of one service: sealed identity numbers, the blind index that finds them, its signature.

NIK and NKK are 16 digits with little entropy: a plain hash is reversed in seconds, so equality is
found by HMAC under a key of its own, and the value is sealed with AES-256-GCM bound to its place.

The file holds a set of keys per purpose, `{purpose: {"primary": kid, "keys": {kid: base64}}}`: new
work is done under the primary key, what was done under an older one is still read.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY = 32


class Purpose(StrEnum):
    """What a key is for; no key serves two purposes."""

    VALUE = "value"
    INDEX = "index"
    PIN = "pin"
    CURSOR = "cursor"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one purpose, 32 random bytes each, by id."""

    primary: str
    keys: dict[str, bytes]

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Self:
        """Read one purpose of a key file; raises KeyError or ValueError when it is not one."""
        keys = {kid: base64.b64decode(key, validate=True) for kid, key in raw["keys"].items()}
        if raw["primary"] not in keys:
            raise ValueError("the primary key is not among the keys")
        return cls(raw["primary"], keys)

    @property
    def active(self) -> bytes:
        """The key for new work."""
        return self.keys[self.primary]

    @property
    def older(self) -> list[str]:
        """Ids of the other keys, under which there may still be something."""
        return [kid for kid in self.keys if kid != self.primary]

    def derived(self, purpose: str) -> Self:
        """Keys of a narrower purpose, under the same ids."""
        keys = {kid: _derive(key, purpose) for kid, key in self.keys.items()}
        return replace(self, keys=keys)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys of a service.

    A sealed value is `len(kid) | kid | nonce | ciphertext`; its associated data is the place
    (`table|column|row id`), so a value moved to another row does not open.
    """

    purposes: dict[str, Keys]
    development: bool = False

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the key file of a service; raises KeyError or ValueError when it is not one."""
        raw = json.loads(path.read_text())
        purposes: dict[str, Keys] = {p: Keys.of(raw[p]) for p in Purpose}
        return cls(purposes, development=raw.get("development", False))

    @property
    def values(self) -> Keys:
        """The keys that seal values."""
        return self.purposes[Purpose.VALUE]

    @property
    def index(self) -> str:
        """The primary key of the blind index as text (base64), as column engines take it."""
        return _text(self.purposes[Purpose.INDEX].active)

    @property
    def index_head(self) -> bytes:
        """What every blind index under the primary key begins with."""
        return _head(self.purposes[Purpose.INDEX].primary)

    @property
    def cursor(self) -> bytes:
        """The key that signs cursors."""
        return self.purposes[Purpose.CURSOR].active

    def signing_key(self) -> Ed25519PrivateKey:
        """The key with which the service signs the checkpoints of its audit."""
        return Ed25519PrivateKey.from_private_bytes(self.purposes[Purpose.AUDIT].active)

    def of(self, purpose: str) -> Self:
        """The keyring of one purpose: what it seals opens with no other, nor with this one.

        The empty purpose narrows nothing: it is this keyring.
        """
        if not purpose:
            return self
        narrowed: tuple[str, ...] = (Purpose.VALUE, Purpose.INDEX)
        derived = {p: self.purposes[p].derived(purpose) for p in narrowed}
        return replace(self, purposes={**self.purposes, **derived})

    def sealer(self) -> "Sealer":
        """A sealer for many values under the primary key."""
        return Sealer(self.values.primary, AESGCM(self.values.active))

    def seal(self, value: str, place: str) -> bytes:
        """Seal one value for one place."""
        return self.sealer().seal(value, place)

    def open(self, sealed: bytes, place: str) -> str:
        """Open a sealed value; raises InvalidTag when it was changed or moved."""
        length = sealed[0]
        kid = sealed[1 : 1 + length].decode()
        nonce = sealed[1 + length : 1 + length + NONCE]
        box = AESGCM(self.values.keys[kid])
        return box.decrypt(nonce, sealed[1 + length + NONCE :], place.encode()).decode()

    def blind(self, kind: str, value: str) -> bytes:
        """Blind index of a value, `len(kid) | kid | HMAC`: what is equal gives equal bytes."""
        return self.blinds(kind, value)[0]

    def blinds(self, kind: str, value: str) -> list[bytes]:
        """Blind indexes of a value under every key that rows may be under, the primary first.

        Whoever looks up asks for all of them: while a key is rotated, a row is under one or other.
        """
        return self.digests(Purpose.INDEX, blind_message(kind, value))

    def digests(self, purpose: Purpose, message: str) -> list[bytes]:
        """`len(kid) | kid | HMAC` under every key of a purpose, the primary first."""
        found = self.purposes[purpose]
        keys = ((kid, _text(found.keys[kid]).encode()) for kid in (found.primary, *found.older))
        return [
            _head(kid) + hmac.digest(key, message.encode(), hashlib.sha256) for kid, key in keys
        ]


@dataclass(frozen=True, slots=True)
class Sealer:
    """The primary key made ready once, for the million values of an import."""

    kid: str
    box: AESGCM

    @property
    def head(self) -> bytes:
        """What every value sealed under this key begins with."""
        return _head(self.kid)

    def seal(self, value: str, place: str) -> bytes:
        """Seal one value for one place."""
        return self.seal_all([value], [place])[0]

    def seal_all(self, values: Sequence[str], places: Sequence[str]) -> list[bytes]:
        """Seal many values, each for its own place."""
        head = self.head
        encrypt = self.box.encrypt
        noise = os.urandom(NONCE * len(values))
        nonces = (noise[at : at + NONCE] for at in range(0, len(noise), NONCE))
        return [
            head + nonce + encrypt(nonce, value.encode(), place.encode())
            for nonce, value, place in zip(nonces, values, places, strict=True)
        ]


def blind_message(kind: str, value: str) -> str:
    """What the blind index is taken over; versioned, so that the form can change with a new one."""
    return f"{kind}|v1|{value}"


def _head(kid: str) -> bytes:
    name = kid.encode()
    return bytes([len(name)]) + name


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=purpose.encode()).derive(key)
