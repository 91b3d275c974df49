"""What the API of a service is by its code alone: the same in every process."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from election_common import (
    asyncapi,
    feed,
    metrics,
    penelusuran,
    probes,
    ringkasan,
    saya,
    surat_mati,
    titik_periksa,
)
from election_common.catalogue import Catalogue
from election_common.operasi import routes as operasi
from election_common.reference import create_router


@dataclass(frozen=True, kw_only=True)
class Api:
    """The API of a service. What follows from it is made once, however many applications serve it.

    Attributes:
        name: Name of the service; its tokens' audience.
        title: Title of its OpenAPI document.
        description: What it does, for readers of that document.
        package: Its domain package, which holds its `problems.toml`.
        published: Its module of published facts.
        revision: The migration that this code needs; a database before it is not ready.
        routers: Its own routers, all under `/v1`.
    """

    name: str
    title: str
    description: str
    package: str
    published: ModuleType
    revision: str
    routers: Sequence[APIRouter]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The problems that it can answer with."""
        return Catalogue(self.package)

    @cached_property
    def routes(self) -> Sequence[BaseRoute]:
        """Its own routes, and those that every service has."""
        root = APIRouter(generate_unique_id_function=_by_name)
        common = (
            operasi.router,
            feed.router,
            ringkasan.router,
            saya.router,
            surat_mati.router,
            titik_periksa.router,
            penelusuran.router,
            create_router(self.package, self.catalogue),
        )
        for router in (*self.routers, *common):
            root.include_router(router, prefix="/v1")
        root.include_router(asyncapi.routes(self.name, self.title, self.published))
        root.include_router(probes.router)
        root.include_router(metrics.router)
        return root.routes


def _by_name(route: APIRoute) -> str:
    """An operation is named as the function that answers it."""
    return route.name
