"""Says in one line what is wrong with an option, and what was meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from lrplot.errors import LrplotError, one_of
from lrplot.parameters import Role

OTHERS = {
    **dict.fromkeys(("--width", "--height", "--figsize", "--figure-size"), "--size WIDTHxHEIGHT"),
    **dict.fromkeys(("--label", "--labels", "--name", "--names"), "LABEL=WORD"),
}
"""What other options of pictures are called here."""


def message(error: click.ClickException, args: Sequence[str]) -> str:
    """Return what is wrong with `args`; click's own words are others in each version."""
    if not isinstance(error, click.NoSuchOption):
        return error.format_message()
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    hidden = {name for param in params if getattr(param, "hidden", False) for name in param.opts}
    known = {name for param in params for name in param.opts} - hidden
    meant = _meant(error.option_name, args, known)
    possible = [n for n in error.possibilities or () if n not in hidden]
    if meant is not None:
        possible = [meant] if meant else []
    near = one_of(map(repr, possible)) if possible else ""
    return f"No such option {error.option_name!r}.{f' Did you mean {near}?' if near else ''}"


def _meant(option: str, args: Sequence[str], known: Collection[str]) -> str | None:
    """Return what asks for the same as an option that people call so, empty where nothing does.

    None for what is no such name.
    """
    from lrplot.specs import slips

    if option in OTHERS:
        return OTHERS[option]
    if not (slip := slips.meant(option, _value(option, args))):
        return None
    flag, text = f"--{slip[0].replace('_', '-')}", slip[1]
    if flag not in known and slip[0] == "total_steps":
        flag = "--steps"
    if flag not in known:
        return ""
    epoch = "--steps-per-epoch"
    asks = f" {epoch} N" if text.endswith("ep") and not _given(epoch, args) else ""
    return f"{flag}{' ' * bool(text)}{text}{asks}"


def _given(option: str, args: Sequence[str]) -> bool:
    return any(arg.partition("=")[0] == option for arg in args)


def _value(option: str, args: Sequence[str]) -> str:
    """Return what is given behind an option."""
    for arg, after in zip(args, [*args[1:], ""], strict=True):
        name, equals, value = arg.partition("=")
        if name == option:
            return value if equals else after
    return ""


def again(role: Role, text: str, param: click.Parameter | None) -> str:
    """Return how to give several values, where a text lists some for an option that takes one."""
    parts = text.split(",")
    if param is None or param.callback or len(parts) == 1:
        return ""
    for part in parts:
        try:
            role.read(part)
        except LrplotError:
            return ""
    typed = " ".join(f"{param.opts[-1]} {part.strip()}" for part in parts)
    return f"; an option given again is a sweep: {typed}"
