"""A formula as a graph: numbers, the step, and functions of other nodes, each node only once.

What stands twice in a formula is one node, evaluated once. What does not depend on the step is
worked out when the graph is made, by Python's own rules, ints and all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from lrplot.arithmetic.arrays import quiet
from lrplot.arithmetic.functions import INDEX, ROUND
from lrplot.arithmetic.operators import AFTER, CHOOSE, POWER, TRUTH, Call, Failure
from lrplot.errors import LrplotError

LARGEST = 3000
"""The most work at a step that a formula may take, in additions of arrays."""

TRUE, INT, FLOAT, COMPLEX = "B", "I", "F", "C"
"""What Python's numbers may be."""

NUMPY = {TRUE: "b", INT: "i", FLOAT: "f", COMPLEX: COMPLEX}
"""What numpy's are that come of them."""

LOOKS = ("compare", "zero", "choose", "where")
"""What bends so may have a result for a complex number."""


VARIABLE = object()
"""What stands for the value of what changes from step to step."""


class Node:
    """A part of a formula: a number, a variable, or what a function gives of other parts."""

    __slots__ = ("args", "call", "doubtful", "index", "kinds", "looks", "raises", "value")

    def __init__(self, index: int, kinds: frozenset[str], value: Any = None) -> None:
        self.index = index
        self.kinds = kinds
        """What kinds of numbers it may be: Python's, in capitals, and numpy's."""
        self.value = value
        self.call: Call | None = None
        self.args: tuple[Node, ...] = ()
        self.doubtful = False
        """Whether it must be worked out one by one."""
        self.looks: tuple[int, ...] = ()
        """The arguments that may be complex numbers where it has a value all the same."""
        self.raises: bool | None = None
        """Whether Python raises an error where `call` fails; None if that must be seen."""

    @property
    def constant(self) -> bool:
        """Whether it is a number, or fails at every step."""
        return self.call is None and self.value is not VARIABLE

    @property
    def safe(self) -> bool:
        """Whether it is seen never to fail."""
        return self.call is None and not isinstance(self.value, Failure)

    @property
    def whole(self) -> bool:
        """Whether it may be an int."""
        return not self.kinds.isdisjoint("Ii")

    @property
    def numpy(self) -> bool:
        """Whether it is one of numpy's numbers for sure."""
        return self.kinds <= set("bif")


class Graph:
    """The nodes of a formula, each after those that it is made of."""

    def __init__(self) -> None:
        self.step = Node(0, frozenset(INT), VARIABLE)
        self.rate = Node(1, frozenset(FLOAT), VARIABLE)
        """The rate before, in what is followed one step after another."""
        self._nodes: dict[Any, Node] = {"step": self.step, "rate": self.rate}
        self.work = 0

    def variable(self, name: str, whole: bool) -> Node:
        """Return the node of another variable than the step."""
        found = self._nodes.get(("variable", name))
        if found is None:
            found = Node(len(self._nodes), frozenset(INT if whole else FLOAT), VARIABLE)
            self._nodes["variable", name] = found
        return found

    def number(self, value: Any) -> Node:
        """Return the node of a number, or of a failure at every step."""
        key = (type(value), value.reason if isinstance(value, Failure) else repr(value))
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = Node(len(self._nodes), frozenset(_kind(value)), value)
        return found

    def apply(self, call: Call, *args: Node) -> Node:
        """Return the node of what a function gives."""
        if all(arg.constant for arg in args):
            ours = call.style in ("python", "operator") and all(
                kind.isupper() for arg in args for kind in arg.kinds
            )
            exactly = call.exactly if ours else quiet(call.exactly)
            return self.number(exactly(*(arg.value for arg in args)))
        if call is CHOOSE and args[0].constant:
            test = TRUTH.exactly(args[0].value)
            return self.number(test) if isinstance(test, Failure) else args[1 if test else 2]
        if call is TRUTH and args[0].kinds == {TRUE}:
            return args[0]
        key = (call, *(arg.index for arg in args))
        found = self._nodes.get(key)
        if found is None:
            self.work += call.cost
            if self.work > LARGEST:
                raise LrplotError("a formula that has so much to work out at a step is not drawn")
            found = self._nodes[key] = _node(len(self._nodes), call, args)
        return found

    def choose(self, test: Node, yes: Node, no: Node) -> Node:
        """Return the node of `yes if test else no`."""
        return self.apply(CHOOSE, test, yes, no)

    def after(self, first: Node, others: Iterable[Node]) -> Node:
        """Return `first`, which fails where one of the others does."""
        needed = [other for other in dict.fromkeys(others) if not other.safe]
        return self.apply(AFTER, first, *needed) if needed else first


