"""The HTTP contract of all services, on this one."""

import uuid

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract


@pytest.fixture
def contract(api, pemilihan):
    return Contract(
        api=api,
        post=f"/pemilihan/{pemilihan}/ambang-batas",
        batch=f"/nominasi/{uuid.uuid4()}/usulan",
        by_id="/nominasi/",
        role="kpu_provinsi",
    )
