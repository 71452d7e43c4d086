"""Reads looks that are somebody else's, and answers for what matplotlib says of them."""

from __future__ import annotations

import contextlib
import logging
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from lrplot.errors import LrplotError, one_of, shown, unknown, where
from lrplot.parameters import Number, Pair, roles_of
from lrplot.parameters.files import opened
from lrplot.plots.settings import Settings

LARGEST = 100_000
"""The most bytes a style sheet may have."""

SIZE, DPI = cast(Pair, roles_of(Settings)["size"]), cast(Number, roles_of(Settings)["dpi"])
POINTS = 72.0


class _Heard(logging.Handler):
    """Keeps what matplotlib logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # `check` tells a font that is not there from one of many
        if not record.name.endswith("font_manager"):
            self.said.append(record.getMessage())


@contextlib.contextmanager
def named(name: str) -> Iterator[None]:
    """Make one line that names the look of whatever matplotlib raises, warns of or logs."""
    log, heard = logging.getLogger("matplotlib"), _Heard()
    propagated = log.propagate
    log.addHandler(heard)
    log.propagate = False
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", PendingDeprecationWarning)
            yield
        said = [*heard.said, *(str(warning.message) for warning in warned)]
        if said:
            raise LrplotError(f"{name}: {_first(said[0])}")
    except LrplotError:
        raise
    except Exception as error:
        text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        raise LrplotError(f"{name}: {_first(text) or type(error).__name__}") from error
    finally:
        log.removeHandler(heard)
        log.propagate = propagated


def _first(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def read(name: str, own: Sequence[str]) -> Any:
    """Return what a style sheet, or a style of matplotlib's, sets; `own` are other names."""
    import matplotlib

    path = Path(name).expanduser()
    if path.suffix == ".mplstyle":
        with where(name), opened(path, LARGEST):
            return matplotlib.rc_params_from_file(
                path, fail_on_error=True, use_default_template=False
            )
    from matplotlib import style

    if name not in style.library:
        known = f"it is {one_of(own)}, a style of matplotlib's or an .mplstyle file"
        raise unknown("look", name, [*own, *style.available], known)
    return style.library[name]


def check(look: Mapping[str, Any]) -> None:
    """Refuse sizes that no picture has, a map of colours and fonts that are not there."""
    import matplotlib
    from matplotlib.font_manager import FontProperties, findfont

    rc = matplotlib.rcParams
    for key, value in look.items():
        _check(key, value)
    if rc["image.cmap"] not in matplotlib.colormaps:
        raise LrplotError(f"image.cmap: there is no {shown(rc['image.cmap'])}")
    for family in rc["font.family"]:
        with contextlib.suppress(ValueError):
            findfont(FontProperties(family=[family]), fallback_to_default=False)
            return
    raise LrplotError(f"font.family: no font {one_of(rc['font.family'])} is installed")


def _check(key: str, value: Any) -> None:
    if key == "path.effects" and value:
        raise LrplotError(f"{key}: only Python can say one, no style sheet; leave it out")
    low, high = -math.inf, math.inf
    if key == "figure.figsize":
        low, high = SIZE.low, SIZE.high
    elif key == "figure.dpi":
        low, high = DPI.low, DPI.high
    elif re.search(r"(size|width|pad|pad_inches)$", key):
        low, high = -SIZE.high * POINTS, SIZE.high * POINTS
    for number in value if isinstance(value, Sequence) else [value]:
        if isinstance(number, int | float) and not (low <= number <= high and abs(number) < 1e9):
            bounds = f"from {low:g} to {high:g}" if math.isfinite(low) else "a finite number"
            raise LrplotError(f"{key}: must be {bounds}, not {number}")
