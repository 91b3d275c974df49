"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas

KELAS = {
    "grant_access": Kelas.TAMBAHAN,
    "register_client": Kelas.TAMBAHAN,
    "revoke_access": Kelas.KEPUTUSAN,
    "replace_key": Kelas.KEPUTUSAN,
    "close_client": Kelas.KEPUTUSAN,
}


@pytest.fixture
def contract(api):
    return Contract(
        api=api,
        post="/akses",
        batch="",
        by_id="/klien/",
        role="admin",
        kelas=KELAS,
        tanpa_kebijakan={"kunci_klien": "public keys"},
        terbuka={"klien": "whose program a subject is, every region may know"},
    )
