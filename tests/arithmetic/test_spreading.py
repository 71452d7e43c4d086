"""What is starred among arguments and items stands in its place."""

import ast

import pytest

from lrplot import read
from lrplot.arithmetic import numbers


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("f(opt, **{'a': 1, 'b': [2]})", "f(opt, a=1, b=[2])"),
        ("f(opt, **dict(a=1), c=2)", "f(opt, a=1, c=2)"),
        ("f(*[1, 2], *(3,))", "f(1, 2, 3)"),
        ("[*range(30, 90, 30), 7]", "[30, 60, 7]"),
        ("(*[1], *[g(*[2])])", "(1, g(2))"),
        # what is no literal stays
        ("f(*a, **b)", "f(*a, **b)"),
        ("f(**{**a, 'b': 1})", "f(**{**a, 'b': 1})"),
        ("[*range(n)]", "[*range(n)]"),
        ("[*range(10 ** 9)]", "[*range(10 ** 9)]"),
    ],
)
def test_literals_are_spread(text, same):
    assert ast.unparse(numbers.syntax(text)) == ast.unparse(ast.parse(same))


def test_a_pasted_constructor_is_read():
    word = 'CosineAnnealingLR(opt, **{"T_max": 100})'
    assert read(word, lr=0.1).schedule()([100]) == pytest.approx([0.0], abs=1e-12)
