"""Renders Envoy's files from their templates: `python -m gateway.envoy_config TEMPLATES TARGET`.

Names in dollar-braces come from the environment, the bodies of Envoy's own answers from
`replies.toml`.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from gateway.replies import MEDIA_TYPE, Language, Reply, replies

# the listener must find the files that it points to
TEMPLATES = ("routes.yaml", "certificate.yaml", "envoy.yaml")
TLS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
TRACE_ID = "%REQ(X-TRACE-ID)%"
ENGLISH = {
    "header_filter": {
        "header": {"name": "accept-language", "string_match": {"prefix": "en", "ignore_case": True}}
    }
}


def render(template: str, environment: Mapping[str, str]) -> str:
    """Fill in a template; raises KeyError when a name has no value."""
    made = {
        name: json.dumps(endpoints(value))
        for name, value in environment.items()
        if name.endswith("_ENDPOINTS")
    }
    made["CORS_ORIGINS"] = json.dumps(origins(environment))
    made["LOCAL_REPLIES"] = json.dumps(mappers())
    made["DOWNSTREAM_TLS"] = json.dumps(downstream_tls(environment))
    made["ISSUER_TLS"] = json.dumps(issuer_tls(environment))
    return Template(template).substitute(environment, **made)


def endpoints(places: str) -> list[dict[str, Any]]:
    """The processes of a cluster, from `HOST:PORT` for each, with blanks between."""
    addresses = (place.rpartition(":") for place in places.split())
    return [
        {
            "lb_endpoints": [
                {"endpoint": {"address": {"socket_address": {"address": h, "port_value": int(p)}}}}
                for h, _, p in addresses
            ]
        }
    ]


def origins(environment: Mapping[str, str]) -> list[dict[str, str]]:
    """The origins whose browsers may call, from the JSON list that the services take too."""
    return [{"exact": origin} for origin in json.loads(environment.get("CORS_ORIGINS") or "[]")]


def downstream_tls(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """How callers are met: by TLS when `TLS_CERTIFICATE` names a file, else in plain text."""
    if not environment.get("TLS_CERTIFICATE"):
        return None
    place = {"path_config_source": {"path": environment["CERTIFICATE_FILE"]}}
    context = {
        "alpn_protocols": ["h2", "http/1.1"],
        "tls_params": {"tls_minimum_protocol_version": "TLSv1_2"},
        "tls_certificate_sds_secret_configs": [{"name": "door", "sds_config": place}],
    }
    return _tls("Downstream", context)


def issuer_tls(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """How the issuer's keys are fetched: by verified TLS when their address is https."""
    address = urlsplit(environment["JWKS_URL"])
    if address.scheme != "https":
        return None
    name = str(address.hostname)
    kind = "DNS" if any(c.isalpha() for c in name) else "IP_ADDRESS"
    trusted = {
        "trusted_ca": {"filename": environment.get("CA_FILE") or AUTHORITIES},
        "match_typed_subject_alt_names": [{"san_type": kind, "matcher": {"exact": name}}],
    }
    sni = {"sni": name} if kind == "DNS" else {}
    return _tls("Upstream", {"validation_context": trusted}, **sni)


def _tls(side: str, context: dict[str, Any], **values: str) -> dict[str, Any]:
    typed = {"@type": f"{TLS}.{side}TlsContext", "common_tls_context": context, **values}
    return {"name": "envoy.transport_sockets.tls", "typed_config": typed}


def mappers() -> list[dict[str, Any]]:
    """Envoy's local reply mappers: English for those who wish it, else Indonesian."""
    found = []
    for reply in replies().values():
        comparison = {"value": {"default_value": reply.status, "runtime_key": "reply"}}
        by_status = {"status_code_filter": {"comparison": comparison}}
        for_english = {"and_filter": {"filters": [by_status, ENGLISH]}}
        found += [_mapper(for_english, reply, "en"), _mapper(by_status, reply, "id")]
    return found


def _mapper(condition: dict[str, Any], reply: Reply, language: Language) -> dict[str, Any]:
    return {
        "filter": condition,
        "headers_to_add": [
            {"header": {"key": key, "value": value}, "append_action": "ADD_IF_ABSENT"}
            for key, value in reply.headers(language).items()
        ],
        "body_format_override": {
            "json_format": reply.problem(language, TRACE_ID),
            "content_type": MEDIA_TYPE,
        },
    }


def main(templates: Path, target: Path) -> None:
    """Render all files into the target folder, each replaced in one step."""
    environment = {
        "TLS_CERTIFICATE": "",
        "TLS_KEY": "",
        **os.environ,
        "ROUTES_FILE": str(target / "routes.yaml"),
        "CERTIFICATE_FILE": str(target / "certificate.yaml"),
    }
    target.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        fresh = target / f"{name}.new"
        fresh.write_text(render((templates / name).read_text(), environment))
        fresh.replace(target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
