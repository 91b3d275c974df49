"""Inner before outer: whoever is nearer to the work gives up first, and says why.

A statement ends before its request, a request before the gateway lets it go, the gateway before
its caller; and a body that a service takes is not refused before it gets there. Read from what
runs: a connection, each service's table of routes, the gateway's rendered routes.
"""

import re
from importlib import import_module
from typing import get_type_hints

import psycopg
import pytest
import yaml
from fastapi.responses import StreamingResponse
from fastapi.routing import iter_route_contexts

from devstack.edge import Edge
from devstack.services import SERVICES
from election_common.database import POOL_SECONDS, connect_arguments
from election_common.route_table import DEFAULT, MIB, RouteTable
from election_common.settings import ServiceSettings
from election_common.slots import WAIT_SECONDS

CLIENT_SECONDS = 10
BUFFER = "envoy.filters.http.buffer"
RATE = "envoy.filters.http.local_ratelimit"
NOWHERE = "http://127.0.0.1:1"
BEHIND = ("issuer", "control-plane", "public-files", *(service.name for service in SERVICES))
#: What its caller waits for as long as he sends or reads: a file.
LONG = {
    "/voter-registry/v1/impor",
    "/publication/v1/pemilihan/{id}/hasil-tps/{tps}/pindaian",
    "/publication/v1/pemilihan/{id}/hasil-tps/{tps}/pindaian/{urut}",
    "/candidacy/v1/nominasi/{id}/dokumen",
    "/complaints/v1/tiket/{id}/lampiran",
    "/complaints/v1/lacak/{id}/lampiran",
    "/complaints/v1/lacak/{id}/lampiran/{lampiran}",
}
#: Asks for no token, yet is an officer's: he alone is given the ticket that opens it once.
BY_TICKET = "/v1/operasi/{id}/aliran"
LARGEST_FILE = 10 * MIB
#: `maxReplicas` of an API in deploy/kustomize/base/api.yaml.
MOST_PROCESSES = 8
#: Bytes a second of a line on which even that must arrive.
SLOW_LINE = 100_000


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """The gateway's routes of each service as Envoy reads them, the largest body, its clusters."""
    folder = tmp_path_factory.mktemp("pintu")
    Edge(folder, upstreams=dict.fromkeys(BEHIND, NOWHERE), issuer=NOWHERE).prepare()
    (resource,) = yaml.safe_load((folder / "routes.yaml").read_text())["resources"]
    whole = yaml.safe_load((folder / "envoy.yaml").read_text())
    listener = whole["static_resources"]["listeners"][0]
    manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
    limits = {f["name"]: f.get("typed_config", {}) for f in manager["http_filters"]}
    tree = resource["virtual_hosts"][0]["matcher"]["matcher_tree"]["prefix_match_map"]["map"]
    routes = {
        prefix.strip("/"): way["action"]["typed_config"]["routes"] for prefix, way in tree.items()
    }
    return routes, limits[BUFFER]["max_request_bytes"], whole["static_resources"]["clusters"]


def fits(rule, value):
    """Whether a header's rule takes its value (none: an empty one)."""
    if "range_match" in rule:
        taken = False  # of these requests none is as long as that
    else:
        ((how, wanted),) = rule["string_match"].items()
        taken = {
            "exact": lambda: value == wanted,
            "prefix": lambda: value.startswith(wanted),
            "contains": lambda: wanted in value,
            "safe_regex": lambda: re.fullmatch(wanted["regex"], value) is not None,
        }[how]()
    return taken != rule.get("invert_match", False)


def leads(match, path, headers):
    """Whether a route of the gateway is the one of a request."""
    (here,) = [
        re.fullmatch(match["safe_regex"]["regex"], path) is not None if "safe_regex" in match
        else path == match["path"] if "path" in match
        else path.startswith(match.get("prefix") or match["path_separated_prefix"])
    ]  # fmt: skip
    return here and all(fits(rule, headers.get(rule["name"], "")) for rule in match["headers"])


def route_of(routes, method, path, media_type):
    headers = {":method": method, ":path": path, "content-type": media_type}
    return next(r for r in routes if leads({"headers": [], **r["match"]}, path, headers))


def patience(route):
    """Seconds that the gateway waits for the whole answer (0: for ever), and for its beginning."""
    tries = route.get("retry_policy", {}).get("per_try_timeout", "0s")
    return float(route["timeout"].removesuffix("s")), float(tries.removesuffix("s"))


def app_of(service, database, service_env):
    service_env(database, "app")
    return import_module(f"{service.package}.main").create_app()


def requests(service, database, service_env):
    """Each way to ask a service: method, address as declared, what it is allowed."""
    app = app_of(service, database, service_env)
    for row in RouteTable(app)._rows:
        if row.template.startswith("/v1/"):
            for method in row.methods - {"HEAD", "OPTIONS"}:
                yield method, f"/{service.name}{row.template}", row.rule


