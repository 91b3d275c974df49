"""Public documents through the door: short addresses, freshness, compression, survival."""

import gzip
import http.client
import secrets
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from devstack.file_server import FileServer

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("hasil/1906", "hasil/1906"),
        ("hasil/1906/versi", "hasil/1906/versi"),
        ("hasil/19/v/3", "hasil/19/v/3"),
        ("rekap-dpt/19?x=1", "rekap-dpt/19"),
    ],
)
def test_a_short_address_leads_to_the_default_election(edge, short, full):
    answer = edge.call(f"/publication/v1/{short}")
    assert answer.status == 307
    address = f"{edge.url}/publication/v1/pemilihan/pilgub-babel-2024/{full}"
    assert answer.headers["location"] == address


def test_the_newest_document_is_revalidated_every_two_seconds(edge, documents):
    answer = edge.call(documents)
    assert answer.json["versi"] == 2
    assert answer.headers["cache-control"] == "public, max-age=2"
    assert answer.headers["content-type"] == "application/json"
    again = edge.call(documents, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]


def test_a_new_document_is_seen_at_once(edge, house, documents):
    place = "pemilihan/pilgub-babel-2024/hasil/190601/terkini"
    address = "/publication/v1/pemilihan/pilgub-babel-2024/hasil/190601"
    house.publish(place, {"versi": 1})
    before = edge.call(address)
    house.publish(place, {"versi": 2})
    after = edge.call(address, headers={"if-none-match": before.headers["etag"]})
    assert after.status == 200
    assert after.json == {"versi": 2}


def test_the_list_of_versions(edge, documents):
    answer = edge.call(f"{documents}/versi")
    assert answer.json == [1, 2]
    assert answer.headers["cache-control"] == "public, max-age=2"


def test_a_version_is_for_ever_and_kept_at_the_door(edge, documents):
    edge.call(f"{documents}/v/1")
    answer = edge.call(f"{documents}/v/1?_=123")
    assert answer.json["versi"] == 1
    assert answer.headers["cache-control"] == IMMUTABLE
    assert "age" in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("wish", [{}, {"accept-encoding": "gzip"}])
def test_a_version_from_the_cache_says_what_it_said_when_it_came(edge, house, wish):
    place = f"pemilihan/pilgub-babel-2024/hasil/1901{len(wish)}1/v/1"
    house.publish(place, {"versi": 1})
    fresh, kept = (edge.call(f"/publication/v1/{place}", headers=wish) for _ in range(2))
    assert int(kept.headers.pop("age")) < 60
    assert kept.headers == fresh.headers
    assert kept.headers["x-content-type-options"] == "nosniff"
    assert kept.headers["referrer-policy"] == "no-referrer"
    assert not {"accept-ranges", "x-envoy-upstream-service-time"} & set(kept.headers)


