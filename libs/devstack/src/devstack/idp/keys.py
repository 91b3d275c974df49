"""The provider's keys, kept in the ignored folder: one signs, and the next is shown already.

So a rotation is no surprise to anybody who verifies, and what the last key signed is still good.
"""

import json
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from devstack.secret_file import write_secret

CURVE = "P-256"
ALGORITHM = "ES256"


class Keys:
    """ES256 keys in a file, made there when it is missing: signing, next, and the last one."""

    def __init__(self, path: Path):
        self._path = path
        if not path.exists():
            self._write([_fresh(), _fresh()])

    @property
    def signing(self) -> ECKey:
        """The key that signs."""
        return self._read()[0]

    def public(self) -> dict[str, Any]:
        """What verifiers need: the keys without their private parts, the signing one first."""
        return {"keys": [key.as_dict(private=False) for key in self._read()]}

    def rotate(self) -> str:
        """Sign with the next key from now on; returns its id. The key before the last is gone."""
        last, signing, *_ = self._read()
        self._write([signing, _fresh(), last])
        return str(signing.kid)

    def _read(self) -> list[ECKey]:
        return [ECKey.import_key(key) for key in json.loads(self._path.read_text())["keys"]]

    def _write(self, keys: list[ECKey]) -> None:
        write_secret(self._path, json.dumps({"keys": [k.as_dict(private=True) for k in keys]}))


def _fresh() -> ECKey:
    return ECKey.generate_key(CURVE, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
