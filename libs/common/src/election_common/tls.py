"""Whom this process trusts on the other end of a TLS connection."""

import ssl

from election_common.settings import ServiceSettings


def trusted(settings: ServiceSettings) -> ssl.SSLContext:
    """The authorities of the machine, or those of the house when `CA_FILE` names them."""
    return ssl.create_default_context(cafile=settings.ca_file)
