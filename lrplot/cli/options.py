"""Makes click's options from the roles of settings, requests and schedules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import click

from lrplot.catalogue import Entry, Param
from lrplot.cli.completed import Completed
from lrplot.cli.types import FileName, Value, Word
from lrplot.errors import LrplotError
from lrplot.parameters import Flag, NoEffect, Number, Role, TextList, roles_of
from lrplot.plots.settings import Settings, spelled
from lrplot.specs.asking import shared
from lrplot.specs.clock import CLOCK, Clock
from lrplot.specs.lets import Sizes
from lrplot.specs.odd import warn_of
from lrplot.specs.request import OPEN_RATE, Request, expressing
from lrplot.specs.spec import Spec
from lrplot.specs.sweep import sweep
from lrplot.specs.whose import whose
from lrplot.writers import formats

OF_ROWS = ("tsv", "md")
"""Formats that only rows of chosen steps have."""

EVERY = Number("every", "One in so many steps.", low=1, whole=True, meta="N")


def of_plot(taken: Collection[str] = ()) -> list[click.Parameter]:
    """Return the options of every command that draws, beside parameters that are `taken`."""
    options: list[click.Parameter] = [
        click.Option(
            ["-o", *_names("output", taken)], multiple=True, type=FileName(),
            help="Where to write; the suffix says the format; - is standard output.",
        ),
        click.Option(
            _names("format", taken), type=click.Choice([*formats(), *OF_ROWS]),
            help="The format of standard output; text draws in letters, image on a terminal.",
        ),
        click.Option(
            _names("at", taken), multiple=True, metavar="STEP,…", type=Completed("of_step"),
            help="Print the rates at these steps: 0,99,peak,warmup-end,half,10%,3ep; "
            "-1 is the last of each curve.",
        ),
        click.Option(
            _names("every", taken), type=Value(EVERY), multiple=True, callback=once,
            help="Print the rates at one in so many steps.",
        ),
        click.Option(
            _names("allow_python", taken), is_flag=True,
            help="Let YAML files name Python files that have to be run.",
        ),
        click.Option(
            _names("no_run", taken), is_flag=True, is_eager=True,
            help="Read Python files, and refuse what would have to be run.",
        ),
        click.Option(
            _names("allow_outside", taken), is_flag=True,
            help="Let files write and include what is outside their folder and the working folder.",
        ),
        click.Option(
            _names("let", taken), multiple=True, metavar="NAME=VALUE", type=Completed("of_let"),
            help="What a script, or a word, does not say: --let 'len(loader)=1250'.",
        ),
        click.Option(
            _names("set", taken), multiple=True, metavar="KEY=VALUE", type=Completed("of_key"),
            help="A key of a configuration, in place of what it has there.",
        ),
        click.Option(
            ["as_format", "--as"], metavar="FORMAT", type=Completed("of_format"),
            help="Which format a configuration has, where its keys do not decide.",
        ),
        click.Option(
            _names("strict", taken), is_flag=True,
            help="Take a warning for an error: exit with 1, write no file.",
        ),
    ]  # fmt: skip
    sizes = [_setting(name, role, taken, True) for name, role in roles_of(Sizes).items()]
    return options + sizes + [setting(name, taken) for name in roles_of(Settings)]


def unspelled(given: Mapping[str, Any], taken: Collection[str]) -> dict[str, Any]:
    """Return what is given for every plot by its usual names."""
    usual = [str(param.name) for param in (words(), show_words(), *of_plot())]
    return {name: given[spelled(name, taken)] for name in usual}


def _names(name: str, taken: Collection[str]) -> list[str]:
    """Return the names of an option: that of its value, and its flag."""
    if name in taken:
        name = spelled(name, taken)
    return [name, f"--{name.replace('_', '-')}"]


def setting(name: str, taken: Collection[str]) -> click.Option:
    """Return the option of a setting of plots, beside parameters that are `taken`."""
    return _setting(name, roles_of(Settings)[name], taken)


def _setting(name: str, role: Role, taken: Collection[str], denied: bool = False) -> click.Option:
    """Return the option of a value that is given at most once; a flag may be `denied`."""
    names = _names(name, taken)
    if isinstance(role, Flag):
        names[1] += f"/--no-{names[1][2:]}" * denied
        return click.Option(names, is_flag=True, default=None, help=role.help)
    # multiple: given twice, it is refused rather than the first one lost
    given = together if isinstance(role, TextList) else once
    return click.Option(names, type=Value(role), multiple=True, help=role.help, callback=given)


def once(ctx: click.Context, param: click.Parameter, values: Any) -> Any:
    """Return the value of an option that is given at most once."""
    if len(values or ()) > 1:
        raise LrplotError(f"{param.opts[-1]} is given twice")
    return values[0] if values else None


def together(ctx: click.Context, param: click.Parameter, values: Any) -> Any:
    """Return the value of an option that has a list, of which each time may give a part."""
    return tuple(one for part in values or () for one in part) or None


def taken(entry: Entry[...]) -> set[str]:
    """Return the names of a schedule's parameters, as click has them: lower case."""
    return {param.key.lower() for param in entry.params}


