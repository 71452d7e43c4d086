"""Parameter types that hold an optimizer: its learning rate, and what else it says."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.parameters.role import Json, Role


@final
@dataclass(frozen=True)
class OptimizerRate(Role):
    """An optimizer, of which the learning rate counts; by keyword it is called `lr`.

    A name in its place (`optimizer`, `opt`) leaves the rate open: it comes from elsewhere.
    """

    rate: Role
    spared: bool = False
    """Whether some schedules can do without it."""

    @property
    def limits(self) -> str:
        return self.rate.limits

    @property
    def metavar(self) -> str:
        return self.rate.metavar

    @property
    def example(self) -> str:
        return self.rate.example

    def of_tree(self, node: ast.expr) -> Any:
        match node:
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return None
            case ast.Call(args=args, keywords=keywords):
                one_group(args)
                named = [word.value for word in keywords if word.arg in ("lr", "learning_rate")]
                # the rate follows the parameters, as in torch.optim.SGD(params, 0.1)
                rates = named or args[1:2]
                return numbers.calculated(rates[0]) if rates else None
        return super().of_tree(node)

    def convert(self, given: object) -> Any:
        return self.rate.read(given)

    def text(self, value: Any) -> str:
        return self.rate.text(value)

    def literal(self, value: Any) -> str:
        return self.rate.literal(value)

    def schema(self) -> Json:
        return self.rate.schema()


@final
@dataclass(frozen=True)
class OptimizerOption(Role):
    """What a schedule reads from its optimizer beside the rate: the `betas` of Adam.

    An optimizer's constructor says it, by the parameter's own name or at `place` in its
    arguments; like any other parameter it can be given by itself.
    """

    value: Role
    place: int

    @property
    def limits(self) -> str:
        return self.value.limits

    @property
    def metavar(self) -> str:
        return self.value.metavar

    @property
    def example(self) -> str:
        return self.value.example

    def of_tree(self, node: ast.expr) -> Any:
        return self.value.of_tree(node)

    def convert(self, given: object) -> Any:
        return self.value.read(given)

    def text(self, value: Any) -> str:
        return self.value.text(value)

    def literal(self, value: Any) -> str:
        return self.value.literal(value)

    def schema(self) -> Json:
        return self.value.schema()


def one_group(args: list[ast.expr]) -> None:
    """Raise `LrplotError` where parameter groups have rates of their own."""
    no_group_has(
        "lr",
        args,
        ": draw a curve for each, with a number in place of the list, as in "
        "torch.optim.SGD(params, lr=0.1)",
    )


def no_group_has(name: str, args: list[ast.expr], instead: str = "") -> None:
    """Raise `LrplotError` where parameter groups have something of their own."""
    for groups in args[:1]:
        for group in groups.elts if isinstance(groups, ast.List | ast.Tuple) else ():
            keys = group.keys if isinstance(group, ast.Dict) else []
            names = [key.value for key in keys if isinstance(key, ast.Constant)]
            if isinstance(group, ast.Call):
                names += [word.arg for word in group.keywords]
            if name in names:
                article = "an" if name == "lr" else "a"
                raise LrplotError(f"a parameter group has {article} {name} of its own{instead}")
