"""Merging what services describe: nothing lost, nothing mixed up, every reference resolves."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate

from gateway.pages import asyncapi, openapi
from gateway.pages.namespaces import assemble, clashes


def document(path, schemas, *, operation="baca", ref=None, **more):
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ref}"}}}
    answer = {"description": "ya"} | ({"content": content} if ref else {})
    get = {"operationId": operation, "responses": {"200": answer}, "tags": ["umum"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {path: {"get": get}},
        "components": {"schemas": schemas},
        **more,
    }


def resolve(merged, pointer):
    place = merged
    for step in pointer.removeprefix("#/").split("/"):
        place = place[step.replace("~1", "/").replace("~0", "~")]
    return place


def all_references(merged):
    return set(re.findall(r'"(#/[^"]+)"', json.dumps(merged)))


ONE = {"Masalah": {"type": "object"}, "Rekap": {"type": "integer"}}
OTHER = {"Masalah": {"type": "object"}, "Rekap": {"type": "string"}}


def test_equal_names_that_mean_the_same_stay_one():
    merged = assemble(
        {"a": {"components": {"schemas": ONE}}, "b": {"components": {"schemas": ONE}}}
    )
    assert merged == {"components": {"schemas": ONE}}


def test_equal_names_that_differ_carry_their_service():
    merged = openapi.merge(
        {"a-b": document("/v1/x", ONE, ref="Rekap"), "c": document("/v1/x", OTHER, ref="Rekap")},
        public_url="http://pintu",
    )
    schemas = merged["components"]["schemas"]
    assert schemas == {
        "Masalah": {"type": "object"},
        "a_b_Rekap": {"type": "integer"},
        "c_Rekap": {"type": "string"},
    }
    operation = merged["paths"]["/a-b/v1/x"]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    assert content["schema"] == {"$ref": "#/components/schemas/a_b_Rekap"}
    validate(merged)


def test_what_refers_to_a_clash_clashes_too():
    def holder(schemas):
        return {
            "components": {"schemas": {"Isi": {"$ref": "#/components/schemas/Rekap"}, **schemas}}
        }

    documents = {"a": holder(ONE), "b": holder(OTHER)}
    assert clashes(list(documents.values())) == {
        "#/components/schemas/Rekap",
        "#/components/schemas/Isi",
    }
    schemas = assemble(documents)["components"]["schemas"]
    assert schemas["b_Isi"] == {"$ref": "#/components/schemas/b_Rekap"}


def test_discriminators_and_longer_pointers_follow():
    schemas = {
        "Rekap": {"type": "string"},
        "Isi": {
            "properties": {"x": {"$ref": "#/components/schemas/Rekap/properties/y"}},
            "discriminator": {"mapping": {"r": "#/components/schemas/Rekap"}},
        },
    }
    merged = assemble(
        {"a": {"components": {"schemas": schemas}}, "b": {"components": {"schemas": ONE}}}
    )
    isi = merged["components"]["schemas"]["Isi"]
    assert isi["properties"]["x"]["$ref"] == "#/components/schemas/a_Rekap/properties/y"
    assert isi["discriminator"]["mapping"]["r"] == "#/components/schemas/a_Rekap"


def test_operation_ids_are_unique_and_security_of_the_document_stays():
    secured = document("/v1/x", ONE, security=[{"token": []}])
    merged = openapi.merge({"a": secured, "b": document("/v1/x", ONE)}, public_url="http://pintu")
    assert merged["paths"]["/a/v1/x"]["get"]["operationId"] == "a_baca"
    assert merged["paths"]["/b/v1/x"]["get"]["operationId"] == "b_baca"
    assert merged["paths"]["/a/v1/x"]["get"]["security"] == [{"token": []}]
    assert "security" not in merged["paths"]["/b/v1/x"]["get"]
    assert merged["servers"] == [{"url": "http://pintu", "x-internal": False}]


NAMES = st.sampled_from(["A", "B", "C", "D/e", "f~g"])


@st.composite
def schema_sets(draw):
    names = draw(st.sets(NAMES, min_size=1))
    schemas = {}
    for name in names:
        target = draw(st.sampled_from(sorted(names))).replace("~", "~0").replace("/", "~1")
        leaf = {"type": draw(st.sampled_from(["string", "integer"]))}
        linked = {"properties": {"x": {"$ref": f"#/components/schemas/{target}"}}}
        schemas[name] = draw(st.sampled_from([leaf, linked]))
    return {"components": {"schemas": schemas}}


def expand(merged, schema, depth=4):
    """What a schema means, references followed some steps."""
    if "properties" not in schema:
        return schema
    if depth == 0:
        return "..."
    target = schema["properties"]["x"]["$ref"]
    return {"x": expand(merged, resolve(merged, target), depth - 1)}


@given(schema_sets(), schema_sets())
def test_every_reference_means_what_it_meant_before(one, other):
    documents = {"satu": one, "dua-tiga": other}
    merged = assemble(documents)
    names = clashes(list(documents.values()))
    for service, original in documents.items():
        for name, schema in original["components"]["schemas"].items():
            pointer = f"#/components/schemas/{name.replace('~', '~0').replace('/', '~1')}"
            own = f"{service.replace('-', '_')}_{name}" if pointer in names else name
            found = merged["components"]["schemas"][own]
            assert expand(merged, found) == expand(original, schema)


def test_events_of_all_services_stand_together():
    def described(subject, kind):
        return {
            "asyncapi": "3.0.0",
            "channels": {
                subject: {"messages": {"m": {"$ref": "#/components/messages/Fakta"}}},
            },
            "operations": {
                "terbit": {"action": "send", "channel": {"$ref": f"#/channels/{subject}"}}
            },
            "components": {"messages": {"Fakta": {"payload": {"type": kind}}}},
        }

    merged = asyncapi.merge(
        {"a": described("a.dpt.v1", "object"), "b": described("b.hasil.v1", "string")}
    )
    assert set(merged["channels"]) == {"a.dpt.v1", "b.hasil.v1"}
    assert set(merged["operations"]) == {"a_terbit", "b_terbit"}
    assert set(merged["components"]["messages"]) == {"a_Fakta", "b_Fakta"}
    for pointer in all_references(merged):
        resolve(merged, pointer)
