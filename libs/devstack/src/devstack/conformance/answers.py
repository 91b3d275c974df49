"""What a service answers: to unsound requests, to strangers, to probes, when it is full."""

import asyncio
import inspect
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from prometheus_client.parser import text_string_to_metric_families

from devstack.attacks import attacks
from devstack.conformance.contract import PROBLEM, Contract, is_problem
from devstack.faults import scaled
from election_common.slots import WAIT_SECONDS

MIB = 1 << 20
JSON = "application/json"

UNSOUND = {
    "not JSON": b"{",
    "depth": b"[" * 10_000 + b"]" * 10_000,
    "depth of objects": b'{"a":' * 40 + b"1" + b"}" * 40,
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "overflow": b'{"a": 1e999}',
    "key twice": b'{"a": 1, "a": 2}',
    "NUL": b'{"a": "x\\u0000y"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "half a pair": b'{"a": "\\ud800"}',
    "invalid UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "huge number": b'{"a": %s}' % (b"9" * 5000),
    "number beyond 2^63": b'{"a": 9223372036854775808}',
}


@pytest.mark.parametrize("case", UNSOUND)
async def test_unsound_json_is_malformed(contract: Contract, case: str) -> None:
    is_problem(await contract.send(content=UNSOUND[case]), 400, "permintaan-tidak-terbaca")


async def test_an_escaped_backslash_is_no_nul(contract: Contract) -> None:
    answer = await contract.send(content=b'{"a": "\\\\u0000"}')
    is_problem(answer, 422, "permintaan-tidak-sah")


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", "multipart/form-data"])
async def test_another_media_type_is_refused(contract: Contract, media_type: str) -> None:
    answer = await contract.send(content=b"{}", headers={"content-type": media_type})
    is_problem(answer, 415, "jenis-isi-tidak-didukung")


async def test_a_body_has_a_limit(contract: Contract) -> None:
    is_problem(await contract.send(content=b" " * (MIB + 1)), 413, "isi-terlalu-besar")
    is_problem(await contract.send(content=b" " * MIB), 400, "permintaan-tidak-terbaca")


async def test_a_body_of_unknown_length_has_the_same_limit(contract: Contract) -> None:
    async def chunks() -> Any:  # noqa: ANN401 - an async generator
        for _ in range(17):
            yield b" " * (1 << 16)

    is_problem(await contract.send(content=chunks()), 413, "isi-terlalu-besar")


async def test_a_batch_may_be_larger(contract: Contract) -> None:
    if not contract.batch:
        pytest.skip("the service takes no batches")
    answer = await contract.send(contract.batch, content=b" " * (4 * MIB))
    is_problem(answer, 400, "permintaan-tidak-terbaca")
    answer = await contract.send(contract.batch, content=b" " * (4 * MIB + 1))
    is_problem(answer, 413, "isi-terlalu-besar")


@pytest.mark.parametrize("path", ["%00", "%ff", "a%00b", "?a=%00", "?a=%ff%fe", "?a=%C0%80"])
async def test_an_address_is_text(contract: Contract, path: str) -> None:
    answer = await contract.api("GET", contract.by_id + path, contract.role)
    is_problem(answer, 400, "permintaan-tidak-terbaca")


@pytest.mark.parametrize("id_", ["x", "1" * 300, "%20", "..%2f", "'", "A_"])
async def test_a_bad_id_is_refused_by_name(contract: Contract, id_: str) -> None:
    answer = await contract.api("GET", contract.by_id + id_, contract.role)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
async def test_another_method_is_told_the_right_ones(contract: Contract, method: str) -> None:
    answer = await contract.api(method, contract.post, contract.role)
    is_problem(answer, 405, "metode-tidak-didukung")
    assert "POST" in answer.headers["allow"]
    answer = await contract.api(method, "/rujukan")
    is_problem(answer, 405, "metode-tidak-didukung")
    assert answer.headers["allow"] == "GET, HEAD"