def test_a_statement_ends_before_its_request(fresh_database):
    database = fresh_database("gateway")
    with psycopg.connect(database.app, **connect_arguments()) as connection:
        shown = {
            name: connection.execute(f"show {name}").fetchone()[0]
            for name in ("lock_timeout", "statement_timeout")
        }
    assert shown == {"lock_timeout": "2s", "statement_timeout": "3s"}
    assert POOL_SECONDS == WAIT_SECONDS == 1
    assert POOL_SECONDS + 3 < DEFAULT.seconds == 5


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_request_ends_before_the_gateway_lets_it_go(service, fresh_database, service_env, door):
    routes, *_ = door
    for method, template, rule in requests(service, fresh_database(service.name), service_env):
        route = route_of(
            routes[service.name], method, re.sub(r"{\w+}", "1", template), rule.media_type
        )
        if "route" not in route:  # sent on to the file that a public document is
            continue
        whole, begun = patience(route["route"])
        assert (rule.streams and not rule.public) == (whole == 0), (method, template)
        assert WAIT_SECONDS + rule.seconds < (whole or begun), (method, template)
        assert (whole or begun) < CLIENT_SECONDS or template in LONG, (method, template)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_what_sends_a_stream_says_so_where_its_limits_are_read(
    service, fresh_database, service_env
):
    routes = iter_route_contexts(app_of(service, fresh_database(service.name), service_env).routes)
    for route in (route for route in routes if (route.path or "").startswith("/v1/")):
        returned = get_type_hints(route.endpoint).get("return")
        assert (route.response_class is StreamingResponse) == (returned is StreamingResponse), route


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_nobody_holds_a_stream_that_needs_no_token(service, fresh_database, service_env, door):
    # Who reads a few bytes now and then would keep its slot for ever; a slow line gets the file.
    routes, *_ = door
    for method, template, rule in requests(service, fresh_database(service.name), service_env):
        if rule.public:
            path = re.sub(r"{\w+}", "1", template)
            route = route_of(routes[service.name], method, path, rule.media_type)["route"]
            whole, begun = patience(route)
            assert LARGEST_FILE / SLOW_LINE < whole <= 120, (method, template)
            assert WAIT_SECONDS + rule.seconds < begun < CLIENT_SECONDS, (method, template)
            # Idle counts what comes from the service, whatever is still read of it from buffers.
            assert route["idle_timeout"] == route["timeout"], (method, template)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_what_flows_has_connections_of_its_own_at_the_door(
    service, fresh_database, service_env, door
):
    routes, _, clusters = door
    for method, template, rule in requests(service, fresh_database(service.name), service_env):
        path = re.sub(r"{\w+}", "1", template)
        route = route_of(routes[service.name], method, path, rule.media_type).get("route", {})
        assert rule.streams == (route.get("priority") == "HIGH"), (method, template)
    (cluster,) = [cluster for cluster in clusters if cluster["name"] == service.name]
    (own,) = [limit for limit in cluster["circuit_breakers"]["thresholds"] if "priority" in limit]
    slots = ("streams_at_once", "public_streams_at_once")
    most = sum(ServiceSettings.model_fields[name].default for name in slots) * MOST_PROCESSES
    assert most < min(own["max_connections"], own["max_requests"])


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_stream_that_needs_no_token_takes_no_slot_of_officers(
    service, fresh_database, service_env
):
    app = app_of(service, fresh_database(service.name), service_env)
    declared = app.openapi()["paths"]
    for row in RouteTable(app)._rows:
        if row.rule.streams and row.template != BY_TICKET:
            for method in row.methods:
                open_to_all = "security" not in declared[row.template][method.lower()]
                assert row.rule.public == open_to_all, (method, row.template)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_what_a_service_takes_the_gateway_lets_through(service, fresh_database, service_env, door):
    routes, usual, _ = door
    for method, template, rule in requests(service, fresh_database(service.name), service_env):
        route = route_of(
            routes[service.name], method, re.sub(r"{\w+}", "1", template), rule.media_type
        )
        own = route.get("typed_per_filter_config", {}).get(BUFFER, {})
        most = own.get("buffer", {}).get("max_request_bytes", usual)
        if method != "GET":
            assert rule.body_bytes == (None if own.get("disabled") else most), (method, template)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_who_needs_no_token_is_limited_by_his_address(service, fresh_database, service_env, door):
    """Of a caller without one there is no other name: his requests would not be counted at all."""
    routes, *_ = door
    app = app_of(service, fresh_database(service.name), service_env)
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            where = re.sub(r"{\w+}", "1", f"/{service.name}{path}")
            route = route_of(routes[service.name], method.upper(), where, "")
            limit = route.get("typed_per_filter_config", {}).get(RATE, {}).get("stat_prefix")
            assert (limit in {"address", "check"}) == ("security" not in operation), (method, path)
