"""The catalogue as its sources tell it is the catalogue as it is imported."""

import subprocess
import sys

import pytest

from lrplot.catalogue import find, modules, outline
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.listing import listing

CONTENTS = {found.framework: found for found in find.contents()}

LOADED = """
import sys
from lrplot.catalogue import find
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.listing import listing
{code}
home = "lrplot.schedules."
print(*sorted({{name.removeprefix(home).split(".")[0] for name in sys.modules if home in name}}))
"""


@pytest.fixture
def no_sources(monkeypatch):
    """Let the sources be unreadable, as in an archive."""
    monkeypatch.setattr(outline, "outline_of", lambda framework: None)


@pytest.mark.parametrize("framework", outline.frameworks())
def test_a_source_tells_what_its_module_has(framework):
    seen, module = CONTENTS[framework], modules.module(framework)
    assert seen.doc == module.__doc__
    found = [(title, outline.sentence(doc)) for title, doc in seen.docs.items()]
    entries = modules.entries(module).values()
    assert found == [(entry.title, entry.summary) for entry in entries]
    keywords = [", ".join(outline.keywords(doc)) for doc in seen.docs.values()]
    said = framework_of(module)
    assert seen.said() == (outline.short(said.paths), outline.by_name(said.aliases))
    assert keywords == [entry.notes.get("Keywords", "").rstrip(".") for entry in entries]


def test_without_sources_the_list_is_the_same(monkeypatch):
    read = listing()
    monkeypatch.setattr(outline, "outline_of", lambda framework: None)
    assert listing() == read


def test_without_sources_a_name_is_found(no_sources):
    assert find.entry("OneCycleLR").title == "torch.OneCycleLR"


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("find.entry('torch.OneCycleLR')", "torch"),
        ("find.entry('torch.optim.lr_scheduler.OneCycleLR')", "torch"),
        ("find.entry('OneCycleLR')", "torch"),
        ("find.entry('get_cosine_schedule_with_min_lr')", "axolotl"),
        ("find.entry('axolotl.rex')", "axolotl"),
        ("find.entry('cosine-restarts')", "plain"),
        ("find.entry('cosine_restarts')", "plain"),
        ("listing()", ""),
        ("listing(['cosine'])", ""),
    ],
)
def test_only_what_is_asked_for_is_imported(code, loaded):
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(code=code)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == loaded.split()


def test_a_module_that_is_not_there_has_no_outline(tmp_path):
    assert outline.outline(tmp_path, "none") is None
    (tmp_path / "some").mkdir()
    assert outline.outline(tmp_path, "some") is None
