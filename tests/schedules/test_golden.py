"""lrplot against values that the frameworks themselves gave: see golden/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden.agree import compared

from lrplot.catalogue import find
from lrplot.errors import LrplotError

HERE = Path(__file__).parents[1] / "golden"
FILES = {path.stem: json.loads(path.read_text()) for path in sorted(HERE.glob("*.json"))}
CASES = [
    pytest.param(data, case, id=f"{upstream}:{case['word']}")
    for upstream, data in FILES.items()
    for case in data["cases"]
]

OWN = {"compose"}
"""The modules whose entries are lrplot's own: no framework has them."""

FEWEST = 8
"""Cases for an entry that has parameters."""


@pytest.mark.parametrize(("data", "case"), CASES)
def test_agrees_with_the_framework(data: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    _, excess, where = compared(data, case)
    assert excess <= 1, where


@cache
def titled(name: str) -> str:
    """Return the title of an entry: a name is looked up once, as to read every word is slow.

    An optimizer's name is no entry's.
    """
    with suppress(LrplotError):
        return find.entry(name).title
    return ""


@cache
def words() -> Mapping[str, Mapping[str, set[str]]]:
    """Return the words of each entry, by its title, and the files that they stand in."""
    found: dict[str, dict[str, set[str]]] = {}
    for upstream, data in FILES.items():
        for word in (case["word"] for case in data["cases"]):
            title = titled(re.findall(r"[\w.-]+", word)[0])
            found.setdefault(title, {}).setdefault(upstream, set()).add(word)
    return found


@pytest.mark.parametrize(
    "entry", [pytest.param(e, id=e.title) for e in find.all_entries() if e.framework not in OWN]
)
def test_every_schedule_of_a_framework_has_golden_values(entry: Any) -> None:
    mine = len(set().union(*words().get(entry.title, {}).values()))
    assert mine >= (FEWEST if entry.params else 1), f"{entry.title}: {mine} cases"


@pytest.mark.parametrize(
    "entry",
    [pytest.param(e, id=e.title) for e in find.all_entries() if e.framework not in (*OWN, "plain")],
)
def test_the_source_has_a_version_that_was_recorded(entry: Any) -> None:
    said = re.findall(r"\b(?:\d+(?:\.\d+)+|\d{6}|[0-9a-f]{7,40})\b", entry.notes["Source"])
    recorded = [v for name in words()[entry.title] for v in FILES[name]["versions"].values()]
    whole = [f".{version.replace('+', '.')}." for version in recorded]
    assert any(f".{part}." in version for part in said for version in whole)


@pytest.mark.parametrize("upstream", FILES)
def test_a_file_says_where_its_values_are_from(upstream: str) -> None:
    data = FILES[upstream]
    assert (HERE / "recorders" / f"{upstream}.py").is_file()
    assert data["versions"]
    assert all(version[0].isdigit() for version in data["versions"].values())
    assert data["precision"] in ("float32", "float64")
    assert all(0 < most < 1 and reason for most, reason in data.get("slack", {}).values())


@pytest.mark.parametrize("upstream", FILES)
def test_a_file_has_each_word_once_and_its_steps_in_order(upstream: str) -> None:
    cases = FILES[upstream]["cases"]
    words = [case["word"] for case in cases]
    assert len(set(words)) == len(words)
    for case in cases:
        assert case["steps"] == sorted(set(case["steps"])), case["word"]
        assert len(case["steps"]) == len(case["rates"]), case["word"]
