"""Wiring is enough: a service that has written nothing of the contract keeps all of it."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas


@pytest.fixture
def contract(api):
    return Contract(
        api=api,
        post="/surat-mati/1/buang",
        batch="/hitungan",
        by_id="/operasi/",
        role="admin",
        kelas={"start_counting": Kelas.PEMICU},
    )
