"""`Role`, the base of all parameter types: it reads, checks, writes and describes a value."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar, final, get_type_hints

from lrplot.arithmetic import numbers

Json = dict[str, Any]


@dataclass(frozen=True)
class Role(ABC):
    """The meaning of a parameter: its `name` in the field's terms, and one line of `help`."""

    name: str
    help: str

    holds_schedule: ClassVar[bool] = False
    """Whether its value may be a schedule, which is read where the catalogue is known."""

    @property
    def why(self) -> str:
        """Why it must be given, where that does not go without saying."""
        return ""

    @property
    def limits(self) -> str:
        """Which values are taken, as help texts say it: "from 0 to 1"; empty, if all are."""
        return ""

    @property
    @abstractmethod
    def metavar(self) -> str:
        """What stands for the value in a usage line."""

    @property
    def example(self) -> str:
        """A value as text, for examples in help."""
        return self.metavar

    @final
    def read(self, given: object) -> Any:
        """Return the value of what is given; `LrplotError` if it is none.

        It may be text, as in a word; a number, truth, list or mapping, as YAML has it; or a syntax
        tree, as in a constructor. None is read for an optimizer that leaves its rate open.
        """
        if isinstance(given, ast.expr):
            given = self.of_tree(given)
            if given is None:
                return None
        return self.convert(given)

    def of_tree(self, node: ast.expr) -> Any:
        """Return what a syntax tree says, as YAML would have it; `LrplotError` if it says nothing.

        Lists and mappings may have trees inside them, which are read in their turn.
        """
        value = plain(node)
        return numbers.calculated(value) if isinstance(value, ast.expr) else value

    @abstractmethod
    def convert(self, given: object) -> Any:
        """Return the value of text, or of a value as YAML has it; `LrplotError` if it is none."""

    @abstractmethod
    def schema(self) -> Json:
        """Return the JSON Schema of what `read` takes from YAML."""

    def text(self, value: Any) -> str:
        """Return the text that reads back as `value`."""
        return numbers.text(value) if isinstance(value, int | float) else str(value)

    def literal(self, value: Any) -> str:
        """Return the value as Python writes it."""
        return repr(value)


@cache
def roles_of(kind: type) -> dict[str, Role]:
    """Return the roles of a dataclass's fields by their names, of those that have one."""
    hints: dict[str, Any] = get_type_hints(kind, include_extras=True)
    extras = {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}
    roles = {name: [e for e in extra if isinstance(e, Role)] for name, extra in extras.items()}
    return {name: found[0] for name, found in roles.items() if found}


def like(kind: Any, name: str = "", help: str = "", **changes: Any) -> Any:
    """Return the role of a parameter's type with another name, help text or bound.

    `Updates = Annotated[float, like(Total, "updates", "how many updates an epoch has")]`
    """
    (role,) = (extra for extra in kind.__metadata__ if isinstance(extra, Role))
    return replace(role, name=name or role.name, help=help or role.help, **changes)


def plain(node: ast.expr) -> Any:
    """Return the value of a literal in a syntax tree; what is none stays a tree.

    A mapping in which a name comes twice is returned as a list of pairs: none is lost.
    """
    match node:
        case ast.Constant(value=str() | bool() | int() | float() | None as value):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [plain(item) for item in items]
        case ast.Dict(keys=keys, values=values) if all(keys):
            named = zip(map(plain, filter(None, keys)), map(plain, values), strict=True)
            return _mapping([*named])
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords) if all(
            keyword.arg for keyword in keywords
        ):
            return _mapping([(keyword.arg, plain(keyword.value)) for keyword in keywords])
    return node


def _mapping(pairs: list[tuple[Any, Any]]) -> dict[Any, Any] | list[tuple[Any, Any]]:
    try:
        found = dict(pairs)
    except TypeError:
        # a list is no name
        return pairs
    return found if len(found) == len(pairs) else pairs
