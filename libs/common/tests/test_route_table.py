"""The route of a request is found once, and what was found is run."""

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.routing import BaseRoute, Match

from election_common.address import AddressMiddleware
from election_common.route_table import FoundRoute, RouteTable

router = APIRouter(prefix="/tps")


@router.get("/{kode}")
async def get_tps(request: Request, kode: str):
    return {"kode": kode, "params": request.path_params, "route": request.scope["route"].name}


class Search(BaseRoute):
    """Where the search of the framework would begin."""

    def __init__(self):
        self.begun = 0

    def matches(self, _):
        self.begun += 1
        return Match.NONE, {}


@pytest.fixture
def search():
    return Search()


@pytest.fixture
async def client(search):
    app = FastAPI(routes=[FoundRoute(), search], redirect_slashes=False)
    app.include_router(router, prefix="/v1")
    app.add_middleware(AddressMiddleware, table=RouteTable(app))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_what_was_found_is_run_without_another_search(client, search):
    answer = await client.get("/v1/tps/19%2006")
    assert answer.json() == {"kode": "19 06", "params": {"kode": "19 06"}, "route": "get_tps"}
    assert search.begun == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/tiada", 404),
        ("POST", "/v1/tps/1906", 405),
    ],
)
async def test_what_was_not_found_the_framework_answers(client, search, method, path, status):
    assert (await client.request(method, path)).status_code == status
    assert search.begun == 1
