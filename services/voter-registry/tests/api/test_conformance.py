"""The HTTP contract of all services, on this one."""

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas

KELAS = {
    "establish": Kelas.KEPUTUSAN,
    "decide_export": Kelas.KEPUTUSAN,
    "decide_case": Kelas.KEPUTUSAN,
    "answer_one": Kelas.KEPUTUSAN,
    "load_wilayah": Kelas.TAMBAHAN,
    "register_ruleset": Kelas.TAMBAHAN,
    "register_pemilihan": Kelas.TAMBAHAN,
    "map_tps": Kelas.TAMBAHAN,
    "record_findings": Kelas.TAMBAHAN,
    "file_case": Kelas.TAMBAHAN,
    "request_export": Kelas.TAMBAHAN,
    "recapitulate": Kelas.TAMBAHAN,
    "recapitulate_province": Kelas.TAMBAHAN,
    "import_file": Kelas.PEMICU,
    "compose": Kelas.PEMICU,
    "transfer_export": Kelas.PEMICU,
    "move_legal_time": Kelas.PEMICU,
    "check_registration": Kelas.BACAAN,
    "find_voters": Kelas.BACAAN,
    "reveal_number": Kelas.BACAAN,
}


@pytest.fixture
def contract(api):
    return Contract(
        api=api,
        post="/wilayah",
        batch="/coklit",
        by_id="/daftar-pemilih/",
        role="kpu_provinsi",
        kelas=KELAS,
        tanpa_kebijakan=dict.fromkeys(("ruleset", "aturan", "tps"), "public facts"),
    )
