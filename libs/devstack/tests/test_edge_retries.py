"""What breaks off on its way to a service: a read is asked again, an act never by the door."""

import threading
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from devstack import documents
from devstack.conformance.posts import takes
from devstack.services import SERVICES
from election_common.openapi_document import operations

CODES = defaultdict(lambda: "1906")
#: A read, its question in the body.
READ_BY_POST = "/v1/cek-dpt"
#: Each request tries a PIN, also one that breaks off: it may have been counted.
PIN = "x-pin"
STREAM = "aliran"  # its caller comes back by itself, and says what he has seen


class Breaking(BaseHTTPRequestHandler):
    """Breaks off the first time that it is asked for something."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = self.command, self.path
        self.server.asked[asked] += 1
        if self.server.asked[asked] == 1 and self.path != "/readyz":
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_POST = answer  # noqa: N815 - the library's names


@pytest.fixture(scope="module")
def breaking():
    with ThreadingHTTPServer(("127.0.0.1", 0), Breaking) as server:
        server.asked = Counter()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def door(house, breaking):
    behind = {s.name: f"http://127.0.0.1:{breaking.server_port}" for s in SERVICES}
    with house.edge("putus", **behind) as door:
        yield door


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_read_that_breaks_off_is_asked_again_and_an_act_is_not(door, house, breaking, service):
    breaking.asked.clear()
    document = documents.describe(service).openapi
    asked = {
        (method.upper(), path.format_map(CODES)): (
            path == READ_BY_POST or (method == "get" and not takes(operation, PIN))
        )
        for path, method, operation in operations(document)
        if not path.endswith(STREAM)
    }
    for method, path in asked:
        door.call(f"/{service.name}{path}", method, headers=house.bearer())
    assert {at: n for at, n in breaking.asked.items() if at in asked} == {
        at: 2 if is_read else 1 for at, is_read in asked.items()
    }
