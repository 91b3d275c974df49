"""The models say what the services' documents say."""

import importlib.util

import pytest

from devstack.checkout import ROOT
from devstack.services import SERVICES


def load_generator():
    spec = importlib.util.spec_from_file_location("models", ROOT / "libs/client/generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_models_are_up_to_date():
    generator = load_generator()
    files = generator.files()
    names = {path.stem for path in generator.MODELS.glob("*.py")}
    assert names == {path.stem for path in files} >= {s.package for s in SERVICES}
    for path, text in files.items():
        assert path.read_text() == text, f"run `make docs`: {path.name}"


def test_shapes_keep_names_and_drop_judgements():
    schema = {
        "title": "X",
        "properties": {"title": {"type": "string", "maxLength": 3}, "properties": {"type": "null"}},
        "required": ["title"],
    }
    assert load_generator().shapes(schema) == {
        "properties": {"title": {"type": "string"}, "properties": {"type": "null"}},
        "required": ["title"],
    }


ANGKA = {"type": "object", "properties": {"n": {"type": "integer"}}}
KALIMAT = {"type": "object", "properties": {"n": {"type": "string"}}}
ISI = {"$ref": "#/components/schemas/Isi"}
WADAH = {"properties": {"isi": ISI}, "type": "object"}


@pytest.mark.parametrize(
    ("documents", "names"),
    [
        ([{"Isi": ANGKA}, {"Isi": ANGKA}], {"Isi"}),
        ([{"Isi": ANGKA}, {"Lain": ANGKA}], set()),
        ([{"Isi": ANGKA}, {"Isi": ANGKA}, {"Isi": KALIMAT}], set()),
        ([{"Isi": ANGKA, "Wadah": WADAH}, {"Isi": ANGKA, "Wadah": WADAH}], {"Isi", "Wadah"}),
        ([{"Isi": ANGKA, "Wadah": WADAH}, {"Isi": KALIMAT, "Wadah": WADAH}], set()),
    ],
)
def test_a_shape_is_shared_when_it_is_the_same_wherever_it_is(documents, names):
    assert load_generator().shared(documents).keys() == names


def test_a_service_imports_what_it_shares():
    source = """from pydantic import BaseModel


class Isi(BaseModel):
    n: int


class Wadah(BaseModel):
    isi: Isi
"""
    alone = load_generator().without(source, {"Isi", "Masalah"})
    assert "import Isi\n" in alone
    assert "class Isi" not in alone
    assert "class Wadah(BaseModel):\n    isi: Isi\n" in alone
