"""What the service promises of itself: OpenAPI, problems in two languages, its migrations."""

from pathlib import Path

import psycopg
import pytest
from openapi_spec_validator import validate

from election_common.catalogue import Catalogue

SERVICE = Path(__file__).parents[2]


async def test_openapi_is_valid_and_every_operation_is_described(api):
    document = (await api.api.client.get("/openapi.json")).json()
    validate(document)
    operations = [op for path in document["paths"].values() for op in path.values()]
    common = {"akses", "audit", "operasi", "peristiwa", "rujukan"}
    own = [op for op in operations if not common & set(op["tags"])]
    assert own
    assert all("PKPU" in operation["description"] for operation in own)
    assert all(operation["description"] for operation in operations)


def test_problems_say_the_same_in_both_languages():
    entries = Catalogue("publication.domain").entries
    for code, entry in entries.items():
        assert entry.placeholders("id") == entry.placeholders("en"), code


async def test_problems_answer_in_english_on_wish(api, pemilihan):
    answer = await api(
        "GET", "/tahapan", params={"pemilihan": pemilihan}, headers={"accept-language": "en"}
    )
    assert answer.json()["title"] == "Not found"


@pytest.mark.parametrize("path", ["tahapan", "kolom-suara", "hasil-tps", "rekapitulasi"])
async def test_acts_need_a_token_and_a_key(api, pemilihan, path):
    answer = await api.api.client.post(f"/v1/pemilihan/{pemilihan}/{path}", json={})
    assert answer.status_code == 401
    token = api.api.token("kpu_provinsi")
    answer = await api.api.client.post(
        f"/v1/pemilihan/{pemilihan}/{path}", json={}, headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("sandbox", [True, False])
@pytest.mark.parametrize("path", ["tahapan", "rekapitulasi"])
async def test_who_asks_again_is_spared_what_he_has(api, siap, database, path, sandbox):
    if not sandbox:
        with psycopg.connect(database.owner) as owner:
            owner.execute("update pemilihan set sandbox = false, waktu_legal = null")
    params = {"pemilihan": "uji-2024", "wilayah": "19"}
    first = await api("GET", f"/{path}", params=params)
    assert (first.json()["waktu_legal"] is not None) == sandbox
    known = {"if-none-match": first.headers["etag"]}
    again = await api("GET", f"/{path}", params=params, headers=known)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["tahapan", "rekapitulasi"])
async def test_reading_needs_none(api, siap, path):
    answer = await api("GET", f"/{path}", params={"pemilihan": "uji-2024", "wilayah": "19"})
    assert answer.status_code == 200
