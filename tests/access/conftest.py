"""A house in which nobody has played anything, for all who knock at its doors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from devstack.idp.keys import Keys
from devstack.ports import Ports
from devstack.services import SERVICES
from devstack.stack import Stack


@dataclass
class Doors:
    """The gateway, and the services behind it without it."""

    house: Stack
    client: httpx.Client

    @property
    def issuer(self) -> str:
        return self.house.token_url.removesuffix("/token")

    @property
    def keys(self) -> Keys:
        return Keys(self.house.layout.secrets / "idp-keys.json")

    def ways(self, service: str) -> dict[str, str]:
        """The addresses of a service: through the gateway, and straight."""
        port = Ports(self.house.layout.ports).remembered()[service]
        return {
            "gateway": f"{self.house.gateway_url}/{service}/v1",
            "service": f"http://127.0.0.1:{port}/v1",
        }

    def saya(self, way: str, token: str) -> httpx.Response:
        """Ask who the bearer is."""
        return self.client.get(f"{way}/saya", headers={"authorization": f"Bearer {token}"})

    def act(self, path: str, key: str, *, token: str = "", **body: Any) -> httpx.Response:
        """Do an act at the gateway as the admin of the nation, unless with another token."""
        token = token or self.house.token("admin", "0")
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key}
        headers |= {"if-match": body.pop("if_match")} if "if_match" in body else {}
        url = f"{self.house.gateway_url}/gateway/v1{path}"
        return self.client.post(url, json=body, headers=headers)


@pytest.fixture(scope="session")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """The whole house, started once."""
    with (
        Stack(tmp_path_factory.mktemp("rumah")) as house,
        httpx.Client(timeout=10, trust_env=False) as client,
    ):
        yield Doors(house, client)


@pytest.fixture(params=[service.name for service in SERVICES])
def service(request: pytest.FixtureRequest) -> str:
    """Each service of the house."""
    name: str = request.param
    return name
