"""The API process of the service of access: the only wiring. The pages have their own process."""

from fastapi import FastAPI

from election_common.api import Api
from election_common.app import create_service
from gateway.api import akses, klien
from gateway.events import published
from gateway.settings import Settings

API = Api(
    name="gateway",
    title="Akses (gateway)",
    description=(
        "Klien API kantor, pemberian akses menurut surat, dan mandat Plh/Plt. Setiap layanan"
        " menyimpan salinan akses yang berlaku, sehingga pencabutan terasa dalam 5 detik."
    ),
    package="gateway.domain",
    published=published,
    revision="0004",
    routers=[akses.router, klien.router],
)


def create_app() -> FastAPI:
    """Create the akses API from the environment."""
    return create_service(API, Settings())
