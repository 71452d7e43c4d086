"""`Options`: what `compare` and `plot` take by name, for type checkers and editors.

They read no roles: the names stand here again, and a test holds them and their types to the roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from lrplot.arithmetic.steps import Range, Stretch

Said = Mapping[str, Any] | Iterable[str] | str
"""What `let` and `set` take: `{"len(loader)": 1250}`, or `["len(loader)=1250"]`."""

Number = float | str
"""A number, or a text that is one: `3e-4`, `"10k"`, `"5%"`."""

Swept = Number | Sequence[Number]
"""A number, or several of them for a sweep."""


class Options(TypedDict, total=False):
    """The options of the command line, with `_` for `-`."""

    lr: Swept | None
    peak_lr: Swept | None
    start_lr: Swept | None
    end_lr: Swept | None
    warmup_steps: Swept | None
    cooldown_steps: Swept | None
    total_steps: Swept | None

    dataset_size: Number | None
    epochs: Number | None
    batch_size: Number | None
    grad_accum: Number | None
    gpus: Number | None
    drop_last: bool | None

    steps: Range | Stretch | Number | None
    title: str | None
    xlabel: str | None
    ylabel: str | None
    log_x: bool | None
    log_y: bool | None
    xlim: tuple[float, float] | str | None
    ylim: tuple[float, float] | str | None
    steps_per_epoch: Number | None
    x: str | None
    interval: str | None
    also: str | Sequence[str] | None
    legend: str | None
    look: str | None
    size: tuple[float, float] | str | None
    mathtext: bool | None
    outline_text: bool | None
    dpi: Number | None

    allow_python: bool
    no_run: bool
    allow_outside: bool
    as_format: str | None
    output: Iterable[str]


class AllOptions(Options, total=False):
    """These, and what is said of scripts and configurations."""

    let: Said
    set: Said
