"""What the client does with answers: asks again where that helps, and says the rest."""

import httpx
import pytest

from election_client import AsyncClient, Client, Conflict, Operation, OperationFailed, Problem
from election_client.requests import batches

URL = "http://house.example"
ACT = "/publication/v1/pemilihan/uji/tahapan"
PROBLEM = {
    "type": "urn:x", "title": "Di luar jadwal", "status": 409, "detail": "Belum dibuka.",
    "code": "di-luar-jadwal", "trace_id": "abc", "jendela": {"mulai": "2024-11-27"},
}  # fmt: skip


def refused(status, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=PROBLEM | {"status": status}, headers=names)


def done(**body):
    return httpx.Response(200, json=body)


DEAD = httpx.ConnectError("nobody listens")


@pytest.mark.parametrize(
    ("replies", "waits"),
    [
        ([DEAD, done()], [0.5]),
        ([DEAD, DEAD, done()], [0.5, 1.0]),
        ([httpx.ConnectTimeout("slow"), done()], [0.5]),
        ([refused(503), done()], [0.5]),
        ([refused(429, retry_after="2"), done()], [2.5]),
        ([refused(503, retry_after="7"), refused(429), done()], [7.5, 1.0]),
    ],
)
def test_an_act_is_sent_again_with_its_key(house, pauses, replies, waits):
    gate = house(*replies)
    with Client(URL, transport=gate.transport) as client:
        client.act(ACT, dict, {"sumber": "x"})
    assert pauses == waits
    assert len(gate.seen) == len(replies)
    assert len({request.headers["idempotency-key"] for request in gate.seen}) == 1
    assert set(gate.bodies) == {b'{"sumber": "x"}'}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 413, 422, 423, 428, 500, 502])
def test_what_waiting_does_not_mend_is_said_at_once(house, pauses, status):
    gate = house(refused(status, retry_after="1"))
    with (
        Client(URL, transport=gate.transport) as client,
        pytest.raises(Problem, match="di-luar-jadwal") as caught,
    ):
        client.act(ACT, dict)
    assert pauses == []
    assert isinstance(caught.value, Conflict) == (status == 412)
    assert caught.value.status == status
    assert (caught.value.title, caught.value.trace_id) == ("Di luar jadwal", "abc")
    assert caught.value.members == {"jendela": {"mulai": "2024-11-27"}}
    assert caught.value.retry_after == 1


@pytest.mark.parametrize("failure", [httpx.ReadTimeout("lost"), httpx.ReadError("lost")])
def test_a_lost_answer_is_the_callers_to_ask_for_again(house, pauses, failure):
    gate = house(failure)
    with Client(URL, transport=gate.transport) as client:
        with pytest.raises(type(failure)) as caught:
            client.act(ACT, dict)
        assert len(gate.seen) == 1
        gate.replies = [done()]
        client.act(ACT, dict, key=caught.value.request.headers["idempotency-key"])
    assert len({request.headers["idempotency-key"] for request in gate.seen}) == 1


@pytest.mark.parametrize("status", [500, 502, 504])
def test_so_is_an_answer_that_does_not_say_whether_it_was_done(house, status):
    gate = house(refused(status), done())
    with Client(URL, transport=gate.transport) as client:
        with pytest.raises(Problem) as caught:
            client.act(ACT, dict)
        client.act(ACT, dict, key=caught.value.key)
    assert len({request.headers["idempotency-key"] for request in gate.seen}) == 1


def test_the_third_refusal_is_the_last(house, pauses):
    gate = house(*[refused(503)] * 3)
    with Client(URL, transport=gate.transport) as client, pytest.raises(Problem, match="503"):
        client.read(ACT, dict)
    assert pauses == [0.5, 1.0]


def test_nobody_waits_for_an_hour(house, pauses):
    gate = house(refused(503, retry_after="3600"))
    with Client(URL, transport=gate.transport) as client, pytest.raises(Problem) as caught:
        client.read(ACT, dict)
    assert caught.value.retry_after == 3600
    assert pauses == []


def test_an_answer_that_explains_nothing_is_a_problem_too(house):
    gate = house(httpx.Response(502, text="<html>bad gateway"))
    with (
        Client(URL, transport=gate.transport) as client,
        pytest.raises(Problem, match="tanpa-penjelasan: <html>bad gateway"),
    ):
        client.read(ACT, dict)


