"""What the control plane reads from its environment."""

from pathlib import Path

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Settings; a name here is an environment variable there.

    Attributes:
        services: Base URL by service name (SERVICES is a JSON object).
        public_url: Address of the gateway as clients see it.
        scalar_file: The documentation page's script.
    """

    services: dict[str, str]
    public_url: str
    scalar_file: Path
