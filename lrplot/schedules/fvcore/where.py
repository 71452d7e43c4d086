"""`where`, the fraction of training done, on which fvcore's schedulers run."""

from __future__ import annotations

from lrplot.pieces import Rescale, Schedule

EARLY = 1e-6
"""By so much of the training fvcore lets every boundary act early (`WHERE_EPSILON`)."""


def over(of: Schedule, max_iter: float) -> Schedule:
    """Return a schedule over `where`, drawn over the updates."""
    return Rescale(of, max_iter, limit=1.0)
