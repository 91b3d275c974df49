"""Fuzzing candidacy by its own document."""

import pytest

from candidacy.main import create_app
from devstack.fuzz import require_documented_answers


@pytest.mark.timeout(1800)
async def test_no_input_makes_it_answer_what_it_does_not_document(
    api, office, tmp_path, record_figure
):
    id_ = await office.registered("pasangan-satu", "anggrek")
    roles = ("kpu_provinsi", "operator", "verifikator", "penyetuju", "ketua", "lo")
    callers = {
        "all roles": api.token(*roles, wilayah="19", peserta="pasangan-satu"),
        "province": api.token("kpu_provinsi", wilayah="19"),
        "party": api.token("lo", wilayah="19", peserta="pasangan-satu"),
        "watcher": api.token("bawaslu", wilayah="19"),
        "nobody": "",
    }
    nation = api.token("admin", "kantor", wilayah="0")
    names = {"FUZZ_PEMILIHAN": "uji-2024", "FUZZ_DAFTAR": id_}
    await require_documented_answers(create_app(), callers, nation, tmp_path, names, record_figure)
