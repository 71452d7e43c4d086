"""Types of click's options and arguments: values that roles read, words, names of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from lrplot.errors import LrplotError
from lrplot.parameters import Role
from lrplot.specs.values import ValueReader

if TYPE_CHECKING:
    AnyType = click.ParamType[Any]
    TextType = click.ParamType[str]
else:
    # click's older versions have no brackets here
    AnyType = TextType = click.ParamType


class Value(AnyType):
    """A value that a role reads."""

    name = "value"

    def __init__(self, role: Role) -> None:
        self.role = role

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return self.role.metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            # completion runs no file
            python = not (ctx and (ctx.resilient_parsing or ctx.params.get("no_run")))
            return ValueReader(python=python).read(self.role, value)
        except LrplotError as error:
            from lrplot.cli import slips

            self.fail(f"{error}{slips.again(self.role, value, param)}", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from lrplot.cli import completing

        return completing.of_value(self.role, incomplete)


class Word(TextType):
    """A word: it stays text until all options are known."""

    name = "WORD"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from lrplot.cli import completing

        return completing.of_word(incomplete)


class FileName(TextType):
    """The name of a file."""

    name = "FILE"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="file")]
