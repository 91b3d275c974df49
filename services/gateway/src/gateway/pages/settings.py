"""What the control plane reads from its environment."""

from pathlib import Path

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Settings; a name here is an environment variable there.

    Attributes:
        services: Base URL by service name (SERVICES is a JSON object).
        public_url: Address of the gateway as clients see it.
        scalar_file: The documentation page's script.
        ending_seconds: How long the load balancer has to see that the process is about to end.
    """

    services: dict[str, str]
    public_url: str
    scalar_file: Path
    ending_seconds: float = 3.0
