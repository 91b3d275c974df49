"""Shapes that several routers of this service share."""

from typing import Annotated

from pydantic import Field

from election_common.shapes import Masukan


class RekapAngka(Masukan):
    """Voters of a region as minutes declare them."""

    l: Annotated[int, Field(ge=0, le=10**9, description="Laki-laki")]
    p: Annotated[int, Field(ge=0, le=10**9, description="Perempuan")]
    tps: Annotated[int, Field(ge=0, le=10**6)]
