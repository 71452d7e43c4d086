"""Refuses the code of a function that reading might take for something else than running does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from lrplot.errors import LrplotError

MODULES = ("math", "numpy", "functools", "bisect", "tensorflow", "keras", "jax")
"""Modules whose functions may be called in what is read."""

FUNCTIONS = (
    "abs", "enumerate", "float", "int", "len", "list", "max", "min", "pow", "range", "reversed",
    "round", "sorted", "tuple", "zip",
)  # fmt: skip
"""Python's own functions that are read as they are run."""

CHANGING = (
    "append", "extend", "insert", "pop", "popitem", "remove", "clear", "sort", "reverse", "add",
    "update", "setdefault", "discard",
)  # fmt: skip
"""Methods that change what they are called on."""

ONCE = ("enumerate", "reversed", "zip")
"""Functions whose values can be gone through only once."""

THROUGH = ("list", "max", "min", "sorted", "tuple")
"""Functions that go through what they are given, and keep no iterator."""

Look = Callable[[str, ast.AST], bool]
"""Notes that a name of the module is needed; whether the module has it."""


def refuse(at: ast.AST, why: str) -> LrplotError:
    """Return the error for what cannot be read, with its line."""
    line = getattr(at, "lineno", 0)
    return LrplotError(f"line {line}: {why}" if line else why)


