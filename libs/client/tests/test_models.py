"""The models say what the services' documents say."""

import importlib.util

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
