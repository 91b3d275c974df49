"""The API process: the only wiring."""

from fastapi import FastAPI

from election_common.api import Api
from election_common.app import create_service
from voter_registry.api import (
    cek_dpt,
    coklit,
    daftar_pemilih,
    ekspor_kerja,
    impor,
    kegandaan,
    pemilih,
    pemilihan,
    pencarian,
    rekapitulasi,
    tanggapan,
    tps,
    wilayah,
)
from voter_registry.events import published
from voter_registry.settings import Settings

API = Api(
    name="voter-registry",
    title="Pendaftaran Pemilih (voter-registry)",
    description="Wilayah, pemilihan, TPS, coklit, dan daftar pemilih: DP4, DPS, DPSHP, DPT.",
    package="voter_registry.domain",
    published=published,
    revision="0010",
    routers=[
        wilayah.router,
        pemilihan.router,
        tps.router,
        impor.router,
        coklit.router,
        pencarian.router,
        pemilih.router,
        ekspor_kerja.router,
        kegandaan.router,
        daftar_pemilih.router,
        rekapitulasi.router,
        tanggapan.router,
        cek_dpt.router,
    ],
)


def create_app() -> FastAPI:
    """Create the API of voter-registry from the environment."""
    return create_service(API, Settings())