@pytest.mark.parametrize("suffix", ["", "/v/1", "/v/2?x=y"])
def test_both_encodings_are_offered_with_tags_of_their_own(edge, documents, suffix):
    plain = edge.call(documents + suffix)
    packed = edge.call(documents + suffix, headers={"accept-encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == "application/json"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    "path",
    [
        "/hasil/1906/v/9",
        "/hasil/1999",
        "/hasil/1999/versi",
        "/rekap-dpt/1906",
        "/rekap-dpt/1906/v/1",
    ],
)
def test_what_is_not_published_is_absent(edge, documents, path):
    answer = edge.call(f"/publication/v1/pemilihan/pilgub-babel-2024{path}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json["code"] == "alamat-tidak-ada"
    assert len(answer.json["trace_id"]) == 32


def test_an_absent_version_is_explained_in_plain_text_to_everybody(edge, documents):
    for wish in ({}, {"accept-encoding": "gzip"}):
        answer = edge.call(f"{documents}/v/9", headers=wish)
        assert answer.status == 404
        assert answer.json["code"] == "alamat-tidak-ada"
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("name", ["terkini", "v/1.gz", "terkini.gz", "v/", "v/../terkini"])
def test_no_other_file_of_the_folder_is_shown(edge, documents, name):
    answer = edge.call(f"{documents}/{name}")
    assert answer.status in {200, 404}
    if answer.status == 200:  # not the file server's: the service answered, or the newest document
        assert "etag" not in answer.headers or answer.headers["cache-control"].endswith("=2")


def test_any_host_name_will_do(edge, documents):
    answer = edge.call(f"{documents}/v/2", headers={"host": "data.kpu.example"})
    assert answer.json["versi"] == 2
    answer = edge.call(documents, headers={"host": "data.kpu.example"})
    assert answer.json["versi"] == 2


def test_versions_outlive_the_file_server(house, documents):
    files = FileServer(house.folder / "lain", public=house.public)
    with files, house.edge("bertahan", public_files=files.url) as door:
        wishes = ({}, {"accept-encoding": "gzip"})
        before = [door.call(f"{documents}/v/1", headers=wish) for wish in wishes]
        files.kill()
        after = [door.call(f"{documents}/v/1", headers=wish) for wish in wishes]
        assert [answer.body for answer in after] == [answer.body for answer in before]
        assert door.call(documents).status == 503
        files.start()
        assert door.call(documents).status == 200


def hammer(edge, documents, number):
    """Many kinds of requests on one connection; returns what was not as it must be."""
    connection = http.client.HTTPConnection("127.0.0.1", edge.port, timeout=10)
    wrong = []
    kinds = [
        {},
        {"accept-encoding": "gzip"},
        {"range": "bytes=0-20"},
        {"if-none-match": '"x"'},
        {"cache-control": "no-cache"},
        {"accept-encoding": "br"},
    ]
    for step in range(120):
        version = (number + step) % 4 + 1  # two of them do not exist
        headers = kinds[(number * 7 + step) % len(kinds)]
        connection.request("GET", f"{documents}/v/{version}?n={step}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        expected = 200 if version <= 2 else 404
        if answer.status != expected:
            wrong.append((version, headers, answer.status))
    connection.close()
    return wrong


def test_the_cache_bears_every_kind_of_request_at_once(edge, documents):
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda number: hammer(edge, documents, number), range(16)))
    assert [wrong for one in found for wrong in one] == []
    assert edge.running


def halting(port, address):
    """Ask on a line that ends with the answer, and take nothing of it for a while."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.sock = socket.socket()
    line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
    line.sock.connect(("127.0.0.1", port))
    line.request("GET", address, headers={"connection": "close"})
    answer = line.getresponse()
    time.sleep(2.5)
    return answer


def test_who_halts_for_a_while_gets_the_whole_document(edge, house):
    """How much the kernel keeps for him is its affair; what the door keeps is the last megabyte."""
    sizes = range(3_000_000, 6_500_000, 500_000)
    for size in sizes:
        place = f"pemilihan/pilgub-babel-2024/hasil/{size}/terkini"
        house.publish(place, secrets.token_hex(size // 2))
    with ThreadPoolExecutor(len(sizes)) as pool:
        addresses = [f"/publication/v1/pemilihan/pilgub-babel-2024/hasil/{n}" for n in sizes]
        answers = list(pool.map(lambda address: halting(edge.port, address), addresses))
    assert [len(answer.read()) for answer in answers] == [size + 2 for size in sizes]


def test_checkpoints_of_an_audit_are_public_documents(edge, house):
    for name in ("v/1", "terkini", "versi"):
        house.publish(f"titik-periksa/voter-registry/{name}", {"nomor": 1})
    address = "/publication/v1/titik-periksa/voter-registry"
    assert edge.call(f"{address}/v/1").headers["cache-control"] == IMMUTABLE
    for path in (address, f"{address}/versi"):
        answer = edge.call(path)
        assert (answer.json, answer.headers["cache-control"]) == ({"nomor": 1}, "public, max-age=2")
