"""What will the learning rate be at every step? Schedules as values, plots and tables.

>>> import lrplot
>>> noam = lrplot.read("noam:d_model=128").schedule()
>>> print(f"{noam(4000):.6f}")
0.001398
"""

from lrplot.curve import Curve, every, peak, sample
from lrplot.errors import LrplotError
from lrplot.grammar import read
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.spec import Spec
from lrplot.steps import Range
from lrplot.writers.figure import draw

__all__ = [
    "Curve",
    "LrplotError",
    "Range",
    "Schedule",
    "Spec",
    "draw",
    "every",
    "peak",
    "read",
    "sample",
    "schedule",
]
