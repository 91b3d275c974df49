"""Envoy's files: every name filled in, every answer of its own in the house's words."""

import json
import re
from pathlib import Path

import pytest
import yaml

from gateway.envoy_config import TEMPLATES, endpoints, main, mappers, origins, render
from gateway.replies import replies

FOLDER = Path(__file__).parents[1]
DOCUMENTS = Path(__file__).parents[3] / "docs/openapi"
MADE = {"LOCAL_REPLIES", "DOWNSTREAM_TLS", "ISSUER_TLS", "CORS_ORIGINS"}
NAME = re.compile(r"\$\{([A-Z_]+)\}")


def test_every_name_of_the_templates_must_have_a_value():
    for template in TEMPLATES:
        text = (FOLDER / template).read_text()
        names = set(NAME.findall(text)) - MADE | {"JWKS_URL"}
        for missing in names:
            with pytest.raises(KeyError, match=missing):
                render(text, dict.fromkeys(names - {missing}, "1") | {"CERTIFICATE_FILE": "1"})


@pytest.fixture
def rendered(tmp_path, monkeypatch):
    for template in TEMPLATES:
        for name in set(NAME.findall((FOLDER / template).read_text())) - MADE:
            monkeypatch.setenv(name, "1")
    main(FOLDER, tmp_path)
    return tmp_path


def test_rendering_replaces_whole_files(rendered):
    assert {file.name for file in rendered.iterdir()} == set(TEMPLATES)
    assert "${" not in (rendered / "envoy.yaml").read_text()


def way(match):
    """Where a route's addresses begin, or the pattern of all of them."""
    if "safe_regex" in match:
        return match["safe_regex"]["regex"]
    return next(
        match[kind] for kind in ("path", "prefix", "path_separated_prefix") if kind in match
    )


def test_a_way_stands_with_its_own_service(rendered):
    """With another's, no request would ever be held against it."""
    (resource,) = yaml.safe_load((rendered / "routes.yaml").read_text())["resources"]
    tree = resource["virtual_hosts"][0]["matcher"]["matcher_tree"]["prefix_match_map"]["map"]
    for prefix, service in tree.items():
        ways = [way(route["match"]) for route in service["action"]["typed_config"]["routes"]]
        assert ways
        assert [found for found in ways if not found.startswith(prefix)] == []


def leads(match, method, path):
    """Whether a rule is the one of a request with no other header."""
    for kind, fits in (("safe_regex", lambda m: re.fullmatch(m["regex"], path)),
                       ("path", lambda m: m == path), ("prefix", path.startswith)):  # fmt: skip
        if kind in match and not fits(match[kind]):
            return False
    for header in match.get("headers", []):
        wanted = header["string_match"]
        if header["name"] != ":method" or not re.fullmatch(
            wanted.get("exact") or wanted["safe_regex"]["regex"], method
        ):
            return False
    return True


def test_the_door_asks_for_a_token_where_a_service_does(rendered):
    """Else what the law makes public is closed to the public."""
    whole = yaml.safe_load((rendered / "envoy.yaml").read_text())
    (listener,) = whole["static_resources"]["listeners"]
    filters = listener["filter_chains"][0]["filters"][0]["typed_config"]["http_filters"]
    (jwt,) = [f["typed_config"] for f in filters if f["name"].endswith("jwt_authn")]
    house = json.loads((DOCUMENTS / "house.json").read_text())
    asked = {
        (method, path): "security" in operation
        for path, item in house["paths"].items()
        for method, operation in item.items()
    }
    assert len(asked) > 100
    found = {}
    for method, path in asked:
        where = re.sub(r"{\w+}", "1", path)
        rule = next(r for r in jwt["rules"] if leads(r["match"], method.upper(), where))
        found[method, path] = "requires" in rule
    assert found == asked


def test_nobody_holds_a_page(rendered):
    """They need no token: who reads a few bytes now and then would keep a connection for ever."""
    (resource,) = yaml.safe_load((rendered / "routes.yaml").read_text())["resources"]
    rest = resource["virtual_hosts"][0]["matcher"]["on_no_match"]["action"]["typed_config"]
    ways = [route["route"] for route in rest["routes"] if "route" in route]
    assert ways
    for found in ways:
        assert 0 < float(found["timeout"].removesuffix("s")) <= 120
        assert found["idle_timeout"] == found["timeout"]


def test_the_origins_are_those_of_the_services():
    assert origins({}) == origins({"CORS_ORIGINS": "[]"}) == []
    assert origins({"CORS_ORIGINS": '["https://a.example"]'}) == [{"exact": "https://a.example"}]


def test_each_process_of_a_cluster_is_an_endpoint():
    (group,) = endpoints("10.0.0.1:80 registry.internal:8000")
    found = [e["endpoint"]["address"]["socket_address"] for e in group["lb_endpoints"]]
    assert found == [
        {"address": "10.0.0.1", "port_value": 80},
        {"address": "registry.internal", "port_value": 8000},
    ]


def test_english_is_tried_before_the_language_of_the_country():
    languages = [
        mapper["headers_to_add"][0]["header"]["value"]
        for mapper in mappers()
        if mapper["body_format_override"]["json_format"]["status"] == 404
    ]
    assert languages == ["en", "id"]


def test_each_reply_has_words_in_both_languages_and_waits_where_waiting_helps():
    codes = [reply.code for reply in replies().values()]
    assert len(codes) == len(set(codes))
    for reply in replies().values():
        assert all(reply.id)
        assert all(reply.en)
        assert reply.id != reply.en
        assert (reply.retry_after is not None) == (reply.status in {408, 502, 503, 504})
