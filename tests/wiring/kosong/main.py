"""The API process."""

from fastapi import FastAPI

from election_common.api import Api
from election_common.app import create_service
from election_common.settings import ServiceSettings
from kosong import api
from kosong.events import published

API = Api(
    name="kosong",
    title="Kosong",
    description="Layanan tanpa isi.",
    package="kosong.domain",
    published=published,
    revision="0004",
    routers=[api.router],
)


def create_app() -> FastAPI:
    return create_service(API, ServiceSettings())
