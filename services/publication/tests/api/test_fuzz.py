"""Fuzzing publication by its own document."""

import asyncio

from devstack.fuzz import fuzz, serving
from publication.main import create_app


async def test_no_input_makes_it_answer_what_it_does_not_document(api, siap, tmp_path):
    token = api.api.token("kpu_provinsi", "kpu_kabko", "ketua", "ppk", wilayah="19")
    names = {"FUZZ_PEMILIHAN": "uji-2024", "FUZZ_DAFTAR": "00000000-0000-7000-8000-000000000000"}
    with serving(create_app()) as url:
        code, output, cases = await asyncio.to_thread(fuzz, url, token, tmp_path, names)
    assert code == 0, output
    assert cases >= 1000, output
