"""Finds what a name in a Python file depends on, where reading that gives what running would."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from lrplot.errors import LrplotError
from lrplot.specs.script.exact import MODULES, Body, refuse

DYNAMIC = (
    "exec", "eval", "globals", "locals", "vars", "setattr", "delattr", "__import__", "__dict__",
    "__builtins__", "__defaults__", "__kwdefaults__", "__code__", "__globals__", "__closure__",
)  # fmt: skip
"""Names by which a file may change what its own names stand for."""

ENDS = ("exit", "quit", "sys.exit", "os._exit")

SCHEDULES = ("LearningRateSchedule", "object")
"""Classes of others from which a class may derive that can be read."""

CALLED = ("__init__", "__call__")
"""Methods with underscores that a class may have: others change what its objects do."""

UNUSED = ("get_config", "from_config", "__repr__", "__str__")
"""Methods of a schedule that give no rate."""


def needed(tree: ast.Module, name: str) -> list[ast.stmt]:
    """Return the statements of a file on which a name depends, in their order.

    Raises `LrplotError`, with the line, where one of them cannot be read as it would run.
    """
    return _Needed(tree).of(name)


def is_entry(tree: ast.Module, name: str) -> bool:
    """Tell whether a function is under a decorator of lrplot's, which makes it an entry."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return any(ast.unparse(one).rpartition(".")[2] == "schedule" for one in _called(node))
    return False


def _called(node: ast.FunctionDef) -> Iterator[ast.expr]:
    for one in node.decorator_list:
        yield one.func if isinstance(one, ast.Call) else one


class _Needed:
    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.bound: Counter[str] = Counter(_bound(tree))
        self.simple = {name: node for node in tree.body for name in _binds(node)}
        self.found: dict[int, ast.stmt] = {}
        self.names: set[str] = set()
        self._refuse_dynamic()

    def of(self, name: str) -> list[ast.stmt]:
        self.need(name, self.tree.body[-1] if self.tree.body else self.tree)
        kept = {id(part) for node in self.found.values() for part in ast.walk(node)}
        for node in ast.walk(self.tree):
            if id(node) not in kept:
                self._refuse_change(node)
        return [node for node in self.tree.body if id(node) in self.found]

    def need(self, name: str, at: ast.AST) -> None:
        """Note that a name of the module is needed."""
        if name in self.names:
            return
        if self.bound[name] > 1:
            raise LrplotError(f"{name} is bound more than once")
        if name not in self.simple:
            raise refuse(at, f"{name} is not known")
        self.names.add(name)
        node = self.simple[name]
        self.found[id(node)] = node
        match node:
            case ast.FunctionDef():
                if node.decorator_list:
                    raise refuse(node, f"{name} has a decorator")
                Body(self.look).function(node)
            case ast.ClassDef():
                self._class(node)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                Body(self._before(node)).expression(value)
            case ast.Import() | ast.ImportFrom():
                for alias in node.names:
                    module = getattr(node, "module", None) or alias.name
                    if (alias.asname or alias.name.partition(".")[0]) == name:
                        self._module(node, module)

    def look(self, name: str, at: ast.AST) -> bool:
        """Note a name that a function has from the module; whether it is the module's."""
        if not self.bound[name]:
            return False
        self.need(name, at)
        return True

    def _before(self, node: ast.stmt):  # type: ignore[no-untyped-def]
        def look(name: str, at: ast.AST) -> bool:
            own = self.simple.get(name)
            if own is not None and own.lineno >= node.lineno:
                raise refuse(at, f"{name} is bound later")
            return self.look(name, at)

        return look

    def _module(self, node: ast.stmt, module: str) -> None:
        if getattr(node, "level", 0) or module.partition(".")[0] not in MODULES:
            raise refuse(node, f"what {module} has is not read")

    def _class(self, node: ast.ClassDef) -> None:
        if node.decorator_list or node.keywords or len(node.bases) > 1:
            raise refuse(node, f"how {node.name} is made is not read")
        for base in node.bases:
            if isinstance(base, ast.Name) and isinstance(self.simple.get(base.id), ast.ClassDef):
                self.need(base.id, base)
            elif ast.unparse(base).rpartition(".")[2] not in SCHEDULES:
                raise refuse(base, f"{ast.unparse(base)} is not read")
            elif isinstance(base, ast.Name | ast.Attribute):
                self._base(base)
        for part in node.body:
            match part:
                case ast.FunctionDef(name=name) if name in UNUSED:
                    continue
                case ast.FunctionDef(name=name):
                    special = name.startswith("__") and name not in CALLED
                    if part.decorator_list or special:
                        raise refuse(part, f"{node.name}.{name} is not read")
                    Body(self.look, method=name).function(part)
                case ast.Expr(value=ast.Constant()) | ast.Pass():
                    continue
                case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
                    continue
                case ast.AnnAssign(target=ast.Name(), value=ast.Constant()):
                    continue
                case _:
                    raise refuse(part, "this statement of a class is not read")

    def _base(self, base: ast.expr) -> None:
        while isinstance(base, ast.Attribute):
            base = base.value
        if isinstance(base, ast.Name) and self.bound[base.id]:
            self.need(base.id, base)

    def _refuse_dynamic(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
                raise refuse(node, "an import of * may bind any name")
            name = getattr(node, "id", None) or getattr(node, "attr", None)
            if isinstance(node, ast.Name | ast.Attribute) and name in DYNAMIC:
                raise refuse(node, f"{name} may bind any name")
        for top in self.tree.body:
            ends = isinstance(top, ast.Expr) and isinstance(top.value, ast.Call)
            if isinstance(top, ast.Raise) or (
                ends and ast.unparse(top.value.func) in ENDS  # type: ignore[attr-defined]
            ):
                raise refuse(top, "the file ends here")

    def _refuse_change(self, node: ast.AST) -> None:
        """Refuse what elsewhere in the file may change what is needed."""
        stores = isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        if isinstance(node, ast.Attribute | ast.Subscript) and stores:
            root: ast.expr = node
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if isinstance(root, ast.Name) and root.id in self.names:
                raise refuse(node, f"{root.id} is changed")
        elif isinstance(node, ast.Name) and node.id in self.names:
            own = self.simple[node.id]
            value = getattr(own, "value", None)
            other = isinstance(value, ast.Name | ast.Attribute | ast.Subscript)
            if other or (isinstance(value, ast.expr) and any(map(_mutable, ast.walk(value)))):
                raise refuse(node, f"{node.id} may be changed here")


def _mutable(node: ast.AST) -> bool:
    """Tell whether an expression may make what can be changed."""
    return isinstance(node, ast.List | ast.Dict | ast.ListComp | ast.DictComp | ast.Call)


def _binds(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement of the module binds, where it is a plain one."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
                yield from (part.id for part in parts if isinstance(part, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _bound(node: ast.AST, inside: bool = False) -> Iterator[str]:
    """Yield a name of the module once for each place that binds or deletes it."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Global):
            # counted twice: it may be bound there whenever the function is called
            yield from (*part.names, *part.names)
        elif not inside:
            match part:
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                    yield name
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield name
                case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                    yield name
                case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                    yield name
                case ast.alias(name=name, asname=other):
                    yield other or name.partition(".")[0]
        within = isinstance(
            part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        )
        yield from _bound(part, inside or within)
