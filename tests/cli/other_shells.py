"""Completion in a real zsh and a real fish, which not everybody has: make shells."""

import os

import pytest
from cli.test_completion import LINES, typist


@pytest.fixture(scope="module", params=["zsh", "fish"])
def shell(request, tmp_path_factory):
    made = typist(request.param, tmp_path_factory.mktemp(request.param), dict(os.environ))
    yield made
    made.close()


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_a_line_is_completed(shell, line, whole):
    assert shell.completed(line) == whole
