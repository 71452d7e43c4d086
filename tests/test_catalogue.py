"""The generated pages say what the catalogue says, and every entry says where it is from."""

import importlib.util
import sys
from pathlib import Path

import pytest

from lrplot import catalogue

DOCS = Path(__file__).parent.parent / "docs"
ENTRIES = catalogue.every()
OWN = {"compose"}
"""The modules whose entries are lrplot's own: no framework has them."""


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["generate"]


def test_the_pages_are_current(generate):
    pages = generate.pages()
    stale = [
        name
        for name, text in pages.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run python docs/generate.py"
    found = {str(path.relative_to(DOCS)) for path in (DOCS / "catalogue").rglob("*.*")}
    assert found == {name for name in pages if name.startswith("catalogue/")}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_an_entry_says_its_formula_and_its_source(entry):
    assert entry.notes.get("Formula") or entry.framework in OWN
    assert entry.notes.get("Source") or entry.framework in OWN
    assert set(entry.notes) <= {"Formula", "Differs", "Source", "Example"}
