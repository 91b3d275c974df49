"""A page of a list, in the shape that every list of the house has."""

from typing import Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """Some rows, and the cursor of those that follow; None at the end."""

    data: list[T]
    berikut: str | None = None
    jumlah: int | None = None
