"""What the service promises of itself: every operation with its basis, documents read as sent."""

from openapi_spec_validator import validate

from devstack.matrix import UMUM


async def test_openapi_is_valid_and_every_operation_names_its_basis(api):
    document = (await api.client.get("/openapi.json")).json()
    validate(document)
    operations = [op for path in document["paths"].values() for op in path.values()]
    common = {*UMUM, "get_operasi", "get_galat", "issue_stream_ticket", "stream_operasi"}
    own = [op for op in operations if op["operationId"] not in common]
    assert len(own) >= 25
    for operation in own:
        assert any(b in operation["description"] for b in ("PKPU", "UU ", "KPT")), operation


async def test_the_public_needs_no_token_and_sees_no_dossier(api, office):
    params = {"pemilihan": "uji-2024"}
    for path in ("/pasangan-calon", "/pasangan-calon/sementara", "/ambang-batas", "/partai"):
        assert (await api("GET", path, params=params)).status_code == 200
    for path in ("/pengundian", "/pengundian/benih"):  # none yet, which is no secret
        assert (await api("GET", path, params=params)).status_code == 404
    closed = ("/nominasi", "/penetapan", "/tanggapan", "/sisa-partai", "/aturan",
              "/pengundian/menunggu", "/pengundian/aksi")  # fmt: skip
    for path in closed:
        assert (await api("GET", path, params=params)).status_code == 401


async def test_a_batch_of_findings_may_be_about_what_is_past(api):
    paths = (await api.client.get("/openapi.json")).json()["paths"]
    for act in ("usulan", "persetujuan"):
        assert "412" in paths[f"/v1/nominasi/{{id}}/{act}"]["post"]["responses"], act
