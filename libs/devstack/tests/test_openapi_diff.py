"""What breaks callers and what does not, one row per change of one small document."""

import copy
import json
import subprocess
from pathlib import Path

import pytest

from devstack.checkout import ROOT
from devstack.openapi_diff import __main__ as command
from devstack.openapi_diff.document import breaking

BASE = {
    "info": {"version": "1"},
    "paths": {
        "/v1/impor": {
            "post": {
                "parameters": [
                    {"in": "query", "name": "jenis", "schema": {"enum": ["dp4", "rekap"]}},
                    {"in": "query", "name": "kode", "schema": {"type": "string", "maxLength": 4}},
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}
                },
                "responses": {
                    "201": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Out"}}
                        }
                    },
                    "409": {"description": "no"},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "In": {
                "type": "object",
                "properties": {
                    "nama": {"type": "string"},
                    "umur": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                },
                "required": ["nama"],
                "additionalProperties": False,
            },
            "Out": {
                "type": "object",
                "properties": {
                    "jumlah": {"type": "integer"},
                    "asal": {"type": "string", "enum": ["official", "press"]},
                    "anak": {"type": "array", "items": {"$ref": "#/components/schemas/Out"}},
                    "catatan": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
                "required": ["jumlah", "asal"],
            },
        }
    },
}
POST = ("paths", "/v1/impor", "post")
IN, OUT = ("components", "schemas", "In"), ("components", "schemas", "Out")
JENIS, KODE = (*POST, "parameters", 0), (*POST, "parameters", 1)
GONE = object()


def changed(place, value):
    """The document with one place changed."""
    document = copy.deepcopy(BASE)
    *way, last = place
    inner = document
    for step in way:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return document


BREAKS = [
    (("paths", "/v1/impor"), GONE, "POST /v1/impor: removed"),
    (POST, GONE, "POST /v1/impor: removed"),
    (JENIS, {"in": "query", "name": "lain"}, "query jenis: removed"),
    ((*KODE, "required"), True, "query kode: is required now"),
    ((*JENIS, "schema", "enum"), ["dp4"], "enum was dp4, rekap, is dp4"),
    ((*KODE, "schema", "maxLength"), 3, "maxLength was 4, is 3"),
    ((*KODE, "schema", "minLength"), 2, "minLength was None, is 2"),
    ((*KODE, "schema", "pattern"), "[0-9]+", "pattern was anything"),
    ((*KODE, "schema", "type"), "integer", "type was string, is integer"),
    ((*POST, "requestBody", "required"), True, "body: is required now"),
    ((*POST, "requestBody"), GONE, "body: removed"),
    ((*POST, "requestBody", "content"), {"text/csv": {}}, "body application/json: removed"),
    ((*IN, "properties", "nama"), GONE, "application/json/nama: removed"),
    ((*IN, "properties", "nama", "type"), "integer", "type was string, is integer"),
    ((*IN, "properties", "umur"), {"type": "integer"}, "null is no longer taken"),
    ((*IN, "required"), ["nama", "umur"], "umur: is required now"),
    ((*POST, "responses", "201"), GONE, "201: removed"),
    ((*POST, "responses", "409"), GONE, "409: removed"),
    ((*POST, "responses", "201", "content"), {"text/csv": {}}, "application/json: removed"),
    ((*OUT, "properties", "jumlah"), GONE, "jumlah: removed"),
    ((*OUT, "properties", "jumlah", "type"), "number", "type was integer, is integer, number"),
    ((*OUT, "properties", "jumlah", "type"), "string", "type was integer, is string"),
    ((*OUT, "properties", "asal", "enum"), ["official"], "enum was official, press, is official"),
    (
        (*OUT, "properties", "asal", "enum"),
        ["official", "press", "x"],
        "enum was official, press, is official, press, x",
    ),
    ((*OUT, "properties", "asal", "enum"), GONE, "enum was official, press, is anything"),
    ((*OUT, "properties", "anak", "items"), {"type": "string"}, "type was object, is string"),
    ((*OUT, "properties", "catatan", "anyOf"), [{"type": "integer"}, {"type": "null"}], "integer"),
    ((*OUT, "required"), ["jumlah"], "asal: may be missing now"),
    ((*POST, "security"), [{"bearer": []}], "needs a token now"),
]

