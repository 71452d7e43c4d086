"""The site of the documents: what its check finds, and that the pages lead to what is there."""

import re

import pytest
import yaml
from conftest import document

site = document("site")
DOCS = site.HERE
MENU = yaml.safe_load((DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]


def built(folder, text, name="index.html"):
    """Write a page; return what is wrong with the site."""
    (folder / name).write_text(text)
    return [*site.wrong(folder)]


def test_a_site_that_is_right(folder):
    built(folder, '<h2 id="b">B</h2><a href="../no">up</a>', "404.html")
    page = '<p id="a"><a href="#a">a</a><a href="404.html#b">b</a><a href="https://x.org/">out</a>'
    assert built(folder, page) == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="no.html">x</a>', "no.html leads nowhere"),
        ('<img src="no.png">', "no.png leads nowhere"),
        ('<a href="index.html#no">x</a>', "index.html#no leads to nothing on that page"),
        ('<script src="https://x.org/a.js"></script>', "https://x.org/a.js is loaded"),
        ('<link rel="stylesheet" href="//x.org/a.css">', "//x.org/a.css is loaded"),
        ('<img src="http://x.org/a.png">', "http://x.org/a.png is loaded"),
    ],
)
def test_what_is_wrong_is_found(folder, page, said):
    (found,) = built(folder, page)
    assert found.startswith(f"index.html: {said}")


@pytest.mark.parametrize(
    "style", ["@import 'a.css'", "b{src:url(https://x.org/f)}", "b{src:url('//x.org/f')}"]
)
def test_a_style_loads_nothing(folder, style):
    (folder / "a.css").write_text(style)
    assert len(built(folder, "")) == 1


def named(menu):
    """Yield the pages of a menu."""
    for entry in menu:
        (below,) = entry.values()
        yield from named(below) if isinstance(below, list) else [below]


def test_the_menu_has_every_page_but_those_of_the_lists():
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    lists = ("catalogue/", "configurations/")
    assert sorted(named(MENU)) == sorted(name for name in pages if not name.startswith(lists))


@pytest.mark.parametrize(
    "page", [DOCS.parent / "README.md", *DOCS.rglob("*.md")], ids=lambda path: path.name
)
def test_a_link_leads_to_what_is_there(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)", re.sub(r"`[^`]*`", "", text)):
        assert (page.parent / link).exists(), link
        # what is outside of docs/ is not on the site
        assert page.name == "README.md" or (page.parent / link).resolve().is_relative_to(DOCS)
