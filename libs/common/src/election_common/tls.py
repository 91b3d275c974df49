"""Whom this process trusts on the other end of a TLS connection."""

import ssl
from functools import cache
from pathlib import Path


@cache
def trusted(ca_file: Path | None) -> ssl.SSLContext:
    """The authorities of the machine, or those of the house when `CA_FILE` names them.

    They are read once: that takes 20 ms.
    """
    return ssl.create_default_context(cafile=ca_file)
