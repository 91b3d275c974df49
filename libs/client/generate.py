"""Writes the models of each service from its document: `python libs/client/generate.py`.

Only shapes are kept. Patterns and limits stay out: the house judges, and a client that judged too
would refuse tomorrow what the house allows by then. A test fails when models and documents differ.
"""

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any

from datamodel_code_generator import generate
from datamodel_code_generator.enums import DataModelType, InputFileType
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "docs/openapi"
MODELS = HERE / "src/election_client/models"
HEADER = '"""Shapes of {title}. Made by generate.py from the documents; never edited."""'
REFERENCE = re.compile(r'"\$ref": "([^"]+)"')
#: Keywords that say more than the shape; what is not said, the house fills in.
JUDGEMENTS = frozenset(
    {
        *("title", "examples", "pattern", "minLength", "maxLength", "minItems", "maxItems"),
        *("default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    }
)
#: Schemas by name.
Schemas = dict[str, Any]


def shapes(schema: Any, *, names: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """A schema without its judgements; below `properties` a key is a name, not a keyword."""
    if isinstance(schema, dict):
        return {
            key: shapes(value, names=not names and key == "properties")
            for key, value in schema.items()
            if names or key not in JUDGEMENTS
        }
    return [shapes(item) for item in schema] if isinstance(schema, list) else schema


def schemas_of(document: Path) -> Schemas:
    """The shapes of one document, by name."""
    schemas = json.loads(document.read_text())["components"]["schemas"]
    return {name: shapes(schema) for name, schema in schemas.items()}


def references(schema: Any) -> set[str]:  # noqa: ANN401 - any JSON
    """Names of the shapes that a shape is made of."""
    return {ref.rpartition("/")[2] for ref in REFERENCE.findall(json.dumps(schema))}


def shared(documents: Collection[Schemas]) -> Schemas:
    """The shapes that several documents have, all of them alike, and made of such alone."""
    found: dict[str, list[Any]] = defaultdict(list)
    for schemas in documents:
        for name, schema in schemas.items():
            found[name].append(schema)
    alike = {n: s[0] for n, s in found.items() if len(s) > 1 and all(one == s[0] for one in s)}
    while odd := {name for name, schema in alike.items() if references(schema) - alike.keys()}:
        alike = {name: schema for name, schema in alike.items() if name not in odd}
    return alike


def models(title: str, schemas: Schemas) -> str:
    """Source of the models of these shapes."""
    bare = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
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
        custom_file_header=HEADER.format(title=title),
    )
    return f"{str(source).rstrip()}\n"


def without(source: str, names: Collection[str]) -> str:
    """Source without the classes of these names, which it imports from the shared ones instead."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    for node in reversed(tree.body):
        if isinstance(node, ast.ClassDef) and node.name in names:
            del lines[node.lineno - 1 : node.end_lineno]
    used = sorted(set(re.findall(r"\w+", "".join(lines))) & set(names))
    last = max(n.end_lineno or 0 for n in tree.body if isinstance(n, ast.ImportFrom))
    if used:
        lines.insert(last, f"\nfrom election_client.models.common import {', '.join(used)}\n")
    return tidy("".join(lines))


def tidy(source: str) -> str:
    """Source without imports that nothing uses, as the formatter has it."""
    for command in (["check", "--fix", "--quiet", "--select=F401"], ["format"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length=100", "-"]
        done = subprocess.run(ruff, input=source, capture_output=True, text=True, check=True)
        source = done.stdout
    return source


def files() -> dict[Path, str]:
    """All files of models with their text."""
    documents = {
        path.stem: schemas_of(path)
        for path in sorted(DOCUMENTS.glob("*.json"))
        if path.name != "house.json"  # all of them once more, as one
    }
    common = shared(documents.values())
    found = {
        MODELS / f"{service.replace('-', '_')}.py": without(models(service, schemas), common)
        for service, schemas in documents.items()
    }
    return found | {
        MODELS / "common.py": models("several services", common),
        MODELS
        / "__init__.py": '"""Shapes by service; those that several share are in `common`."""\n',
    }


def main() -> int:
    """Write the files."""
    MODELS.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
