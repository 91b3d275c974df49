"""Envoy's files: every name filled in, every answer of its own in the house's words."""

import re
from pathlib import Path

import pytest
import yaml

from gateway.envoy_config import TEMPLATES, endpoints, main, mappers, origins, render
from gateway.replies import replies

FOLDER = Path(__file__).parents[1]
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
