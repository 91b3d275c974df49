"""What every service reads from its environment."""

import os
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of a process; a name here is an environment variable there.

    Or a file of that name in the folder SECRETS_DIR: a secret in the environment is read by whoever
    may look at the process.
    """

    model_config = SettingsConfigDict(secrets_dir=os.environ.get("SECRETS_DIR"))


class DatabaseSettings(Settings):
    """What is enough for a command that only needs the database, as a migration does."""

    environment: Literal["development", "production"]
    database_url: SecretStr

    @property
    def production(self) -> bool:
        """Whether this process serves a real election."""
        return self.environment == "production"


class ServiceSettings(DatabaseSettings):
    """Settings of one process of one service."""

    nats_url: str
    nats_user: str
    nats_password: SecretStr
    issuer: str
    jwks_url: str
    #: How the issuer marks its access tokens.
    issuer_form: Literal["rfc9068", "keycloak"] = "rfc9068"
    keyring_file: Path
    files_url: str
    pool_size: int = 16
    #: Where a worker's probe listens; in a container, whoever probes comes from outside.
    worker_port: int = 0
    worker_address: str = "127.0.0.1"
    #: Base URL of the producer of each stream, for gaps; the machine's credentials there.
    feeds: dict[str, str] = {}
    token_url: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    gap_seconds: float = 30
    #: `host:port` of clamd; without it files are examined by their content alone.
    clamd: str = ""
    #: How long a kept file stays that no row names: longer than the oldest backup is gone back to.
    lost_files_days: float = 35
    #: How often copies of others' facts are compared with their producers.
    reconcile_seconds: float = 900
    #: Where the NATS server shows its settings.
    nats_monitor_url: str = ""
    #: How often the audit's tree is signed for publication.
    checkpoint_seconds: float = 3600
    #: Requests at work at once in one process, and those that may wait for their turn.
    requests_at_once: int = 64
    requests_waiting: int = 64
    #: Streams open at once in one process; each reads two small rows a second.
    streams_at_once: int = 200
    #: Files open at once to callers without a token, beside those: they cannot crowd out officers.
    public_streams_at_once: int = 100
    #: How long the load balancer has to see that a process is about to end.
    ending_seconds: float = 3.0
    #: Origins of browser applications that may call.
    cors_origins: tuple[str, ...] = ()
    #: Authorities that certificates of the broker, the issuer and the feeds are checked against.
    ca_file: Path | None = None
