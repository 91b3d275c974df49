"""The HTTP contract of all services, on this one."""

import uuid

import pytest

from devstack.conformance import *  # noqa: F403 - the suite's tests
from devstack.conformance import Contract, Kelas

KELAS = {
    "register_parties": Kelas.KEPUTUSAN,
    "establish_threshold": Kelas.KEPUTUSAN,
    "record_candidate": Kelas.KEPUTUSAN,
    "replace_parties": Kelas.KEPUTUSAN,
    "submit": Kelas.KEPUTUSAN,
    "submit_repair": Kelas.KEPUTUSAN,
    "accept": Kelas.KEPUTUSAN,
    "announce": Kelas.KEPUTUSAN,
    "revoke": Kelas.KEPUTUSAN,
    "decide_tanggapan": Kelas.KEPUTUSAN,
    "establish": Kelas.KEPUTUSAN,
    "confirm": Kelas.KEPUTUSAN,
    "discard_draw": Kelas.KEPUTUSAN,
    "announce_seed": Kelas.TAMBAHAN,
    "register_aturan": Kelas.TAMBAHAN,
    "grant_access": Kelas.TAMBAHAN,
    "file_dokumen": Kelas.TAMBAHAN,
    "propose_findings": Kelas.TAMBAHAN,
    "decide_findings": Kelas.TAMBAHAN,
    "withdraw": Kelas.TAMBAHAN,
    "import_pairs": Kelas.TAMBAHAN,
    "draw": Kelas.TAMBAHAN,
}


TANPA_KEBIJAKAN = {
    **dict.fromkeys(("aturan", "jenis_dokumen"), "rules of the law, the same for all"),
    **dict.fromkeys(("partai", "ambang_batas", "rekap_dpt"), "figures that are public"),
    **dict.fromkeys(("pasangan_calon", "penetapan", "pengundian"), "what is announced"),
    "benih_undian": "the digest of a seed, which is announced before the draw",
}


@pytest.fixture
def contract(api, pemilihan):
    return Contract(
        api=api,
        post=f"/pemilihan/{pemilihan}/ambang-batas",
        batch=f"/nominasi/{uuid.uuid4()}/usulan",
        by_id="/nominasi/",
        role="kpu_provinsi",
        kelas=KELAS,
        tanpa_kebijakan=TANPA_KEBIJAKAN,
        tanpa_aksi={"/pemilihan/{id}": "its acts are listed at /penetapan/aksi, /pengundian/aksi"},
    )
