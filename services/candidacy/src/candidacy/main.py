"""The API process: the only wiring."""

from fastapi import FastAPI

from candidacy.api import (
    ambang_batas,
    aturan,
    benih_undian,
    dokumen_syarat,
    nominasi,
    pasangan_calon,
    penelitian,
    penerimaan,
    penetapan,
    pengundian,
    tanggapan,
)
from candidacy.events import published
from candidacy.settings import Settings
from election_common.api import Api
from election_common.app import create_service

API = Api(
    name="candidacy",
    title="Pencalonan (candidacy)",
    description=(
        "Ambang batas, nominasi dan dokumen syaratnya, tanggapan, penetapan pasangan calon, dan"
        " nomor urut."
    ),
    package="candidacy.domain",
    published=published,
    revision="0012",
    routers=[
        aturan.router,
        ambang_batas.router,
        nominasi.router,
        dokumen_syarat.router,
        penerimaan.router,
        penelitian.router,
        tanggapan.router,
        penetapan.router,
        benih_undian.router,
        pengundian.router,
        pasangan_calon.router,
    ],
)


def create_app() -> FastAPI:
    """Create the API of candidacy from the environment."""
    return create_service(API, Settings())
