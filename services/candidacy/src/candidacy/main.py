"""The API process: the only wiring."""

from fastapi import FastAPI

from candidacy.events import published
from candidacy.settings import Settings
from election_common.app import create_service


def create_app() -> FastAPI:
    """Create the API of candidacy from the environment."""
    return create_service(
        Settings(),
        name="candidacy",
        title="Pencalonan (candidacy)",
        description=(
            "Ambang batas, nominasi dan dokumen syaratnya, tanggapan, penetapan pasangan calon, dan"
            " nomor urut."
        ),
        package="candidacy.domain",
        published=published,
        revision="0002",
        routers=[],
    )
