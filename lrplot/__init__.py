"""What will the learning rate be at every step? Schedules as values, plots and tables.

>>> import lrplot
>>> noam = lrplot.read("noam:d_model=128").schedule()
>>> print(f"{noam(4000):.6f}")
0.001398
"""

from importlib import import_module
from typing import Any

# what a library user imports, and where it is: found when it is asked for, so that the command
# line loads no more than it needs
_PLACES = {
    "plot.sampling": ["Curve", "every", "peak", "sample"],
    "errors": ["LrplotError"],
    "specs.grammar": ["read"],
    "pieces.schedule": ["Schedule"],
    "catalogue.entry": ["schedule"],
    "specs.spec": ["Spec"],
    "arithmetic.steps": ["Range"],
    "writers.figure.draw": ["draw"],
}
__all__ = sorted(name for names in _PLACES.values() for name in names)


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"lrplot.{module}"), name)
    raise AttributeError(f"module 'lrplot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
