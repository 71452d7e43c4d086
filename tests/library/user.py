"""A file of a user's, in which mypy finds nothing wrong, nor pyright: `make typed`."""

import warnings
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

import lrplot

warnings.simplefilter("ignore", lrplot.RateWarning)
version: str = lrplot.__version__

spec: lrplot.Spec = lrplot.read("noam:d_model=256")
noam: lrplot.Schedule = spec.schedule()
rate: float = noam(4000)
rates: NDArray[np.float64] = noam([0, 4000, 8000])
more: NDArray[np.float64] = noam(np.arange(10))
edges: NDArray[np.float64] = noam.breakpoints([0, 40_000])
step, highest = lrplot.peak(noam, lrplot.Range(0, 40_000))
both: lrplot.Schedule = noam * noam + noam

curve = lrplot.sample("noam", noam, lrplot.Range(0, 10**12))
curves: list[lrplot.Curve] = [curve, *lrplot.compare("cosine").curves]

figure: Figure = lrplot.plot("cosine", spec, noam, steps="40k", peak_lr=[1e-3, 3e-4])
lrplot.draw(Figure().add_subplot(), curves, lrplot.Settings(title="Mine"))

plan: lrplot.Plan = lrplot.compare(
    Path("train.yaml") if version == "" else "cosine", let={"n": 1} if version == "" else {}
)
sized: lrplot.Plan = lrplot.compare(
    "cosine", steps=100, log_y=True, size=(6.4, 4.0), also=[], legend="outside", lr=None, dpi=150
)
# a slip is seen before anything runs
if version == "":
    lrplot.compare("cosine", stpes=100)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    lrplot.plot("cosine", log_y="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
table: dict[str, NDArray[np.generic]] = plan.arrays(every=10)


try:
    lrplot.read("no such thing")
except lrplot.LrplotError as error:
    message: str = str(error)
