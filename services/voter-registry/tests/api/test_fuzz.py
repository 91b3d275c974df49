"""Fuzzing voter-registry by its own document."""

import asyncio

from devstack.fuzz import fuzz, serving
from voter_registry.main import create_app


async def test_no_input_makes_it_answer_what_it_does_not_document(api, pemilihan, tmp_path):
    token = api.issuer.token("kpu_provinsi", "kpu_kabko", "ketua", "pps", "operator", wilayah="19")
    params = {"pemilihan": pemilihan}
    lists = await api("GET", "/daftar-pemilih", "kpu_kabko", wilayah="1906", params=params)
    names = {"FUZZ_PEMILIHAN": pemilihan, "FUZZ_DAFTAR": lists.json()["data"][0]["id"]}
    with serving(create_app()) as url:
        code, output, cases = await asyncio.to_thread(fuzz, url, token, tmp_path, names)
    assert code == 0, output
    assert cases >= 1000, output