async def test_an_absent_address_is_a_problem(contract: Contract) -> None:
    for path in ("/tidak-ada", "/rujukan/", ""):
        is_problem(await contract.api("GET", path), 404, "alamat-tidak-ada")


async def test_head_is_get_without_a_body(contract: Contract) -> None:
    full = await contract.api("GET", "/rujukan")
    head = await contract.api("HEAD", "/rujukan")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert head.headers["content-length"] == str(len(full.content))


async def test_the_reference_is_cacheable(contract: Contract) -> None:
    first = await contract.api("GET", "/rujukan")
    assert "max-age" in first.headers["cache-control"]
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = await contract.api("GET", "/rujukan", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    changed = await contract.api("GET", "/rujukan", headers={"if-none-match": '"other"'})
    assert changed.status_code == 200
    body = first.json()
    assert {g["code"] for g in body["galat"]} >= {"token-tidak-ada", "layanan-penuh"}
    assert all(g["judul"]["id"] and g["judul"]["en"] for g in body["galat"])
    assert all(m for m in body["mesin"].values())
    assert all(t["peran"] and t["dasar"] for t in body["tindakan"])
    assert body["pilihan"]["provenance.Asal"][0]["label"]["id"] == "resmi"


async def test_no_forged_token_opens_anything(contract: Contract) -> None:
    key, issuer = contract.api.issuer.key, contract.api.issuer.url
    for name, token in attacks(key, issuer, contract.api.app.state.service).items():
        headers = {"authorization": f"Bearer {token}"}
        answer = await contract.api.client.get("/v1/saya", headers=headers)
        assert (answer.status_code, name) == (401, name)
        is_problem(answer, 401, "token-tidak-sah")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_no_forged_token_opens_any_route(
    contract: Contract, record_figure: Callable[..., None]
) -> None:
    key, issuer = contract.api.issuer.key, contract.api.issuer.url
    service = contract.api.app.state.service
    document = contract.api.app.openapi()
    routes = [
        (method, path, next(iter(operation.get("requestBody", {}).get("content", ())), JSON))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("security")
    ]
    assert len(routes) > 5
    forged = list(attacks(key, issuer, service).items())
    each, opened = scaled(len(forged)), []
    for n, (method, path, media_type) in enumerate(routes):
        where = re.sub(r"\{\w+\}", str(uuid.uuid4()), path)
        for k in range(each):  # at a tenth each route meets others, so that all are met
            name, token = forged[(n * each + k) % len(forged)]
            headers = {
                "authorization": f"Bearer {token}",
                "content-type": media_type,
                "idempotency-key": uuid.uuid4().hex,
            }
            answer = await contract.api.client.request(method, where, headers=headers)
            opened += [(answer.status_code, name, path)] if answer.status_code != 401 else []
    assert opened == [], opened
    record_figure(
        31, service=service, routes=len(routes), attacks=len(forged), opened=0,
        requests=len(routes) * each,
    )  # fmt: skip


async def test_a_sound_token_without_a_grant_is_forbidden(contract: Contract) -> None:
    token = contract.api.issuer.token(contract.role, sub="tanpa-akses")
    headers = {"authorization": f"Bearer {token}"}
    for path in ("/v1/saya", "/v1/perubahan"):
        answer = await contract.api.client.get(path, headers=headers)
        is_problem(answer, 403, "akses-tidak-berlaku")
    assert (await contract.api("GET", "/saya", contract.role)).json()["peran"] == [contract.role]


async def test_a_list_has_one_shape(contract: Contract) -> None:
    answer = await contract.api("GET", "/surat-mati?hitung=ya", "admin", wilayah="0")
    assert (answer.status_code, answer.json()) == (200, {"data": [], "berikut": None, "jumlah": 0})
    for bad in ("limit=0", "limit=201", "hitung=tidak"):
        answer = await contract.api("GET", f"/surat-mati?{bad}", "admin", wilayah="0")
        is_problem(answer, 422, "permintaan-tidak-sah")


@pytest.mark.parametrize("cursor", ["x", "A" * 100, "%C3%A9", "_" * 40, "WyIxIl0"])
async def test_a_forged_cursor_is_malformed(contract: Contract, cursor: str) -> None:
    answer = await contract.api("GET", f"/surat-mati?cursor={cursor}", "admin", wilayah="0")
    is_problem(answer, 400, "kursor-tidak-sah")


async def test_an_operation_that_is_not_there_has_no_ticket(contract: Contract) -> None:
    where = f"/operasi/{uuid.uuid4()}"
    is_problem(await contract.api("GET", where, "kpu_provinsi"), 404, "tidak-ditemukan")
    is_problem(await contract.api("POST", f"{where}/tiket", "kpu_provinsi"), 404, "tidak-ditemukan")
    is_problem(await contract.api("POST", f"{where}/tiket"), 401, "token-tidak-ada")
    answer = await contract.api("GET", f"{where}/aliran?tiket=tebakan")
    is_problem(answer, 401, "tiket-tidak-sah")


async def test_probes_answer(contract: Contract) -> None:
    assert (await contract.api.client.get("/livez")).status_code == 200
    assert (await contract.api.client.get("/readyz")).status_code == 200


async def test_an_ending_or_too_new_process_is_not_ready(contract: Contract) -> None:
    state = contract.api.app.state
    state.revision, revision = "9999", state.revision
    is_problem(await contract.api.client.get("/readyz"), 503, "migrasi-belum-dijalankan")
    state.revision, state.ending = revision, True
    answer = await contract.api.client.get("/readyz")
    is_problem(answer, 503, "layanan-berhenti")
    assert answer.headers["retry-after"]


async def test_metrics_count_by_template(contract: Contract) -> None:
    secret = "rahasia-1906012001001"
    await contract.api("GET", contract.by_id + secret, contract.role)
    await contract.api("GET", f"/{secret}", contract.role)
    text = (await contract.api.client.get("/metrics")).text
    assert secret not in text
    families = {f.name: f for f in text_string_to_metric_families(text)}
    assert families["outbox_unpublished"].samples[0].value >= 0
    assert families["idempotent_replays"].samples[0].value == 0
    routes = {s.labels["route"] for s in families["http_requests"].samples}
    assert any(route.startswith("/v1") and "{" in route for route in routes)
    assert "none" in routes


async def test_beyond_its_capacity_a_service_refuses_at_once(contract: Contract) -> None:
    slots = contract.api.app.state.slots
    free, room = slots._free, slots._room
    slots._free, slots._room = asyncio.Semaphore(0), 0
    loop = asyncio.get_running_loop()
    start = loop.time()
    answer = await contract.api("GET", "/rujukan")
    assert loop.time() - start < WAIT_SECONDS  # which those have who may wait
    is_problem(answer, 503, "layanan-penuh")
    assert answer.headers["retry-after"]
    assert (await contract.api.client.get("/livez")).status_code == 200
    slots._room = 1  # one may wait, but not for ever
    is_problem(await contract.api("GET", "/rujukan"), 503, "layanan-penuh")
    slots._free, slots._room = free, room
    assert (await contract.api("GET", "/rujukan")).status_code == 200


def calls(dependant: Any) -> Iterator[Any]:  # noqa: ANN401 - FastAPI's tree of dependencies
    """What is called for a request, the route last."""
    for below in dependant.dependencies:
        yield from calls(below)
    yield dependant.call


def is_awaited(call: Any) -> bool:  # noqa: ANN401 - function or object
    """Whether it runs in the event loop."""
    kinds = (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    return any(kind(f) for kind in kinds for f in (call, getattr(call, "__call__", None)))  # noqa: B004


async def test_no_request_waits_for_a_thread(contract: Contract) -> None:
    """A plain function would run in one of a few threads, at three times the price."""
    routes = iter_route_contexts(contract.api.app.routes)
    trees = [tree for route in routes if (tree := getattr(route, "dependant", None)) is not None]
    assert len(trees) > 10
    assert {str(call) for tree in trees for call in calls(tree) if not is_awaited(call)} == set()
