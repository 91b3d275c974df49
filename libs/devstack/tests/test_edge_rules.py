"""What the door does with those it lets in: sizes, rates, patience, languages, compression."""

import gzip
import http.client
import json
import secrets
import time
from contextlib import ExitStack

import httpx
import pytest

from devstack import ports
from devstack.edge import Limits
from devstack.errors import DevstackError
from devstack.waiting import wait_until

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/voter-registry/v1/tps", MIB, 200),
        ("/voter-registry/v1/tps", MIB + 1, 413),
        ("/voter-registry/v1/coklit", 4 * MIB, 200),
        ("/voter-registry/v1/coklit", 4 * MIB + 1, 413),
        ("/voter-registry/v1/coklit/lembar", MIB + 1, 413),
        ("/publication/v1/pemilihan/p/rekapitulasi", MIB + 1, 413),
        ("/publication/v1/pemilihan/p/hasil-tps", 4 * MIB, 200),
        ("/publication/v1/pemilihan/p/hasil-tps", 4 * MIB + 1, 413),
        ("/publication/v1/pemilihan/p/hasil-tps/1/pindaian", 10 * MIB, 200),
        ("/voter-registry/v1/impor", 12 * MIB, 200),
        ("/voter-registry/v1/impor/1/bagian", 12 * MIB, 200),
        ("/voter-registry/v1/importir", MIB + 1, 413),
    ],
)
def test_bodies_have_their_limits(edge, house, path, size, status):
    answer = edge.call(path, "POST", body=bytes(size), headers=house.bearer())
    assert answer.status == status
    if status == 413:
        assert answer.json["code"] == "isi-terlalu-besar"
    else:
        assert answer.json["size"] == size


def test_an_upload_that_says_it_is_too_large_is_refused_before_it_is_sent(edge, house):
    declared = house.bearer() | {"content-length": str(200 * MIB + 1)}
    assert edge.call("/voter-registry/v1/impor", "POST", headers=declared).status == 413


def test_a_body_without_a_token_is_not_even_read(edge):
    assert edge.call("/voter-registry/v1/impor", "POST", body=bytes(MIB)).status == 401


def test_evidence_by_pin_is_streamed_and_needs_no_token(edge):
    path = "/complaints/v1/lacak/KPU-7F3K9QWERT2Y/lampiran"
    assert edge.call(path, "POST", body=bytes(10 * MIB)).json["size"] == 10 * MIB
    declared = {"content-length": str(10 * MIB + 1)}
    assert edge.call(path, "POST", headers=declared).status == 413


@pytest.fixture(scope="module")
def strict(house):
    limits = Limits(caller=3, address=5, check=2)
    with house.edge("ketat", limits) as door:
        yield door


def statuses(edge, path, count, method="GET", headers=None):
    return [edge.call(path, method, headers=headers).status for _ in range(count)]


def test_each_caller_has_a_rate_of_his_own(strict, house):
    path = "/voter-registry/v1/pemilih"
    hasty = statuses(strict, path, 8, headers=house.bearer(sub="tergesa"))
    assert hasty[:3] == [200, 200, 200]
    assert 429 in hasty
    assert strict.call(path, headers=house.bearer(sub="tenang")).status == 200


def test_the_public_is_counted_by_address_whatever_it_says_of_itself(strict):
    path = "/publication/v1/tahapan"
    forged = [strict.call(path, headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(12)]
    refused = [answer for answer in forged if answer.status == 429]
    assert refused
    assert refused[0].headers["retry-after"] == "1"
    assert refused[0].json["code"] == "terlalu-banyak-permintaan"


def test_numbers_cannot_be_tried_out_at_cek_dpt(strict):
    found = [strict.call("/voter-registry/v1/cek-dpt", "POST") for _ in range(4)]
    assert [answer.status for answer in found] == [200, 200, 429, 429]
    assert found[-1].headers["retry-after"] == "60"


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("GET", "/1")])
def test_pins_cannot_be_tried_out_by_sending_or_reading_evidence(strict, method, path):
    where = f"/complaints/v1/lacak/KPU-7F3K9QWERT2Y/lampiran{path}"
    assert statuses(strict, where, 3, method) == [200, 200, 429]


def test_pins_cannot_be_tried_out_by_asking_for_acts_details_or_lists(strict):
    where = "/complaints/v1/lacak/KPU-7F3K9QWERT2Y"
    assert statuses(strict, f"{where}/aksi", 2) == [200, 200]
    assert statuses(strict, f"{where}/rincian", 1, "POST") == [429]
    assert statuses(strict, f"{where}/lampiran", 1) == [429]
    assert statuses(strict, f"{where}/aksi", 1) == [429]
    assert statuses(strict, where, 1) == [200]  # what anybody sees needs no PIN


def test_a_dead_service_is_503_and_waiting_helps(house):
    nowhere = f"http://127.0.0.1:{ports.pick()}"
    with house.edge("sepi", publication=nowhere) as door:
        answer = door.call("/publication/v1/tahapan")
        assert answer.status == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.json["code"] == "layanan-tidak-tersedia"
        assert door.call("/voter-registry/v1/wilayah/19").status == 200


def test_patience_ends_after_seven_seconds(edge, house):
    begin = time.monotonic()
    hasty = house.bearer() | {"x-envoy-upstream-rq-timeout-ms": "100"}
    answer = edge.call("/publication/v1/lambat", headers=hasty)
    assert answer.status == 504
    assert answer.json["code"] == "layanan-terlalu-lama"
    assert 6.5 < time.monotonic() - begin < 9


