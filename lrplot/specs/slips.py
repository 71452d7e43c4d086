"""What people call the values of a request: `--warmup-ratio 0.1` is `--warmup-steps 10%`."""

from __future__ import annotations

import re
from collections.abc import Collection

from lrplot import errors
from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown

RATES = {
    "peak_lr": "lr learning_rate rate peak peak_learning_rate max_lr max_learning_rate lr_max "
    "base_lr base_learning_rate init_lr initial_lr initial_learning_rate",
    "start_lr": "start start_learning_rate warmup_start_lr warmup_init_lr warmup_lr_init warmup_lr",
    "end_lr": "end end_learning_rate min_lr min_learning_rate lr_min eta_min final_lr lr_end floor "
    "final_learning_rate",
}
"""Other names of each rate."""

LENGTHS = {
    "warmup_steps": "warmup warm_up lr_warmup",
    "cooldown_steps": "cooldown cool_down warmdown",
    "total_steps": "total train training max t_max",
}
"""Other names of each length, which may have a unit behind them."""

PART = ("ratio", "fraction", "frac", "proportion", "percent", "percentage", "pct", "part", "share")
EPOCHS = ("epochs", "epoch")
STEPS = ("steps", "step", "iters", "iter", "iterations", "updates")
"""Units of a length."""

_names = {name: own for own, names in (RATES | LENGTHS).items() for name in names.split()}


def meant(name: str, value: str = "") -> tuple[str, str] | None:
    """Return the value of a request that a name means, and the text that says the same there.

    The text is empty where none is needed: it would be what was given.
    """
    name = re.sub(r"[-_ ]+", "_", name.lower()).strip("_")
    name = re.sub(r"^(num|n)_", "", name)
    if name in _names:
        return _names[name], percent(value) if _names[name] in LENGTHS else ""
    base, _, unit = name.rpartition("_")
    own = _names.get(base) if base else "total_steps"
    if own not in LENGTHS:
        return None
    if unit in PART and base:
        return own, percent(value) or ("10%" if not _number(value) else f"{value}%")
    if unit in EPOCHS:
        return own, f"{value or 3}ep"
    return (own, percent(value)) if unit in STEPS else None


def unknown(
    kind: str,
    name: str,
    value: object,
    known: Collection[str],
    otherwise: str = "",
    equals: str = "=",
) -> LrplotError:
    """Return the error for a name that is not known: it may be another for a value of a request."""
    slip = meant(name, str(value) if isinstance(value, str | int | float) else "")
    if slip is None or slip[0] not in known:
        return errors.unknown(kind, name, known, otherwise)
    said = equals.join(filter(None, slip))
    return LrplotError(f"no {kind} {shown(name)}; did you mean {said}?")


def part(name: str) -> bool:
    """Tell whether a name is that of a part of the whole."""
    return re.split(r"[-_]", name.lower())[-1] in PART


def percent(text: str) -> str:
    """Return a number between 0 and 1 as a part of the whole, `10%`; empty for another."""
    value = _number(text)
    return f"{100 * value:.10g}%" if 0 < value < 1 else ""


def _number(text: str) -> float:
    try:
        return numbers.number(text)
    except LrplotError:
        return 0.0
