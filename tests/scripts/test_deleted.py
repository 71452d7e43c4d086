"""A script without one of its assignments fails in Python; it is never read as another curve."""

import ast
from collections import Counter

import numpy as np
import pytest
from test_scripts import CASES, HERE, REFUSED, curves

from lrplot import LrplotError


def deletions(text):
    """Yield a name and the text without its one assignment."""
    tree = ast.parse(text)
    every = [name for name in ast.walk(tree) if isinstance(name, ast.Name)]
    stored = Counter(name.id for name in every if isinstance(name.ctx, ast.Store))
    used = Counter(name.id for name in every if isinstance(name.ctx, ast.Load))
    for node in ast.walk(tree):
        for body in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
            for place, one in enumerate(body if isinstance(body, list) else ()):
                if not isinstance(one, ast.Assign) or isinstance(node, ast.ClassDef):
                    continue
                names = [
                    part.id
                    for target in one.targets
                    for part in ast.walk(target)
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
                ]
                if names and all(stored[name] == 1 and used[name] for name in names):
                    body[place] = ast.Pass(lineno=one.lineno)
                    yield names, ast.unparse(ast.fix_missing_locations(tree))
                    body[place] = one


@pytest.mark.parametrize("name", sorted(CASES.keys() - REFUSED.keys()))
def test_a_script_without_an_assignment_gives_no_other_curve(name, tmp_path):
    case = CASES[name]
    text = (HERE / "cases" / "torch" / name).read_text()
    path = tmp_path / name
    (tmp_path / "project").symlink_to(HERE / "cases" / "torch" / "project")
    expected = curves(HERE / "cases" / "torch" / name, case["let"])
    for names, less in deletions(text):
        path.write_text(less)
        try:
            found = curves(path, case["let"])
        except LrplotError as error:
            said = str(error)
            assert any(each in said for each in names) or "nothing reads" in said, (names, said)
            continue
        assert len(found) == len(expected), names
        for own, rates in zip(found, expected, strict=True):
            np.testing.assert_allclose(own, rates, err_msg=str(names))
