"""Long work that an act has started: how far it is, and what came of it."""

from typing import Any

from pydantic import BaseModel

from election_client.problem import Problem

DONE = "selesai"
FAILED = "gagal"
CONFLICT = 409


class Operation(BaseModel):
    """An operation, in the shape that it has at every service."""

    id: str
    jenis: str
    status: str
    langkah: str = ""
    selesai: int = 0
    total: int = 0
    laju: float | None = None
    sisa_detik: float | None = None
    hasil: dict[str, Any] | None = None
    masalah: dict[str, Any] | None = None
    galat: str | None = None


class OperationFailed(Problem):
    """The work ended without its effect; `operation` tells how far it came."""

    def __init__(self, operation: Operation):
        super().__init__(CONFLICT, operation.masalah or {})
        self.operation = operation


def ended(operation: Operation) -> bool:
    """Whether the work is over.

    Raises:
        OperationFailed: It is, and failed.
    """
    if operation.status == FAILED:
        raise OperationFailed(operation)
    return operation.status == DONE
