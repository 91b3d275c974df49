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


TANPA_KEBIJAKAN = {
    **dict.fromkeys(("jadwal", "tahapan"), "the schedule is public"),
    **dict.fromkeys(("dpt", "dpt_tps", "rekap_dpt"), "figures of an established list are public"),
    "kolom_suara": "what stands on the ballot is public",
    "perlu_terbit": "the ids of marks and nothing else",
}
TERBUKA = dict.fromkeys(
    ("hasil_tps", "koreksi", "pindaian", "rekapitulasi"), "results are open to everybody"
)


@pytest.fixture
def contract(api, pemilihan):
    return Contract(
        api=api.api,
        post=f"/pemilihan/{pemilihan}/kolom-suara",
        batch=f"/pemilihan/{pemilihan}/hasil-tps",
        by_id="/rekapitulasi/190301/aksi?pemilihan=",
        role="kpu_provinsi",
        kelas=KELAS,
        tanpa_kebijakan=TANPA_KEBIJAKAN,
        terbuka=TERBUKA,
    )
