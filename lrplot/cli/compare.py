"""The command `lrplot compare`, which draws several schedules over each other."""

from __future__ import annotations

from typing import Any

import click

from lrplot.cli.command import Command


def _compare(**given: Any) -> None:
    """Draw several schedules over each other.

    A WORD is a name, name:key=value,…, a pasted constructor, FILE.py:NAME, or a YAML file;
    LABEL=WORD names its curve.

    \b
        lrplot compare cosine exp:decay_rate=0.8 'CosineDecay(0.001, 8000)' -o fig.svg

    What --peak-lr and the like ask for is given to every WORD, each in its framework's own
    parameters, where the WORD does not say it itself; given again, it is a sweep.
    """
    from lrplot.cli import draw

    draw.draw("compare", [], given)


def _params() -> list[click.Parameter]:
    from lrplot.cli import options

    asked = [options.base(), *options.of_request(), options.show_words()]
    return [options.words("WORD..."), *asked, *options.of_plot()]


command = Command("compare", make_params=_params, callback=_compare, help=_compare.__doc__)
