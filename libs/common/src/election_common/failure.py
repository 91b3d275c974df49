"""What a failure is: whether it passes by itself, and how to name it without any value of it."""

import traceback
from collections.abc import Iterator

import nats.errors
import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from election_common.errors import EarlyRefusal

#: Database or broker are away, busy, or ended the session, or a fact of another service is still on
#: its way: the same act succeeds later.
_TRANSIENT = (
    OperationalError,
    psycopg.OperationalError,
    InterfaceError,
    PoolTimeoutError,
    nats.errors.Error,
    ConnectionError,
    TimeoutError,
    EarlyRefusal,
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


def tell(cause: BaseException) -> str:
    """The traceback with all that led to it, as Python has it but for the words of `_words`."""
    parts = []
    for one in _causes(cause, []):
        parts += [*traceback.format_tb(one.__traceback__), f"{_words(one)}\n"]
    return "\n".join(parts)


def _causes(cause: BaseException, seen: list[BaseException]) -> Iterator[BaseException]:
    """A failure after what led to it, and those of a group before the group."""
    seen.append(cause)
    earlier = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    members = cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
    for one in (earlier, *members):
        if one is not None and not any(one is known for known in seen):
            yield from _causes(one, seen)
    yield cause


def _words(cause: BaseException) -> str:
    """What a failure says, but nothing of the row or input that a database or a model quotes."""
    kind = f"{type(cause).__module__}.{type(cause).__qualname__}"
    match cause:
        case psycopg.Error(diag=diag) if diag.sqlstate or not is_transient(cause):
            names = ("sqlstate", "table_name", "column_name", "constraint_name", "datatype_name")
            said = [f"{n} {v}" for n in names if (v := getattr(diag, n))]
        case ValidationError():
            said = [f"{e['type']} {e['loc']}" for e in cause.errors(include_input=False)]
        case StatementError():
            said = []
        case _:
            return "".join(traceback.format_exception_only(cause)).rstrip()
    return ": ".join([kind, ", ".join(said)] if said else [kind])
