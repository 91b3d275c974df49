"""Logs: JSON lines on standard output, our own and those of the libraries alike."""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from election_common import failure, trace

log = structlog.get_logger()


def configure_logs(service: str) -> None:
    """JSON lines on standard output; a field that is not named in the code is never logged.

    So is what ends the process, and of no failure the words that may hold a row.
    """

    def name_service(
        _: object, __: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        return {"service": service, "trace_id": trace.trace_id(), **event}

    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_failure,
        name_service,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    sys.excepthook = _crash


def tell_failure(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say what failed and where; asyncio's own words go on with a `repr` that has the values."""
    exc_info = event.pop("exc_info", None)
    cause = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if cause is True:
        cause = sys.exception()
    if isinstance(cause, BaseException):
        event["event"] = event["event"].partition("\n")[0]
        event["exception"] = failure.tell(cause)
    return event


def _crash(_: type[BaseException], cause: BaseException, __: TracebackType | None) -> None:
    if isinstance(cause, KeyboardInterrupt):
        return
    log.critical("crashed", exc_info=cause)