def of_request() -> list[click.Parameter]:
    """Return an option for each value of a request to every schedule."""
    return [_asking(name, role) for name, role in roles_of(Request).items()]


def asking(entry: Entry[...]) -> list[click.Parameter]:
    """Return the same for one schedule, but for those that its own parameters are called by.

    What it cannot express is refused with the reason, and no help for it.
    """
    return [
        _asking(name, role, hidden=not expressing(entry, name))
        for name, role in shared(entry).items()
    ]


def _asking(name: str, role: Role, hidden: bool = False) -> click.Option:
    return click.Option(
        [f"--{name.replace('_', '-')}"],
        type=Value(role),
        help=role.help,
        multiple=True,
        hidden=hidden,
    )


def show_words(taken: Collection[str] = ()) -> click.Option:
    """Return the option that prints what to paste into a training script."""
    return click.Option(
        _names("show_words", taken), is_flag=True,
        help="Print each schedule as the constructor to paste into a training script.",
    )  # fmt: skip


def words(metavar: str = "[WORD]...", taken: Collection[str] = ()) -> click.Argument:
    """Return the argument that takes words."""
    return click.Argument([spelled("words", taken)], nargs=-1, type=Word(), metavar=metavar)


def of_schedule(entry: Entry[...]) -> list[click.Parameter]:
    """Return an option for each parameter of a schedule; each may be given again."""
    return [_option(param, role) for param in entry.params if (role := _read(param))]


def _read(param: Param) -> Role | None:
    """Return what a parameter is read as; None where nothing that is drawn depends on it."""
    return param.role.value if isinstance(param.role, NoEffect) else param.role


def _option(param: Param, role: Role) -> click.Option:
    flag = f"--{param.key.replace('_', '-')}"
    default = "" if param.required or param.default is None else role.text(param.default)
    help = param.role.help + (f" [default: {default}]" if default else "")
    if isinstance(role, Flag):
        option = click.Option([f"{flag}/--no-{flag[2:]}"], default=None, help=help)
        # click has no repeated flags; its parser does
        option.multiple = True
        return option
    return click.Option([flag], type=Value(role), multiple=True, help=help)


def swept(
    called: str, entry: Entry[...], given: dict[str, Any], base: Mapping[str, Any] | None = None
) -> list[Spec]:
    """Return the schedules that a command's options ask for, and take these out of `given`.

    The options are those of `entry`; `called` is the name that was typed, if one.
    """
    clock = Clock(*(given.get(spelled(name, taken(entry))) for name in CLOCK))
    options = {name: [value] for name, value in (base or {}).items()}
    beside: dict[str, Any] = {}
    for param in entry.params:
        values = given.pop(param.key.lower(), ())
        if values and isinstance(param.role, NoEffect):
            if len(values) > 1:
                raise LrplotError(f"{param.key}: what does not move the rate is given once")
            (beside[param.name],) = values
        elif values:
            options[param.name] = list(values)
    for name in shared(entry):
        if values := given.pop(name, ()):
            options[name] = list(values)
    request = Request(clock=clock)
    meant = whose(called, entry, options, request) if called else (entry, options)
    specs = sweep(*meant, request=request, said=beside)
    for spec in specs:
        warn_of(spec)
    return specs


def base() -> click.Option:
    """Return the option of the rate that words with an open optimizer take."""
    return click.Option(["--lr"], type=Value(OPEN_RATE), help=OPEN_RATE.help, multiple=True)
