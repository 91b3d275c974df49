"""Settings of publication."""

from pathlib import Path

from election_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """What this service reads from its environment."""

    public_dir: Path
