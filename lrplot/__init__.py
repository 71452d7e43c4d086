"""What will the learning rate be at every step? Schedules as values, plots and tables.

>>> import lrplot
>>> noam = lrplot.read("noam:d_model=128").schedule()
>>> print(f"{noam(4000):.6f}")
0.001398
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrplot.adapters import keras as keras, optax as optax, torch as torch
    from lrplot.arithmetic.steps import Range as Range
    from lrplot.catalogue.decorator import schedule as schedule
    from lrplot.catalogue.entry import Entry as Entry
    from lrplot.errors import (
        LrplotError as LrplotError,
        LrplotWarning as LrplotWarning,
        RateWarning as RateWarning,
    )
    from lrplot.pieces.schedule import Schedule as Schedule
    from lrplot.plots.plan import Plan as Plan
    from lrplot.plots.sampling import Curve as Curve, every as every, peak as peak, sample as sample
    from lrplot.plots.settings import Settings as Settings
    from lrplot.readers.comparing import compare as compare, plot as plot
    from lrplot.readers.words import plan as plan
    from lrplot.specs.grammar import read as read
    from lrplot.specs.request import Request as Request
    from lrplot.specs.spec import Spec as Spec
    from lrplot.writers.figure.draw import draw as draw
    from lrplot.writers.output import write as write

__version__ = "0.1.0"

# where each is: found when it is asked for, so that the command line loads no more than it needs
_PLACES = {
    "Curve": "plots.sampling",
    "Entry": "catalogue.entry",
    "LrplotError": "errors",
    "LrplotWarning": "errors",
    "Plan": "plots.plan",
    "RateWarning": "errors",
    "Range": "arithmetic.steps",
    "Request": "specs.request",
    "Schedule": "pieces.schedule",
    "Settings": "plots.settings",
    "Spec": "specs.spec",
    "compare": "readers.comparing",
    "draw": "writers.figure.draw",
    "every": "plots.sampling",
    "keras": "adapters",
    "optax": "adapters",
    "peak": "plots.sampling",
    "plan": "readers.words",
    "plot": "readers.comparing",
    "read": "specs.grammar",
    "sample": "plots.sampling",
    "schedule": "catalogue.decorator",
    "torch": "adapters",
    "write": "writers.output",
}
# `from lrplot import *` leaves the frameworks' own modules where they are
__all__ = [*(name for name, place in _PLACES.items() if place != "adapters"), "__version__"]


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"lrplot.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'lrplot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(_PLACES)
