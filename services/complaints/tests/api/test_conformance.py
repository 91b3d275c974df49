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


TANPA_KEBIJAKAN = {
    "artikel": "answers that anybody reads",
    "hari_khusus": "days of the law, the same for all",
    "sla_rule": "terms of the law, the same for all",
    "nomor_tiket": "the last number of a year, and nothing of the tickets",
    "pesan_masuk": "its place in the queue and nothing else: what came in, the worker alone reads",
    "status_pesan": "as above",
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
        tanpa_kebijakan=TANPA_KEBIJAKAN,
    )
