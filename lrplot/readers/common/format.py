"""`Format`: what a module says of one format of training configurations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from lrplot.readers.common.data import Data
from lrplot.readers.common.keys import Keys
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.lets import Sizes
from lrplot.specs.origin import Unsaid


@dataclass(frozen=True)
class Rate:
    """A rate that a training uses: the constructor that gives it, and how it is stepped."""

    word: str
    label: str = ""
    """What it is the rate of, where a training has several: a parameter group."""
    pace: Pace | Beats | None = None
    """How it is stepped, where that is not once an update."""
    others: Mapping[str, str | Unsaid] = field(default_factory=dict)
    """What else its optimizer has, stepped as the rate: momentum, beta1, weight_decay."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of the file that say the constructor's parameters, where these may be wrong."""


@dataclass(frozen=True)
class Training:
    """What a configuration trains with, and how long."""

    rates: tuple[Rate, ...]
    updates: int
    """How many updates are made in all."""
    epoch: float | None = None
    """How many of them an epoch has, where that is known."""


@dataclass(frozen=True)
class Format:
    """`FORMAT` in a module of `configs`, which is found by being there."""

    name: str
    """What `--as` calls it."""
    what: str
    """What such a file is, as a message says it."""
    fits: Callable[[Data], str]
    """Says by which keys a file is one of these; nothing for another file."""
    read: Callable[[Keys], Training]
    """Says what it trains with; what it has looked up stays as it is, as it may be read again."""
    whole: Callable[[Data, Sizes], tuple[Mapping[str, Any], Collection[str]]] | None = None
    """Puts a file together with those that it includes, before options change anything.

    It returns that, and which of the options' changes chose a file, and so are no values.
    """
    flags: Mapping[str, str] = field(default_factory=dict)
    """The keys that options stand for: `{"epochs": "num_train_epochs"}` lets --epochs be it."""
    once: bool = False
    """Whether its program refuses a key that is given twice, as OmegaConf does."""
    marks: Collection[str] = ()
    """Keys that decide, where `fits` looks for them in values that it makes anew."""
    texts: Collection[str] = ()
    """How keys begin whose text its program leaves text, so that "3e-4" is no number.

    All others it makes numbers of, as argparse, pydantic and structured configurations do.
    """
    bare: bool = False
    """Whether its program takes a bare 3e-4 in YAML for a number, as OmegaConf and jsonargparse."""
    wholes: Collection[str] = ()
    """How keys begin where its program takes 100 and refuses 100.0, and 1e2 with it."""
    null: Collection[str] = ()
    """Keys whose null its program takes for their default."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Formats that a file of this one completes if it stands after theirs, and under which key."""
