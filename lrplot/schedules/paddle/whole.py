"""Parameters that Paddle wants as a Python int."""

from __future__ import annotations

from typing import Annotated, Any

from lrplot.parameters import Number


def _steps(name: str, help: str, **bounds: Any) -> Number:
    return Number(
        name, help, **{"low": 1, "whole": True, "meta": "STEPS", "sample": 4000, **bounds}
    )


Warmup = Annotated[int, _steps("warmup", "how many steps the rate rises for, at least one")]
DecayLength = Annotated[
    int, _steps("decay length", "how many steps it decays for, warmup not counted")
]
Period = Annotated[int, _steps("period", "how many steps one cycle lasts")]
Total = Annotated[int, _steps("total", "how many steps in all, warmup included", sample=40_000)]
