"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas

KELAS = {
    "assign": Kelas.KEPUTUSAN,
    "reclassify": Kelas.KEPUTUSAN,
    "advance": Kelas.KEPUTUSAN,
    "advance_own": Kelas.KEPUTUSAN,
    "replace_pin": Kelas.KEPUTUSAN,
    "publish": Kelas.KEPUTUSAN,
    "register": Kelas.TAMBAHAN,
    "add": Kelas.TAMBAHAN,
    "add_own": Kelas.TAMBAHAN,
    "add_note": Kelas.TAMBAHAN,
    "revise": Kelas.TAMBAHAN,
    "establish_day": Kelas.TAMBAHAN,
    "receive": Kelas.TAMBAHAN,
    "request_one": Kelas.PEMICU,
    "reveal": Kelas.BACAAN,
    "read_details": Kelas.BACAAN,
    "count": Kelas.BACAAN,
}


@pytest.fixture
def contract(api):
    return Contract(
        api=api.api,
        post="/tiket",
        batch=None,
        by_id="/tiket/",
        role="kpu_provinsi",
        kelas=KELAS,
    )
