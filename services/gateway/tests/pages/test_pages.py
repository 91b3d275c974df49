"""The control plane over HTTP, with services that answer, are wrong, or are away."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from devstack import ports, probing
from devstack.waiting import wait_until
from gateway.pages import openapi
from gateway.pages.main import create_app

OPENAPI = {
    "openapi": "3.1.0",
    "info": {"title": "x", "version": "1"},
    "paths": {"/v1/wilayah": {"get": {"operationId": "baca", "responses": {"200": {}}}}},
}


class Service:
    """A service of one's own on a loopback port; counts what it is asked."""

    def __init__(self, pages):
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(self.path)
                body = json.dumps(pages.get(self.path, {})).encode()
                self.send_response(200 if self.path in pages else 404)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=[0.05])
        self._thread.start()

    def close(self):
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


@pytest.fixture
def services():
    pages = {"/openapi.json": OPENAPI, "/readyz": {}}
    made = {"voter-registry": Service(pages), "publication": Service(pages)}
    yield made
    for service in made.values():
        service.close()


@pytest.fixture
async def visit(services, tmp_path, monkeypatch):
    """Ask the control plane."""
    script = tmp_path / "standalone.js"
    script.write_text("1")
    urls = {name: service.url for name, service in services.items()}
    monkeypatch.setenv("SERVICES", json.dumps(urls))
    monkeypatch.setenv("PUBLIC_URL", "http://pintu")
    monkeypatch.setenv("SCALAR_FILE", str(script))
    app = create_app()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://plane") as client,
    ):
        yield client.get


async def test_the_services_are_one_document_made_now_and_then(visit, services, monkeypatch):
    made = []

    def merge(documents, **place):
        made.append(documents)
        return merge_(documents, **place)

    merge_ = openapi.merge
    monkeypatch.setattr(openapi, "merge", merge)
    first, *others = await asyncio.gather(*(visit("/openapi.json") for _ in range(10)))
    assert set(first.json()["paths"]) == {"/voter-registry/v1/wilayah", "/publication/v1/wilayah"}
    assert {answer.content for answer in others} == {first.content}
    assert services["publication"].asked == ["/openapi.json"]
    assert len(made) == 1


async def test_however_many_ask_for_the_status_the_services_are_asked_once(visit, services):
    """Nothing sheds their probes when there are too many."""
    answers = await asyncio.gather(*(visit("/status") for _ in range(20)))
    assert {answer.json()["siap"] for answer in answers} == {True}
    assert services["publication"].asked == ["/readyz"]


async def test_of_one_that_is_away_the_others_are_not_asked_all_the_time(visit, services):
    services["publication"].close()
    answers = await asyncio.gather(*(visit("/openapi.json") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {503}
    assert services["voter-registry"].asked == ["/openapi.json"]


async def test_a_service_that_is_away_is_named(visit, services):
    services["publication"].server.server_close()
    services["publication"].server.shutdown()
    answer = await visit("/openapi.json", headers={"x-trace-id": "a" * 32})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["layanan"] == ["publication"]
    assert answer.json()["trace_id"] == "a" * 32
    status = (await visit("/status")).json()
    assert not status["siap"]
    assert {row["nama"]: row["siap"] for row in status["layanan"]} == {
        "voter-registry": True,
        "publication": False,
    }


async def test_a_service_without_events_is_left_out(visit):
    answer = await visit("/asyncapi.json")
    assert answer.status_code == 200
    assert "channels" not in answer.json()


async def test_status_for_programs_and_for_people(visit):
    assert (await visit("/status")).json()["siap"] is True
    page = await visit("/status", headers={"accept": "text/html"})
    assert "Semua layanan siap." in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_documentation_talks_to_nobody_else(visit):
    page = await visit("/docs")
    policy = page.headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in page.text
    assert (await visit("/docs/scalar.js")).text == "1"


async def test_errors_are_problems_in_both_languages(visit):
    absent = await visit("/tidak/ada", headers={"accept-language": "en"})
    assert absent.status_code == 404
    assert absent.json()["title"] == "No such address"
    assert absent.headers["content-language"] == "en"


async def test_a_broken_document_is_our_failure(visit, services, monkeypatch):
    monkeypatch.setitem(OPENAPI, "paths", [])
    answer = await visit("/openapi.json")
    assert answer.status_code == 500
    assert answer.json()["code"] == "kesalahan-internal"


async def test_it_lives_without_any_service(visit, services):
    for service in services.values():
        service.close()
    assert (await visit("/livez")).is_success
    assert (await visit("/readyz")).is_success


async def test_requests_are_counted_by_route(visit):
    await visit("/status")
    await visit("/nobody/is/here/1906")
    counted = (await visit("/metrics")).text
    assert 'http_requests_total{method="GET",route="/status",status="200"} 1.0' in counted
    assert 'http_requests_total{method="GET",route="none",status="404"} 1.0' in counted


@pytest.fixture
def served(tmp_path):
    """The process as it is deployed, with its log."""
    log, port = tmp_path / "pages.log", ports.pick()
    env = {"SERVICES": "{}", "PUBLIC_URL": "http://pintu", "SCALAR_FILE": "x"}
    argv = ["election_common.serve", "gateway.pages.main:create_app", "--port", str(port)]
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, "-m", *argv], env=os.environ | env, stdout=out, stderr=out
        ) as process,
    ):
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: probing.is_well(f"{url}/readyz"), seconds=60, what=url)
        yield process, url, log
        process.kill()


def test_the_balancer_sees_the_end_before_it_comes(served):
    process, url, _ = served
    process.terminate()
    begin = time.monotonic()
    wait_until(lambda: probing.answer(f"{url}/readyz")[0] == 503, seconds=2, what="503")
    assert probing.is_well(f"{url}/livez")
    assert process.wait(25) == 0
    assert time.monotonic() - begin >= 2


def test_its_log_is_json(served):
    _, url, log = served
    with socket.create_connection(("127.0.0.1", httpx.URL(url).port), timeout=10) as caller:
        caller.sendall(b"nonsense\r\n\r\n")
        caller.recv(100)
    wait_until(lambda: "Invalid HTTP" in log.read_text(), seconds=5, what="a line in the log")
    assert [json.loads(line)["service"] for line in log.read_text().splitlines()] == ["pages"]
