"""The provider's signing key: ES256, made at the first start and kept in the ignored folder."""

import json
from pathlib import Path

from joserfc.jwk import ECKey

from devstack.secret_file import write_secret

CURVE = "P-256"
ALGORITHM = "ES256"


def load_or_make(path: Path) -> ECKey:
    """Return the signing key in the file, made there if it is missing."""
    if not path.exists():
        fresh = ECKey.generate_key(CURVE, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        write_secret(path, json.dumps(fresh.as_dict(private=True)))
    return ECKey.import_key(json.loads(path.read_text()))
