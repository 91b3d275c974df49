"""Keys of one service: sealed identity numbers and the blind index that finds them.

NIK and NKK are 16 digits with little entropy: a plain hash is reversed in seconds, so equality is
found by HMAC under a key of its own, and the value is sealed with AES-256-GCM bound to its place.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY = 32


@dataclass(frozen=True, slots=True)
class Keyring:
    """The active key for new values, and all keys that old values may name.

    A sealed value is `len(kid) | kid | nonce | ciphertext`; its associated data is the place
    (`table|column|row id`), so a value moved to another row does not open. The key of the blind
    index is text (32 random bytes in base64), as column engines take it.
    """

    active: str
    values: dict[str, bytes]
    index: str
    cursor: bytes

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the key file of a service; raises KeyError or ValueError when it is not one."""
        raw = json.loads(path.read_text())
        keys = {kid: base64.b64decode(key["value"]) for kid, key in raw["keys"].items()}
        active = raw["active"]
        return cls(
            active=active,
            values=keys,
            index=raw["keys"][active]["index"],
            cursor=base64.b64decode(raw["cursor"]),
        )

    def of(self, purpose: str) -> Self:
        """The keyring of one purpose: what it seals opens with no other, nor with this one."""
        return replace(
            self,
            values={kid: _derive(key, purpose) for kid, key in self.values.items()},
            index=base64.b64encode(_derive(self.index.encode(), purpose)).decode(),
        )

    def sealer(self) -> "Sealer":
        """A sealer for many values under the active key."""
        return Sealer(self.active, AESGCM(self.values[self.active]))

    def seal(self, value: str, place: str) -> bytes:
        """Seal one value for one place."""
        return self.sealer().seal(value, place)

    def open(self, sealed: bytes, place: str) -> str:
        """Open a sealed value; raises InvalidTag when it was changed or moved."""
        length = sealed[0]
        kid = sealed[1 : 1 + length].decode()
        nonce = sealed[1 + length : 1 + length + NONCE]
        box = AESGCM(self.values[kid])
        return box.decrypt(nonce, sealed[1 + length + NONCE :], place.encode()).decode()

    def blind(self, kind: str, value: str) -> bytes:
        """Blind index of a value: equal values of one kind give equal bytes, and nothing else."""
        message = blind_message(kind, value).encode()
        return hmac.digest(self.index.encode(), message, hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Sealer:
    """The active key made ready once, for the million values of an import."""

    kid: str
    box: AESGCM

    def seal(self, value: str, place: str) -> bytes:
        """Seal one value for one place."""
        return self.seal_all([value], [place])[0]

    def seal_all(self, values: Sequence[str], places: Sequence[str]) -> list[bytes]:
        """Seal many values, each for its own place."""
        kid = self.kid.encode()
        head = bytes([len(kid)]) + kid
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


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=purpose.encode()).derive(key)
