"""Settings of voter-registry."""

from election_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """What this service reads from its environment: what all services read, but for one."""

    #: It keeps no evidence in files; what an import leaves has persons in it and goes at once.
    lost_files_days: float = 0