class Body:
    """Looks through the code of a function, and whether each name is bound where it is used."""

    def __init__(
        self, look: Look, outer: frozenset[str] = frozenset(), method: str | None = None
    ) -> None:
        self.look = look
        self.outer = outer
        """Names of the functions around it that are bound where it is defined."""
        self.method = method
        self.own: set[str] = set()
        """Names that it binds anywhere."""
        self.loops = 0

    def function(self, node: ast.FunctionDef | ast.Lambda) -> None:
        """Refuse a function that cannot be read."""
        takes = node.args
        for default in (*takes.defaults, *takes.kw_defaults):
            if default is not None:
                self.expression(default, set(self.outer))
        if takes.vararg or takes.kwarg:
            raise refuse(node, "a function of any number of arguments is not read")
        names = [arg.arg for arg in (*takes.posonlyargs, *takes.args, *takes.kwonlyargs)]
        inner = Body(self.look, self.outer, self.method)
        if isinstance(node, ast.Lambda):
            inner.own = set(names)
            inner.expression(node.body, set(names))
            return
        inner.own = {*names, *_stored(node.body)}
        if inner.block(node.body, set(names)) is not None and self.method != "__init__":
            raise refuse(node, f"{node.name} may end without a return")

    def block(self, nodes: Sequence[ast.stmt], bound: set[str]) -> set[str] | None:
        """Return the names that are bound behind statements; None where that is not reached."""
        for node in nodes:
            found = self.statement(node, bound)
            if found is None:
                return None
            bound = found
        return bound

    def statement(self, node: ast.stmt, bound: set[str]) -> set[str] | None:
        """Return the names that are bound behind a statement."""
        match node:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                return bound
            case ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Call() as call, attr=name),
                    args=args,
                    keywords=words,
                )
            ):
                if self.method == name == "__init__" and ast.unparse(call.func) == "super":
                    for arg in (*args, *(word.value for word in words)):
                        self.expression(arg, bound)
                    return bound
            case ast.Assign(targets=targets, value=value):
                self.expression(value, bound)
                return bound.union(*(self._target(target, bound) for target in targets))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.expression(value, bound)
                return bound | self._target(target, bound)
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                self.expression(ast.BinOp(ast.Name(name, ast.Load()), op, value, lineno=1), bound)
                return bound | self._target(target, bound)
            case ast.Return(value=ast.expr() as value):
                self.expression(value, bound)
                return None
            case ast.Raise() if not self.loops:
                return None
            case ast.If(test=test, body=body, orelse=other):
                self.expression(test, bound)
                ways = [self.block(way, set(bound)) for way in (body, other)]
                ends = [way for way in ways if way is not None]
                return set.intersection(*ends) if ends else None
            case ast.For(target=target, iter=values, body=body):
                self._values(values, bound)
                self._loop(node, bound | self._target(target, bound))
                return bound
            case ast.While(test=test):
                self.expression(test, bound)
                if any(isinstance(part, ast.Return) for part in ast.walk(node)):
                    raise refuse(node, "a return from a while is not read")
                self._loop(node, bound)
                return bound
            case ast.Break() | ast.Continue():
                return None
            case ast.FunctionDef(name=name) if not node.decorator_list:
                Body(self.look, self.outer | bound).function(node)
                return bound | {name}
        raise refuse(node, f"{type(node).__name__.lower()} is not read here")

    def _loop(self, node: ast.For | ast.While, bound: set[str]) -> None:
        parts = [part for each in node.body for part in ast.walk(each)]
        cut = any(isinstance(part, ast.Break | ast.Continue) for part in parts)
        if node.orelse or (cut and any(isinstance(part, ast.Return) for part in parts)):
            raise refuse(node, "how this loop is left is not read")
        self.loops += 1
        self.block(node.body, set(bound))
        self.loops -= 1

    def _target(self, node: ast.expr, bound: set[str]) -> set[str]:
        """Return the names that an assignment binds."""
        match node:
            case ast.Name(id=name):
                return {name}
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                if all(isinstance(part, ast.Name) for part in parts):
                    return {part.id for part in parts}  # type: ignore[attr-defined]
            case ast.Attribute(value=ast.Name(id="self")) if self.method == "__init__":
                if "self" in bound and not self.loops:
                    return set()
        raise refuse(node, f"a change of {ast.unparse(node)} is not read")

    def _values(self, node: ast.expr, bound: set[str]) -> None:
        self.expression(node, bound, through=True)

    def expression(
        self, node: ast.expr, bound: set[str] | None = None, through: bool = False
    ) -> None:
        """Refuse an expression that cannot be read; `through`: it is gone through at once."""
        bound = set() if bound is None else bound
        match node:
            case ast.Constant(value=bool() | int() | float() | str() | None):
                return
            case ast.Name(id=name):
                self._name(node, name, bound)
                return
            case ast.Lambda():
                Body(self.look, self.outer | bound).function(node)
                return
            case ast.ListComp(generators=[one]) | ast.GeneratorExp(generators=[one]):
                if isinstance(node, ast.GeneratorExp) and not through:
                    raise refuse(node, f"{ast.unparse(node)} is not read")
                self._values(one.iter, bound)
                inside = bound | self._target(one.target, bound)
                for part in (*one.ifs, node.elt):
                    self.expression(part, inside)
                return
            case ast.Attribute(value=of):
                if node.attr.startswith("__") or node.attr in CHANGING:
                    raise refuse(node, f"{ast.unparse(node)} is not read")
                self.expression(of, bound)
                return
            case ast.Call(func=func, args=args, keywords=words):
                if isinstance(func, ast.Name) and not self._is_local(func.id):
                    self._function(func, through)
                else:
                    self.expression(func, bound)
                if any(word.arg is None for word in words):
                    raise refuse(node, "** is not read")
                for arg in (*args, *(word.value for word in words)):
                    goes = isinstance(func, ast.Name) and func.id in (*THROUGH, *ONCE)
                    self.expression(arg, bound, through=goes)
                return
            case ast.BinOp(op=ast.MatMult() | ast.BitAnd() | ast.BitOr() | ast.BitXor()):
                pass
            case ast.Compare(ops=ops) if any(isinstance(op, ast.Is | ast.IsNot) for op in ops):
                if len(ops) == 1 and ast.unparse(node.comparators[0]) == "None":
                    self.expression(node.left, bound)
                    return
            case (
                ast.BinOp()
                | ast.UnaryOp()
                | ast.BoolOp()
                | ast.Compare()
                | ast.IfExp()
                | ast.Subscript()
                | ast.Slice()
                | ast.List()
                | ast.Tuple()
                | ast.Dict()
            ):
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.expression(child, bound)
                return
        raise refuse(node, f"{ast.unparse(node)} is not read")

    def _is_local(self, name: str) -> bool:
        return name in self.own or name in self.outer

    def _name(self, node: ast.Name, name: str, bound: set[str]) -> None:
        if name in bound:
            return
        if name in self.own:
            raise refuse(node, f"{name} may not be bound yet")
        if name not in self.outer and not self.look(name, node):
            raise refuse(node, f"{name} is not known")

    def _function(self, node: ast.Name, through: bool) -> None:
        known = node.id in FUNCTIONS and (through or node.id not in ONCE)
        if not self.look(node.id, node) and not known:
            raise refuse(node, f"{node.id}() is not read")


def _stored(nodes: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that statements bind in their own function."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id
            elif isinstance(part, ast.FunctionDef):
                yield part.name
