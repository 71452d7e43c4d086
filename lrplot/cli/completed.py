"""Text on the command line that a shell may complete; it costs a command nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    TextType = click.ParamType[str]
else:
    # click's older versions have no brackets here
    TextType = click.ParamType


class Completed(TextType):
    """Text that a function of `completing` knows how to complete."""

    name = "text"

    def __init__(self, how: str) -> None:
        self.how = how

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from lrplot.cli import completing

        found: list[CompletionItem] = getattr(completing, self.how)(ctx, incomplete)
        return found
