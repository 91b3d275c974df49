"""The environment that children inherit."""

import os


def inherited_environment() -> dict[str, str]:
    """Our environment without proxies: every address here is the loopback."""
    return {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
