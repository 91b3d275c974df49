"""Fuzzing candidacy by its own document."""

import asyncio

from candidacy.main import create_app
from devstack.fuzz import fuzz, serving


async def test_no_input_makes_it_answer_what_it_does_not_document(api, office, tmp_path):
    id_ = await office.registered("pasangan-satu", "anggrek")
    roles = ("kpu_provinsi", "operator", "verifikator", "penyetuju", "ketua", "lo")
    token = api.token(*roles, wilayah="19", peserta="pasangan-satu")
    names = {"FUZZ_PEMILIHAN": "uji-2024", "FUZZ_DAFTAR": id_}
    with serving(create_app()) as url:
        code, output, cases = await asyncio.to_thread(fuzz, url, token, tmp_path, names)
    assert code == 0, output
    assert cases >= 1000, output
