"""Settings of the gateway's service of access."""

from election_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """What this service reads from its environment."""
