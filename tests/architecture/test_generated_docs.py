"""Generated pages say what the code says."""

import importlib.util

from devstack.checkout import ROOT


def test_generated_pages_are_up_to_date():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    pages = generate.pages()
    assert "states/voter-registry.daftar-pemilih.md" in pages
    assert {"openapi/publication.json", "asyncapi/voter-registry.json"} <= set(pages)
    for path, text in pages.items():
        assert (ROOT / "docs" / path).read_text() == text, f"run `make docs`: {path}"
    docs = ROOT / "docs"
    written = {
        str(path.relative_to(docs))
        for folder in ("acts", "states", "openapi", "asyncapi")
        for path in (docs / folder).glob("*.*")
    }
    assert written == {path for path in pages if "/" in path}