WIDENS = [
    (("paths", "/v1/lain"), {"get": {"responses": {}}}),
    ((*POST, "responses", "423"), {"description": "locked"}),
    ((*POST, "parameters", 1), {**BASE["paths"]["/v1/impor"]["post"]["parameters"][1], "x": 1}),
    ((*JENIS, "schema", "enum"), ["dp4", "rekap", "lain"]),
    ((*KODE, "schema", "maxLength"), 10),
    ((*KODE, "schema", "maxLength"), GONE),
    ((*KODE, "schema", "type"), GONE),
    ((*IN, "properties", "baru"), {"type": "string"}),
    ((*IN, "required"), []),
    ((*IN, "additionalProperties"), True),
    ((*IN, "properties", "nama"), {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ((*OUT, "properties", "baru"), {"type": "string"}),
    ((*OUT, "required"), ["jumlah", "asal", "anak"]),
    ((*OUT, "properties", "jumlah", "minimum"), 0),
    ((*OUT, "properties", "catatan"), {"type": "string"}),
    ((*OUT, "description"), "other words"),
]


@pytest.mark.parametrize(("place", "value", "said"), BREAKS)
def test_what_takes_from_callers_is_named(place, value, said):
    found = breaking(BASE, changed(place, value))
    assert any(said in line for line in found), found


@pytest.mark.parametrize(("place", "value"), WIDENS)
def test_what_only_gives_is_free(place, value):
    assert breaking(BASE, changed(place, value)) == []


def test_a_new_version_may_do_as_it_likes():
    assert breaking(BASE, changed(("info", "version"), "2") | {"paths": {}}) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/openapi").glob("*.json")), ids=lambda p: p.stem
)
def test_a_real_document_is_compared_to_its_depth(path: Path):
    document = json.loads(path.read_text())
    assert breaking(document, document) == []
    problem = document["components"]["schemas"]["Masalah"]
    del problem["properties"]["trace_id"]
    assert len(breaking(json.loads(path.read_text()), document)) > 50


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Runs git in a small checkout that has committed a document, and the merged one."""
    monkeypatch.setattr(command, "ROOT", tmp_path)
    identity = ["-c", "user.name=x", "-c", "user.email=x@x"]

    def run(*argv):
        whole = ["git", *identity, *argv]
        subprocess.run(whole, cwd=tmp_path, check=True)

    write(tmp_path, BASE)
    for argv in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        run(*argv)
    return run


def write(folder, document):
    file = folder / "docs/openapi/impor.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    for each in (file, file.with_name("house.json")):  # the merged one says it once more
        each.write_text(json.dumps(document))
    return file


def test_the_command_compares_the_tree_with_a_commit(git, tmp_path, capsys):
    assert command.main("HEAD") == 0
    file = write(tmp_path, changed(POST, GONE))
    assert command.main("HEAD") == 1
    assert capsys.readouterr().out == "docs/openapi/impor.json: POST /v1/impor: removed\n"
    file.unlink()
    assert command.main("HEAD") == 1


@pytest.mark.parametrize(
    ("known", "code", "said"),
    [
        ([], 0, "no base: this clone holds neither a release nor where it left origin/main\n"),
        (["update-ref", "refs/remotes/origin/main", "HEAD"], 0, "where nobody calls"),
        (["tag", "v1.0.0"], 1, "POST /v1/impor: removed\n"),
        (["tag", "percobaan"], 0, "no base"),
    ],
)
def test_nothing_is_taken_from_callers_of_a_release(git, tmp_path, capsys, known, code, said):
    if known:
        git(*known)
    write(tmp_path, changed(POST, GONE))
    assert command.main() == code
    assert said in capsys.readouterr().out