def test_a_decision_names_the_version_that_was_seen(house):
    read = httpx.Response(200, json={}, headers={"etag": '"3-id"'})
    gate = house(read, done())
    with Client(URL, transport=gate.transport) as client:
        client.act(ACT, dict, if_match=client.read(ACT, dict).etag)
    assert gate.seen[1].headers["if-match"] == '"3-id"'


def test_what_has_not_changed_is_given_back(house):
    read = httpx.Response(200, json={"a": 1}, headers={"etag": '"3"'})
    gate = house(read, httpx.Response(304, headers={"etag": '"3"'}))
    with Client(URL, transport=gate.transport) as client:
        known = client.read(ACT, dict)
        assert client.read(ACT, dict, known=known) is known
    assert gate.seen[1].headers["if-none-match"] == '"3"'


def pages():
    parts = ([1, 2], "c1"), ([3], "c2"), ([], None)
    return [done(data=data, berikut=cursor) for data, cursor in parts]


def test_a_list_is_read_to_its_end(house):
    gate = house(*pages())
    with Client(URL, transport=gate.transport) as client:
        assert list(client.items("/voter-registry/v1/impor", int, wilayah="1906")) == [1, 2, 3]
    asked = [dict(request.url.params) for request in gate.seen]
    assert [a.pop("cursor", None) for a in asked] == [None, "c1", "c2"]
    assert asked == [{"limit": "200", "wilayah": "1906"}] * 3


def accepted():
    return httpx.Response(202, json={}, headers={"location": "/v1/operasi/o1"})


AT_WORK = {"id": "o1", "jenis": "impor-dp4", "status": "berjalan", "selesai": 5, "total": 10}
FINISHED = AT_WORK | {"status": "selesai", "hasil": {"diterima": 10}}


def test_an_operation_is_awaited_at_the_pace_that_the_house_names(house, pauses):
    paced = httpx.Response(200, json=AT_WORK, headers={"retry-after": "3"})
    gate = house(accepted(), done(**AT_WORK), paced, done(**AT_WORK), done(**FINISHED))
    heard: list[Operation] = []
    with Client(URL, transport=gate.transport) as client:
        started = client.act("/voter-registry/v1/impor", dict)
        assert client.wait(started, progress=heard.append).hasil == {"diterima": 10}
    assert {request.url.path for request in gate.seen[1:]} == {"/voter-registry/v1/operasi/o1"}
    assert pauses == [0.5, 3.0, 2.0]
    assert [state.selesai for state in heard] == [5, 5, 5, 5]


def test_an_operation_that_failed_says_why(house):
    gate = house(done(**AT_WORK | {"status": "gagal", "masalah": PROBLEM}))
    with (
        Client(URL, transport=gate.transport) as client,
        pytest.raises(OperationFailed, match="di-luar-jadwal") as caught,
    ):
        client.wait("/voter-registry/v1/operasi/o1")
    assert caught.value.operation.selesai == 5


def test_patience_ends(house, pauses):
    gate = house(*[done(**AT_WORK)] * 3)
    with Client(URL, transport=gate.transport) as client, pytest.raises(TimeoutError, match="o1"):
        client.wait("/voter-registry/v1/operasi/o1", patience=1.0)


def test_a_file_is_read_anew_for_each_time(house, pauses, tmp_path):
    (tmp_path / "dp4.csv").write_text("nik\n1\n")
    sent: list[int] = []
    gate = house(refused(503), accepted())
    with Client(URL, transport=gate.transport) as client:
        client.upload(ACT, dict, tmp_path / "dp4.csv", progress=sent.append, wilayah="1906")
    assert gate.bodies == [b"nik\n1\n"] * 2
    assert sent == [6, 6]


def test_lines_come_in_batches():
    lines = [f'{{"n": {n}}}\n' for n in range(5)] + ["\n"]
    assert [len(batch) for batch in batches(lines, 2)] == [2, 2, 1]


async def test_the_other_client_runs_the_same_flows(house, tmp_path):
    (tmp_path / "dp4.csv").write_text("nik\n1\n")
    gate = house(DEAD, *pages(), accepted(), done(**FINISHED), done(), refused(412))
    async with AsyncClient(URL, transport=gate.transport) as client:
        assert [row async for row in client.items(ACT, int)] == [1, 2, 3]
        started = await client.upload(ACT, dict, tmp_path / "dp4.csv")
        assert (await client.wait(f"{started.location}")).hasil == {"diterima": 10}
        await client.read(ACT, dict)
        with pytest.raises(Conflict):
            await client.act(ACT, dict, if_match='"1"')
    assert gate.replies == []
