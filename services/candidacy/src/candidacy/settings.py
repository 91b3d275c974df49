"""Settings of candidacy."""

from election_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """What this service reads from its environment; nothing beyond what all services read."""
