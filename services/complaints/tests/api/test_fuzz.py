"""Fuzzing complaints by its own document."""

import pytest

from complaints.main import create_app
from devstack.fuzz import require_documented_answers


@pytest.mark.timeout(1800)
async def test_no_input_makes_it_answer_what_it_does_not_document(
    api, pemilihan, tmp_path, record_figure
):
    tiket = await api.file("permohonan-informasi")
    token = api.api.token
    callers = {
        "all roles": token("kpu_provinsi", "helpdesk", "ppid", wilayah="19"),
        "information officer": token("ppid", wilayah="19"),
        "help desk": token("helpdesk", wilayah="1906"),
        "citizen": token("publik", wilayah="19"),
        "nobody": "",
    }
    nation = token("admin", "kantor", wilayah="0")
    names = {"FUZZ_PEMILIHAN": pemilihan, "FUZZ_DAFTAR": tiket["id"]}
    await require_documented_answers(create_app(), callers, nation, tmp_path, names, record_figure)
