"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas

KELAS = {
    "publish_schedule": Kelas.KEPUTUSAN,
    "announce": Kelas.KEPUTUSAN,
    "fix_columns": Kelas.TAMBAHAN,
    "record_forms": Kelas.TAMBAHAN,
    "add_scan": Kelas.TAMBAHAN,
    "recapitulate": Kelas.TAMBAHAN,
}


@pytest.fixture
def contract(api, pemilihan):
    return Contract(
        api=api.api,
        post=f"/pemilihan/{pemilihan}/kolom-suara",
        batch=f"/pemilihan/{pemilihan}/hasil-tps",
        by_id="/rekapitulasi/190301/aksi?pemilihan=",
        role="kpu_provinsi",
        kelas=KELAS,
    )
