"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract


@pytest.fixture
def contract(api):
    return Contract(api=api, post="/akses", batch="", by_id="/klien/", role="admin")
