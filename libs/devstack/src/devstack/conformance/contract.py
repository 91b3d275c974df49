"""The service under test, and what all its refusals look like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devstack.conformance.posts import Kelas
from devstack.pytest_plugin import Api

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Contract:
    """A service under test.

    Attributes:
        api: Its API.
        post: Address of a POST that takes JSON, below `/v1`.
        batch: Address of one that takes 4 MiB; empty when the service has none.
        by_id: Address of a GET that ends with a UUID or code, up to it.
        role: A role that may do the POST.
        kelas: What each POST does that not every service has, by its id.
        tanpa_aksi: Resources that are acted on and do not list those acts yet, and why.
        tanpa_kebijakan: Tables that the API reads, not every service has and no policy guards, and
            why.
        terbuka: Tables whose policies guard what is written alone, and why everybody reads them.
    """

    api: Api
    post: str
    batch: str
    by_id: str
    role: str
    kelas: Mapping[str, Kelas]
    tanpa_aksi: Mapping[str, str] = field(default_factory=dict)
    tanpa_kebijakan: Mapping[str, str] = field(default_factory=dict)
    terbuka: Mapping[str, str] = field(default_factory=dict)

    async def send(self, path: str = "", **options: Any) -> Any:  # noqa: ANN401 - httpx
        """POST as somebody who may."""
        headers = {"content-type": "application/json"} | options.pop("headers", {})
        return await self.api("POST", path or self.post, self.role, headers=headers, **options)


def is_problem(answer: Any, status: int, code: str) -> None:  # noqa: ANN401 - httpx
    """Check that an answer is a problem document with all that it must hold."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"urn:kpu-babel:galat:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["trace_id"] == answer.headers["x-trace-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", problem["trace_id"])
