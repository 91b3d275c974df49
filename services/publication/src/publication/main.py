"""The API process: the only wiring."""

from fastapi import FastAPI

from election_common.api import Api
from election_common.app import create_service
from publication.api import hasil_tps, kolom_suara, pindaian, rekapitulasi, tahapan
from publication.events import published
from publication.settings import Settings

API = Api(
    name="publication",
    title="Publikasi (publication)",
    description=(
        "Jadwal tahapan, hasil TPS, rekapitulasi, dan pengumuman. Dokumen hasil dan rekap DPT"
        " untuk umum terbit sebagai berkas di"
        " /publication/v1/pemilihan/{pemilihan}/hasil/{kode} dan .../rekap-dpt/{kode},"
        " dengan daftar versinya di .../versi."
    ),
    package="publication.domain",
    published=published,
    revision="0006",
    routers=[
        tahapan.router,
        kolom_suara.router,
        hasil_tps.router,
        pindaian.router,
        rekapitulasi.router,
    ],
)


def create_app() -> FastAPI:
    """Create the API of publication from the environment."""
    return create_service(API, Settings())
