"""Renders Envoy's files from their templates: `python -m gateway.envoy_config TEMPLATES TARGET`.

Every `${NAME}` comes from the environment; the bodies of Envoy's own answers from `replies.toml`.
"""

import json
import os
import sys
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

# routes first: the listener must find the file that it points to
TEMPLATES = ("routes.yaml", "envoy.yaml")
ENGLISH = {
    "header_filter": {
        "header": {"name": "accept-language", "string_match": {"prefix": "en", "ignore_case": True}}
    }
}


def render(template: str, environment: Mapping[str, str]) -> str:
    """Fill in a template; raises KeyError when a name has no value."""
    replies = tomllib.loads((files("gateway") / "replies.toml").read_text())
    return Template(template).substitute(environment, LOCAL_REPLIES=json.dumps(mappers(replies)))


def mappers(replies: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Envoy's local reply mappers: English for those who wish it, else Indonesian."""
    found = []
    for status, reply in replies.items():
        exactly = {"comparison": {"value": {"default_value": int(status), "runtime_key": "reply"}}}
        by_status = {"status_code_filter": exactly}
        for_english = {"and_filter": {"filters": [by_status, ENGLISH]}}
        found.append(_mapper(for_english, int(status), reply, "en"))
        found.append(_mapper(by_status, int(status), reply, "id"))
    return found


def _mapper(
    condition: dict[str, Any], status: int, reply: Mapping[str, Any], language: str
) -> dict[str, Any]:
    title, detail = reply[language]
    headers = {"content-language": language}
    if "retry_after" in reply:
        headers["retry-after"] = str(reply["retry_after"])
    problem = {
        "type": f"urn:kpu-babel:galat:{reply['code']}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": reply["code"],
        "trace_id": "%REQ(X-TRACE-ID)%",
    }
    return {
        "filter": condition,
        "headers_to_add": [
            {"header": {"key": key, "value": value}, "append_action": "ADD_IF_ABSENT"}
            for key, value in headers.items()
        ],
        "body_format_override": {
            "json_format": problem,
            "content_type": "application/problem+json",
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
