"""Logs: JSON lines on standard output."""

import logging

import structlog

from election_common import trace


def configure_logs(service: str) -> None:
    """JSON lines on standard output; a field that is not named in the code is never logged."""
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            lambda _, __, event: {"service": service, "trace_id": trace.trace_id(), **event},
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