def test_a_file_is_sent_whole_however_long_it_takes(edge, house):
    begin = time.monotonic()
    answer = edge.call("/candidacy/v1/dokumen-syarat/1", headers=house.bearer())
    assert answer.status == 200
    assert len(answer.body) == 10 * MIB
    assert time.monotonic() - begin > 8


def test_a_slow_reader_gets_the_whole_export(edge, house):
    url = f"{edge.url}/voter-registry/v1/ekspor-kerja/1/pengambilan"
    with httpx.stream("POST", url, headers=house.bearer(), trust_env=False) as stream:
        time.sleep(8)
        assert sum(len(part) for part in stream.iter_raw()) == 48 * MIB


def test_an_export_that_does_not_begin_is_not_waited_for(edge, house):
    begin = time.monotonic()
    path = "/voter-registry/v1/ekspor-kerja/lambat/pengambilan"
    answer = edge.call(path, "POST", headers=house.bearer())
    assert answer.status == 504
    assert answer.json["code"] == "layanan-terlalu-lama"
    assert 6.5 < time.monotonic() - begin < 9


def test_whoever_holds_streams_holds_up_no_act(house):
    """As many as the door has connections to a service for all else."""
    path = "/publication/v1/pemilihan/p/hasil-tps/1/pindaian/1"
    with house.edge("tertahan") as door, ExitStack() as held:
        for _ in range(260):
            connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
            held.callback(connection.close)
            connection.request("GET", path)
            assert connection.getresponse().status == 200
        begin = time.monotonic()
        assert door.call("/publication/v1/tahapan").status == 200
        assert time.monotonic() - begin < 2


def test_who_reads_slowly_does_not_end_the_door(house):
    """Each holds a megabyte of his answer; before they hold all memory, nobody new is taken."""
    place = "pemilihan/pilgub-babel-2024/hasil/1901"
    house.publish(f"{place}/terkini", secrets.token_hex(5_000_000))
    path = f"/publication/v1/{place}"
    with house.edge("sempit", Limits(heap=128 << 20)) as door:
        with ExitStack() as held:
            for _ in range(200):
                line = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
                held.callback(line.close)
                line.request("GET", path)
                answer = line.getresponse()
                if answer.status != 200:
                    break
                time.sleep(0.03)  # the door looks at its memory ten times a second
            assert answer.status == 503
            assert answer.getheader("retry-after")
            assert json.loads(answer.read())["code"] == "layanan-tidak-tersedia"
        wait_until(lambda: door.call(f"{path}/versi").status == 404, seconds=5, what="memory")
        assert door.running


def test_events_stream_as_they_come(edge):
    url = f"{edge.url}/publication/v1/operasi/1/aliran"
    with httpx.stream("GET", url, trust_env=False) as stream:
        arrived = [time.monotonic() for line in stream.iter_lines() if line]
    assert len(arrived) == 3
    assert arrived[-1] - arrived[0] > 0.4


def test_english_for_those_who_wish_it(edge):
    indonesian = edge.call("/tidak/ada")
    english = edge.call("/tidak/ada", headers={"accept-language": "en-GB"})
    assert indonesian.json["title"] == "Alamat tidak ada"
    assert indonesian.headers["content-language"] == "id"
    assert english.json["title"] == "No such address"
    assert english.headers["content-language"] == "en"
    assert english.json["code"] == indonesian.json["code"]


def test_a_wrong_method_of_the_gateway_is_a_problem_too(edge):
    answer = edge.call("/openapi.json", "POST")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json["code"] == "metode-tidak-didukung"
    assert len(answer.json["trace_id"]) == 32


def test_answers_are_compressed_but_never_those_with_an_etag(edge, house):
    wish = {"accept-encoding": "gzip"}
    plain = edge.call("/publication/v1/tahapan", headers=wish)
    assert plain.headers["content-encoding"] == "gzip"
    assert gzip.decompress(plain.body)
    tagged = edge.call("/publication/v1/beretag", headers=wish | house.bearer())
    assert "content-encoding" not in tagged.headers
    assert tagged.headers["etag"] == '"1"'


def test_callers_are_shared_out_among_the_threads(house):
    """One thread that takes them all has the speed of one core, however many there are."""
    with house.edge("benang") as door, ExitStack() as callers:
        for _ in range(32):
            callers.enter_context(httpx.Client()).get(door.url)
        active = "listener.*worker_.*downstream_cx_active"
        stats = httpx.get(f"{door.admin_url}/stats?format=json&filter={active}").json()["stats"]
    held = [stat["value"] for stat in stats]
    assert sum(held) >= 32
    assert max(held) - min(held) <= 2


def test_a_door_that_knows_no_way_does_not_open(house):
    """With routes that it cannot read, Envoy starts all the same and answers 404 to everything."""
    door = house.edge("tanpa-jalan")
    door.ready_seconds = 2
    render = door.prepare

    def spoil():
        render()
        (door.folder / "routes.yaml").write_text("resources: [*nobody]\n")

    door.prepare = spoil
    with pytest.raises(DevstackError, match="edge did not answer") as failure:
        door.start()
    assert "the referenced anchor is not defined: nobody" in failure.value.tail
