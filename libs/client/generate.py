"""Writes the models of each service from its document: `python libs/client/generate.py`.

Only shapes are kept. Patterns and limits stay out: the house judges, and a client that judged too
would refuse tomorrow what the house allows by then. A test fails when models and documents differ.
"""

import json
import sys
from pathlib import Path
from typing import Any

from datamodel_code_generator import generate
from datamodel_code_generator.enums import DataModelType, InputFileType
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "docs/openapi"
MODELS = HERE / "src/election_client/models"
HEADER = '"""Shapes of {service}. Made by generate.py from its document; never edited."""'
#: Keywords that say more than the shape.
JUDGEMENTS = frozenset(
    {
        *("title", "examples", "pattern", "minLength", "maxLength", "minItems", "maxItems"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    }
)


def shapes(schema: Any, *, names: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """A schema without its judgements; below `properties` a key is a name, not a keyword."""
    if isinstance(schema, dict):
        return {
            key: shapes(value, names=not names and key == "properties")
            for key, value in schema.items()
            if names or key not in JUDGEMENTS
        }
    return [shapes(item) for item in schema] if isinstance(schema, list) else schema


def models(document: Path) -> str:
    """Source of the models of one document."""
    schemas = json.loads(document.read_text())["components"]["schemas"]
    bare = {
        "openapi": "3.1.0",
        "info": {"title": document.stem, "version": "1"},
        "paths": {},
        "components": {"schemas": {name: shapes(schema) for name, schema in schemas.items()}},
    }
    source = generate(
        json.dumps(bare),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        enum_field_as_literal=LiteralType.All,
        use_annotated=True,
        use_schema_description=True,
        use_single_line_docstring=True,
        collapse_root_models=True,
        disable_timestamp=True,
        formatters=[Formatter.RUFF_CHECK, Formatter.RUFF_FORMAT],
        custom_file_header=HEADER.format(service=document.stem),
    )
    return f"{str(source).rstrip()}\n"


def files() -> dict[Path, str]:
    """All files of models with their text."""
    found = {
        MODELS / f"{path.stem.replace('-', '_')}.py": models(path)
        for path in sorted(DOCUMENTS.glob("*.json"))
        if path.name != "house.json"  # all of them once more, as one
    }
    return found | {MODELS / "__init__.py": '"""Shapes by service."""\n'}


def main() -> int:
    """Write the files."""
    MODELS.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
