"""Fuzzing voter-registry by its own document."""

import pytest

from devstack.fuzz import require_documented_answers
from voter_registry.main import create_app


@pytest.mark.timeout(1800)
async def test_no_input_makes_it_answer_what_it_does_not_document(
    api, pemilihan, tmp_path, record_figure
):
    callers = {
        "all roles": api.token(
            "kpu_provinsi", "kpu_kabko", "ketua", "pps", "operator", wilayah="19"
        ),
        "kabupaten": api.token("kpu_kabko", wilayah="1906"),
        "village": api.token("pps", wilayah="1906012001"),
        "watcher": api.token("bawaslu", wilayah="19"),
        "nobody": "",
    }  # fmt: skip
    params = {"pemilihan": pemilihan}
    lists = await api("GET", "/daftar-pemilih", "kpu_kabko", wilayah="1906", params=params)
    nation = api.token("admin", "kantor", wilayah="0")
    names = {"FUZZ_PEMILIHAN": pemilihan, "FUZZ_DAFTAR": lists.json()["data"][0]["id"]}
    await require_documented_answers(create_app(), callers, nation, tmp_path, names, record_figure)
