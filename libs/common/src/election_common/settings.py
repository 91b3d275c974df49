"""What every service reads from its environment."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class ServiceSettings(BaseSettings):
    """Settings of one process of one service; a name here is an environment variable there."""

    environment: Literal["development", "production"]
    database_url: SecretStr
    nats_url: str
    nats_user: str
    nats_password: SecretStr
    issuer: str
    jwks_url: str
    keyring_file: Path
    files_url: str
    pool_size: int = 16
    worker_port: int = 0
    #: Base URL of the producer of each stream, for gaps; the machine's credentials there.
    feeds: dict[str, str] = {}
    token_url: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    gap_seconds: float = 30
    #: Requests at work at once in one process, and those that may wait for their turn.
    requests_at_once: int = 64
    requests_waiting: int = 64
    #: Streams open at once in one process; each reads two small rows a second.
    streams_at_once: int = 200
    #: How long the load balancer has to see that a process is about to end.
    ending_seconds: float = 1.0
    #: Origins of browser applications that may call.
    cors_origins: tuple[str, ...] = ()
