"""The one exception for what a user can put right, and what its messages are made of."""

from lrplot.errors.did_you_mean import nearest, one_of, unknown
from lrplot.errors.error import (
    LrplotError,
    LrplotWarning,
    RateWarning,
    RunNotice,
    note,
    warn,
    where,
)
from lrplot.errors.quoting import one_line, printable, shown, written

__all__ = [
    "LrplotError",
    "LrplotWarning",
    "RateWarning",
    "RunNotice",
    "nearest",
    "note",
    "one_line",
    "one_of",
    "printable",
    "shown",
    "unknown",
    "warn",
    "where",
    "written",
]
