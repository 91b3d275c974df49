"""Fuzzing the service of access by its own document."""

import pytest

from devstack.fuzz import require_documented_answers
from gateway.main import create_app


@pytest.mark.timeout(1800)
async def test_no_input_makes_it_answer_what_it_does_not_document(
    api, give, tmp_path, record_figure
):
    answer = await give("petugas", "kpu_kabko", "1906")
    callers = {
        "all roles": api.token("admin", "kpu_provinsi", "kpu_kabko", wilayah="0"),
        "admin": api.token("admin", wilayah="0"),
        "province": api.token("kpu_provinsi", wilayah="19"),
        "kabupaten": api.token("kpu_kabko", wilayah="1906"),
        "nobody": "",
    }
    nation = api.token("admin", "kantor", wilayah="0")
    names = {"FUZZ_PEMILIHAN": "uji-2024", "FUZZ_DAFTAR": answer.json()["akses"][0]["id"]}
    await require_documented_answers(create_app(), callers, nation, tmp_path, names, record_figure)
