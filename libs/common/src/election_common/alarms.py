"""What is wrong with the events of a service until somebody or something mends it."""

from collections.abc import Mapping
from types import MappingProxyType

import structlog

log = structlog.get_logger()


class Alarms:
    """The alarms of a worker by name, as its probe and its metrics show them.

    Args:
        unknown: Those that stand until somebody has looked; no log calls them out.
    """

    def __init__(self, unknown: Mapping[str, str] = MappingProxyType({})) -> None:
        self._open = dict(unknown)

    def sound(self, name: str, text: str) -> None:
        """Open an alarm, or say of an open one what is wrong now."""
        if self._open.get(name) != text:
            log.error("alarm", name=name, text=text)
        self._open[name] = text

    def clear(self, name: str) -> bool:
        """End an alarm; says whether it was open."""
        if self._open.pop(name, None) is None:
            return False
        log.info("alarm-over", name=name)
        return True

    @property
    def open(self) -> dict[str, str]:
        """The alarms that are open."""
        return dict(self._open)
