"""Formulas of several variables, each given as an array: their values row by row."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.evaluate import Program, evaluate
from lrplot.arithmetic.reading import Reader


def values(node: ast.expr, columns: Mapping[str, Array], rows: int) -> Array:
    """Return the value of a tree in every row, as Python has it; NaN where it raises an error.

    The names in it that stand for a column have its value; `LrplotError` for another name.
    """
    reader = Reader()
    names = {
        name: reader.graph.variable(name, bool((column == np.floor(column)).all()))
        for name, column in columns.items()
    }
    program = Program([reader.number(node, names)])
    given = {names[name].index: column for name, column in columns.items()}
    return evaluate(program, np.zeros(rows), given)
