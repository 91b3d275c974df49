"""Load shedding, time limits, origins: on a small app, since no service may be slow on purpose."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from election_common.address import AddressMiddleware
from election_common.catalogue import Catalogue
from election_common.cors import Cors
from election_common.last_wall import LastWallMiddleware
from election_common.problems import Answers
from election_common.route_table import RouteRule, RouteTable, allow
from election_common.slots import Slots, SlotsMiddleware
from election_common.trace import start

ORIGIN = "https://sidalih.test"


async def four_parts():
    for _ in range(4):
        yield b"x"
        await asyncio.sleep(0.03)


async def until(gate):
    yield b"x"
    await gate.wait()


@pytest.fixture
async def client():
    app = FastAPI()
    gate = asyncio.Event()

    @app.get("/lambat")
    @allow(RouteRule(seconds=0.05))
    async def slow():
        await asyncio.sleep(5)

    @app.get("/mengalir", response_class=StreamingResponse)
    @allow(RouteRule(seconds=0.05))
    async def flowing():
        return StreamingResponse(four_parts())

    @app.get("/umum", response_class=StreamingResponse)
    @allow(RouteRule(public=True))
    async def held_by_anybody():
        return StreamingResponse(until(gate))

    @app.get("/gagal")
    async def failing():
        raise ZeroDivisionError

    @app.get("/tertahan")
    async def held():
        await gate.wait()
        return {}

    answers = Answers(Catalogue())
    app.add_middleware(SlotsMiddleware, slots=Slots(1, 1), streams=Slots(1, 0), public=Slots(1, 0))
    app.add_middleware(AddressMiddleware, table=RouteTable(app))
    app.add_middleware(LastWallMiddleware, answers=answers)
    app.add_middleware(Cors, answers=answers, origins=(ORIGIN,))
    start(None)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        client.gate = gate
        yield client


async def test_an_answer_that_does_not_come_in_time_is_a_problem(client):
    answer = await client.get("/lambat")
    assert (answer.status_code, answer.json()["code"]) == (503, "waktu-habis")
    assert answer.headers["retry-after"] == "5"


async def test_a_stream_may_take_longer(client):
    assert (await client.get("/mengalir")).content == b"xxxx"


async def test_streams_have_slots_of_their_own(client):
    working = asyncio.create_task(client.get("/tertahan"))
    await asyncio.sleep(0.02)
    flowing = asyncio.create_task(client.get("/mengalir"))
    await asyncio.sleep(0.02)
    refused = await client.get("/mengalir")
    assert (refused.status_code, refused.json()["code"]) == (503, "layanan-penuh")
    assert (await flowing).content == b"xxxx"
    client.gate.set()
    assert (await working).status_code == 200


async def test_who_needs_no_token_cannot_take_the_slots_of_officers_streams(client):
    taken = asyncio.create_task(client.get("/umum"))
    await asyncio.sleep(0.02)
    refused = await client.get("/umum")
    assert (refused.status_code, refused.json()["code"]) == (503, "layanan-penuh")
    assert (await client.get("/mengalir")).content == b"xxxx"
    client.gate.set()
    assert (await taken).content == b"x"


async def test_a_failure_is_a_problem_that_other_origins_can_read(client):
    answer = await client.get("/gagal", headers={"origin": ORIGIN})
    assert (answer.status_code, answer.json()["code"]) == (500, "kesalahan-internal")
    assert answer.headers["access-control-allow-origin"] == ORIGIN


async def test_one_works_one_waits_and_the_third_is_refused_at_once(client):
    loop = asyncio.get_running_loop()
    working = asyncio.create_task(client.get("/tertahan"))
    await asyncio.sleep(0.02)
    waiting = asyncio.create_task(client.get("/tertahan"))
    await asyncio.sleep(0.02)
    before = loop.time()
    refused = await client.get("/tertahan")
    assert loop.time() - before < 0.05
    assert (refused.status_code, refused.json()["code"]) == (503, "layanan-penuh")
    assert refused.headers["retry-after"] == "2"
    client.gate.set()
    assert [(await task).status_code for task in (working, waiting)] == [200, 200]


async def test_a_listed_origin_may_call_without_cookies(client):
    ask = {"origin": ORIGIN, "access-control-request-method": "POST"}
    ask["access-control-request-headers"] = "content-type, idempotency-key, x-pin"
    answer = await client.options("/gagal", headers=ask)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in answer.headers
    answer = await client.get("/mengalir", headers={"origin": ORIGIN})
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Location", "Retry-After", "Idempotency-Replayed"} <= set(exposed)


async def test_another_origin_is_refused_by_a_problem(client):
    ask = {"origin": "https://lain.test", "access-control-request-method": "POST"}
    answer = await client.options("/gagal", headers=ask)
    assert (answer.status_code, answer.json()["code"]) == (403, "asal-tidak-diizinkan")
    assert answer.headers["content-type"] == "application/problem+json"
    answer = await client.get("/mengalir", headers={"origin": "https://lain.test"})
    assert "access-control-allow-origin" not in answer.headers
