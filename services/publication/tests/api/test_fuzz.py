"""Fuzzing publication by its own document."""

import pytest

from devstack.fuzz import require_documented_answers
from publication.main import create_app

NOTHING = "00000000-0000-7000-8000-000000000000"


@pytest.mark.timeout(1800)
async def test_no_input_makes_it_answer_what_it_does_not_document(
    api, siap, tmp_path, record_figure
):
    token = api.api.token
    callers = {
        "all roles": token("kpu_provinsi", "kpu_kabko", "ketua", "ppk", wilayah="19"),
        "province": token("kpu_provinsi", wilayah="19"),
        "kabupaten": token("kpu_kabko", wilayah="1903"),
        "polling station": token("kpps", wilayah="1903012001001"),
        "operations": token("admin", wilayah="0"),
        "nobody": "",
    }
    nation = token("admin", "kantor", wilayah="0")
    names = {"FUZZ_PEMILIHAN": "uji-2024", "FUZZ_DAFTAR": NOTHING}
    await require_documented_answers(create_app(), callers, nation, tmp_path, names, record_figure)