def order(roots: Iterable[Node]) -> list[Node]:
    """Return the nodes that some nodes are made of, and these, each after its parts."""
    found = {node.index: node for node in roots}
    rest = list(found.values())
    while rest:
        for arg in rest.pop().args:
            if arg.index not in found:
                found[arg.index] = arg
                rest.append(arg)
    return [found[index] for index in sorted(found)]


def _node(index: int, call: Call, args: tuple[Node, ...]) -> Node:
    values = args[1:] if call.bends in ("choose", "where") else args
    node = Node(index, _kinds(call, values))
    node.call, node.args = call, args
    union: frozenset[str] = frozenset().union(*(arg.kinds for arg in values))
    if call.style == "operator":
        python = not union & set("bif")
        sure = any(arg.numpy for arg in args) and not node.kinds & set("iI")
        node.raises = True if python else False if sure else None
        truths = [bool(arg.kinds & set("bB")) for arg in args]
        # numpy adds its truths as truths
        node.doubtful = "b" in union and all(truths) and call.gives != "truth"
    elif call.style == "numpy":
        node.raises = None if "i" in node.kinds else False
        # of truths, numpy makes numbers of few digits
        node.doubtful = bool(union & set("bB"))
    else:
        node.raises = call.style == "python"
    if call.gives == "whole" and call.style == "python":
        # numpy's ints are no ints for all of these functions
        node.doubtful = len(args) > 1 or bool(union & set("bi"))
    if call is INDEX:
        node.doubtful = bool(union & set("bFfC"))
    looked = slice(1) if call.bends in ("choose", "where") else slice(call is AFTER, None)
    if call.bends in LOOKS or call is AFTER:
        places = range(len(args))[looked]
        node.looks = tuple(place for place in places if COMPLEX in args[place].kinds)
    return node


def _kinds(call: Call, args: tuple[Node, ...]) -> frozenset[str]:
    union: frozenset[str] = frozenset().union(*(arg.kinds for arg in args))
    if call.kinds:
        return frozenset(call.kinds)
    if call is AFTER:
        return args[0].kinds
    if call.gives == "pick":
        return union
    if call.style == "python":
        if call is ROUND and len(args) > 1:
            return frozenset((INT, FLOAT, "i", "f"))
        return frozenset({"truth": TRUE, "whole": INT}.get(call.gives, FLOAT))
    if call.style == "framework":
        return frozenset("f")
    if call.style == "numpy":
        same = {NUMPY.get(kind, kind) for kind in union}
        return frozenset(same if call.gives == "same" else same & {COMPLEX} | {"f"})
    found = set()
    for kinds in itertools.product(*(arg.kinds for arg in args)):
        found.add(_operated(call, kinds))
    if call is POWER and found & {INT, FLOAT, "i"}:
        base, exponent = args
        if INT in found and not (exponent.constant and exponent.value >= 0):
            found.add(FLOAT)
        if FLOAT in found and not (_positive(base) or _even(exponent)):
            found.add(COMPLEX)
    return frozenset(found)


def _operated(call: Call, kinds: tuple[str, ...]) -> str:
    numpy = any(kind in "bif" for kind in kinds)
    if call.gives == "truth":
        kind = TRUE
    elif COMPLEX in kinds:
        # even the absolute value of one: it is not seen before it is worked out
        return FLOAT if call.bends == "zero" else COMPLEX
    elif call.gives == "same" and not any(kind in "Ff" for kind in kinds):
        kind = INT
    else:
        kind = FLOAT
    return NUMPY[kind] if numpy else kind


def _positive(node: Node) -> bool:
    return node.constant and not isinstance(node.value, Failure | complex) and node.value >= 0


def _even(node: Node) -> bool:
    return node.constant and not isinstance(node.value, Failure | complex) and node.value % 1 == 0


def _kind(value: Any) -> str:
    if isinstance(value, Failure):
        return FLOAT
    if isinstance(value, bool):
        return TRUE
    kind = INT if isinstance(value, int) else COMPLEX if isinstance(value, complex) else FLOAT
    if hasattr(value, "dtype"):
        kind = {"b": "b", "i": "i", "u": "i", "c": COMPLEX}.get(value.dtype.kind, "f")
    return kind
