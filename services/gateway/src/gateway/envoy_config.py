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

from gateway.replies import MEDIA_TYPE, Language, Reply, replies

# routes first: the listener must find the file that it points to
TEMPLATES = ("routes.yaml", "envoy.yaml")
TRACE_ID = "%REQ(X-TRACE-ID)%"
ENGLISH = {
    "header_filter": {
        "header": {"name": "accept-language", "string_match": {"prefix": "en", "ignore_case": True}}
    }
}


def render(template: str, environment: Mapping[str, str]) -> str:
    """Fill in a template; raises KeyError when a name has no value."""
    return Template(template).substitute(environment, LOCAL_REPLIES=json.dumps(mappers()))


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
    environment = {**os.environ, "ROUTES_FILE": str(target / "routes.yaml")}
    target.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        fresh = target / f"{name}.new"
        fresh.write_text(render((templates / name).read_text(), environment))
        fresh.replace(target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
