"""The API process: the only wiring."""

from fastapi import FastAPI

from complaints.api import (
    artikel,
    hari_khusus,
    lacak,
    lampiran,
    penanganan,
    pesan,
    tenggat,
    tiket,
    whatsapp,
)
from complaints.events import published
from complaints.settings import Settings
from election_common.api import Api
from election_common.app import create_service

API = Api(
    name="complaints",
    title="Pengaduan dan Pelayanan (complaints)",
    description=(
        "Permohonan informasi (PPID), pengaduan layanan, whistleblowing, tanggapan masyarakat,"
        " dugaan pelanggaran, dan tiket teknis: satu pintu, tenggat menurut hukum, WhatsApp,"
        " dan pesan keluar semua layanan."
    ),
    package="complaints.domain",
    published=published,
    revision="0008",
    routers=[
        penanganan.router,
        lampiran.router,
        lampiran.pelapor,
        tiket.router,
        tenggat.router,
        hari_khusus.router,
        lacak.router,
        whatsapp.router,
        pesan.router,
        artikel.router,
    ],
)


def create_app() -> FastAPI:
    """Create the API of complaints from the environment."""
    settings = Settings()
    app = create_service(API, settings)
    app.state.whatsapp_app_secret = settings.whatsapp_app_secret.get_secret_value()
    app.state.whatsapp_verify_token = settings.whatsapp_verify_token.get_secret_value()
    return app
