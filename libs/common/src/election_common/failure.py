"""What a failure is: whether it passes by itself, and how to name it without any value of it."""

import traceback

import nats.errors
import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

#: Database or broker are away, busy, or ended the session: the same act succeeds later.
_TRANSIENT = (
    OperationalError,
    psycopg.OperationalError,
    InterfaceError,
    PoolTimeoutError,
    nats.errors.Error,
    ConnectionError,
    TimeoutError,
)
_FRAMES = 12


def is_transient(cause: BaseException) -> bool:
    """Say whether waiting helps; everything else fails again for ever."""
    if isinstance(cause, DBAPIError) and cause.connection_invalidated:
        return True
    return isinstance(cause, _TRANSIENT)


def name(cause: BaseException) -> str:
    """Class of the failure, that of the database's own error where it is one."""
    if isinstance(cause, DBAPIError):
        return type(cause.orig).__name__
    return type(cause).__name__


def names(cause: BaseException) -> list[str]:
    """Classes of all failures in a group, or of the one."""
    if isinstance(cause, BaseExceptionGroup):
        return [each for one in cause.exceptions for each in names(one)]
    return [name(cause)]


def where(cause: BaseException) -> list[str]:
    """Where it failed: places in the code, never values, which may be personal."""
    frames = traceback.extract_tb(cause.__traceback__)
    return [f"{f.filename.rpartition('/')[2]}:{f.lineno}:{f.name}" for f in frames[-_FRAMES:]]
