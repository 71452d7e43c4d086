"""What a script's names stand for: values, functions, objects, and what is not known."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lrplot.specs.script.ancestry import ancestry
from lrplot.specs.script.libraries import FORMULAS, LIBRARIES
from lrplot.specs.script.parts import measured

DEEPEST = 60
"""How deep calls and expressions may be nested."""

LONGEST = 20_000
"""How many items a list that a script makes may have."""

SPELLED = {"numpy": "np", "jax.numpy": "jnp", "tensorflow": "tf", "keras.ops": "keras.ops"}
"""What a formula calls the modules that have its functions."""


@dataclass(frozen=True)
class Path:
    """A name that is imported, or built into Python: `torch.optim.SGD`, `len`."""

    name: str
    text: str = field(default="", compare=False)
    """How it stands in the script."""
    line: int = field(default=0, compare=False)

    @property
    def own(self) -> bool:
        """Whether it is of another file of the script's own: a number, or anything else."""
        root, dot, _ = self.name.partition(".")
        return bool(dot) and root not in LIBRARIES

    @property
    def vague(self) -> bool:
        """Whether it may be anything where it is read: no class and no module of a library's."""
        root, dot, _ = self.name.partition(".")
        named = self.last[:1].isupper() and (root in FORMULAS or not self.last.isupper())
        return bool(self.text and dot) and not named

    @property
    def leaf(self) -> bool:
        """Whether its value is asked for by how it stands in the script."""
        formula = self.name.partition(".")[0] in FORMULAS and self.last != "__version__"
        return bool(self.text) and (self.own or (self.vague and not formula))

    @property
    def last(self) -> str:
        """The name behind the last dot."""
        return self.name.rpartition(".")[2]


@dataclass(eq=False)
class Made:
    """What a call of something imported gives: an optimizer, a scheduler, a loader."""

    path: str
    args: list[Any]
    keywords: dict[str, Any]
    line: int
    name: str = ""
    """The first name that it gets."""
    attributes: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    """How it stands in the script."""
    loops: tuple[Any, ...] = ()
    """The loops that train in which it is made anew."""

    def argument(self, name: str, place: int | None = None) -> Any:
        """Return an argument by its name, or its place; None if it is not there."""
        if name in self.keywords:
            return self.keywords[name]
        return self.args[place] if place is not None and place < len(self.args) else None


@dataclass(frozen=True)
class Opaque:
    """Something that the script does not say, such as `len(loader)`: how it stands there."""

    text: str
    line: int
    carried: bool = field(default=False, kw_only=True, compare=False)
    """Whether it is what a round of a loop leaves to the next."""
    read: Any = field(default=None, kw_only=True, compare=False)
    """After how many events, and in which loops, the rate of a group was read."""


@dataclass(frozen=True)
class Several(Opaque):
    """A list of mappings, nobody knows how many."""


@dataclass(frozen=True)
class Unsure(Opaque):
    """One of several things that are made; which one depends on a test."""

    test: ast.expr = field(compare=False)


@dataclass(frozen=True)
class Large(Opaque):
    """What has too many parts to be kept; it is refused where it is needed."""


@dataclass(frozen=True)
class Bound(Opaque):
    """A method, or another attribute, of something; as a value it is opaque."""

    of: Any
    method: str


@dataclass(frozen=True, eq=False)
class Open:
    """An expression that has a step, a loop's variable or something opaque in it."""

    tree: ast.expr

    def __post_init__(self) -> None:
        measured(self.tree)


@dataclass(eq=False)
class Function:
    """A function of the script's own, or a lambda, and where its names are looked up."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    owner: Any = None
    """The object that it is a method of."""
    given: tuple[tuple[Any, ...], Mapping[str, Any]] = ((), {})
    """What `functools.partial` gives it."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What its parameters are where nothing is given, worked out once."""
    memory: Any = None
    """What it has given before, where it keeps that."""

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return getattr(self.node, "name", "lambda")


@dataclass(eq=False)
class Class:
    """A class of the script's own."""

    node: ast.ClassDef
    bases: list[Any]
    scope: Scope
    """Its own names, methods among them."""

    def lookup(self, name: str) -> Any:
        """Return what the class, or one of its bases, has by a name; `MISSING` if none has."""
        each = (one for one in self.order if isinstance(one, Class))
        return next((one.scope.names[name] for one in each if name in one.scope.names), MISSING)

    @cached_property
    def order(self) -> list[Any]:
        """The class and its ancestors, as Python looks through them."""
        return ancestry(self)

    def names(self) -> Iterator[str]:
        """Yield the names of what it, or a class that it derives from, has."""
        for each in self.order:
            if isinstance(each, Class):
                yield from each.scope.names

    def roots(self) -> Iterator[str]:
        """Yield the names of what is imported that it derives from."""
        for base in self.bases:
            if isinstance(base, Path):
                yield base.name
            elif isinstance(base, Class):
                yield from base.roots()


@dataclass(eq=False)
class Instance:
    """An object of one of the script's own classes, or a bag of attributes."""

    of: Class | None
    attributes: dict[str, Any] = field(default_factory=dict)
    line: int = 0
    name: str = ""
    loops: tuple[Any, ...] = ()
    """The loops that train in which it is made anew."""


class Held(ast.expr):
    """An expression that is a value already."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value
        self.lineno = 0


class Missing:
    """What a name that is not there stands for."""


MISSING = Missing()


@dataclass(eq=False)
class Scope:
    """The names of a module, a function or a class, and the scope around it."""

    names: dict[str, Any] = field(default_factory=dict)
    outer: Scope | None = None
    shared: dict[str, Scope] = field(default_factory=dict)
    """Names that are `global` or `nonlocal`, with the scope that they are in."""
    stars: list[str] = field(default_factory=list)
    """The modules whose names it has by `from MODULE import *`."""

    def lookup(self, name: str) -> Any:
        """Return what a name stands for; `MISSING` if it is not known."""
        scope: Scope | None = self
        while scope:
            if name in scope.shared:
                return scope.shared[name].names.get(name, MISSING)
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return MISSING

    def bind(self, name: str, value: Any) -> None:
        """Let a name stand for a value."""
        self.shared.get(name, self).names[name] = value
        if isinstance(value, Made | Instance) and not value.name:
            value.name = name

    def reset(self, names: Mapping[str, Any]) -> None:
        """Have these names, and no others; what holds on to its own goes on with them."""
        kept = dict(names)
        self.names.clear()
        self.names.update(kept)

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self.outer.module if self.outer else self
