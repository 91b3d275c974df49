"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract


@pytest.fixture
def contract(api):
    return Contract(api=api.api, post="/tiket", batch=None, by_id="/tiket/", role="kpu_provinsi")
