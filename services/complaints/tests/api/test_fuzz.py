"""Fuzzing complaints by its own document."""

import asyncio

from complaints.main import create_app
from devstack.fuzz import fuzz, serving


async def test_no_input_makes_it_answer_what_it_does_not_document(api, pemilihan, tmp_path):
    tiket = await api.file("permohonan-informasi")
    token = api.api.token("kpu_provinsi", "helpdesk", "ppid", wilayah="19")
    names = {"FUZZ_PEMILIHAN": pemilihan, "FUZZ_DAFTAR": tiket["id"]}
    with serving(create_app()) as url:
        code, output, cases = await asyncio.to_thread(fuzz, url, token, tmp_path, names)
    assert code == 0, output
    assert cases >= 1000, output
