"""The shared vocabulary of parameters: Peak, Warmup, Total and the like.

A role reads and checks a value, and says what it is in help texts and in the JSON Schema.
In a signature it is the parameter's type: `warmup_steps: Warmup = 4000`. Its `name` is the
meaning that frameworks share: by it one request reaches every framework's own parameter.
"""

from __future__ import annotations

from typing import Annotated, Any

from lrplot.parameters.lists import Numbers
from lrplot.parameters.optimizer import OptimizerRate
from lrplot.parameters.role import like
from lrplot.parameters.scalars import Choice, Flag, NoEffect, Number


def _rate(name: str, help: str, **bounds: Any) -> Number:
    return Number(name, help, **{"low": 0.0, "sample": 0.001, **bounds})


def _ratio(name: str, help: str, **bounds: Any) -> Number:
    return Number(name, help, **{"low": 0.0, "sample": 0.5, **bounds})


def _steps(name: str, help: str, **bounds: Any) -> Number:
    return Number(name, help, **{"low": 0.0, "meta": "STEPS", "sample": 4000, **bounds})


Optimizer = Annotated[
    float,
    OptimizerRate(
        "base",
        "the optimizer's own rate, which the schedule scales",
        _rate("base", "the optimizer's own rate", sample=0.1),
    ),
]
Peak = Annotated[float, _rate("peak", "the highest rate, by which the whole curve is scaled")]
Start = Annotated[float, _rate("start", "the rate at step 0", sample=1e-4)]
End = Annotated[float, _rate("end", "the rate that it ends at", sample=1e-5)]
Rate = Annotated[float, _rate("rate", "a learning rate")]
EndRatio = Annotated[float, _ratio("end ratio", "the end as a fraction of the peak")]
StartRatio = Annotated[float, _ratio("start ratio", "the start as a fraction of the peak")]
Divisor = Annotated[float, _ratio("divisor", "what a rate is divided by", above=True)]
StartDivisor = Annotated[
    float, _ratio("start divisor", "what the peak is divided by to give the start", above=True)
]
EndDivisor = Annotated[
    float, _ratio("end divisor", "what the start is divided by to give the end", above=True)
]
Factor = Annotated[float, _ratio("factor", "what the rate is multiplied by")]
Scale = Annotated[float, _ratio("scale", "a factor on the whole curve")]
Growth = Annotated[float, _ratio("decay rate", "what is left of the rate after each decay length")]
Pace = Annotated[float, _ratio("decay rate", "how fast it falls; 0 keeps it level")]
Exponent = Annotated[float, _ratio("power", "the exponent of the curve")]
Stretch = Annotated[
    float, _ratio("stretch", "how much longer each cycle is than the last", above=True)
]
Fraction = Annotated[float, _ratio("fraction", "a part of the whole, from 0 to 1", high=1.0)]

Warmup = Annotated[float, _steps("warmup", "how many steps the rate rises for")]
WarmupLength = Annotated[
    float, _steps("warmup", "how many steps the rate rises for, at least one", above=True)
]
WarmupFraction = Annotated[
    float, _ratio("warmup fraction", "the part of the total that the warmup takes", high=1.0)
]
Cooldown = Annotated[float, _steps("cooldown", "how many steps at the end the rate falls for")]
CooldownFraction = Annotated[
    float, _ratio("cooldown fraction", "the part of the total that the cooldown takes", high=1.0)
]
Plateau = Annotated[float, _steps("plateau", "how many steps the rate stays at its peak")]
Length = Annotated[float, _steps("length", "how many steps it lasts")]
DecayLength = Annotated[
    float, _steps("decay length", "how many steps it decays for, warmup not counted", above=True)
]
DecaySteps = Annotated[
    float, _steps("decay length", "how many steps it decays for, warmup not counted; maybe none")
]
Period = Annotated[float, _steps("period", "how many steps one cycle lasts", above=True)]
Timescale = Annotated[
    float, _steps("timescale", "over how many steps the decay happens once", above=True)
]
Total = Annotated[
    float, _steps("total", "how many steps in all, warmup included", above=True, sample=40_000)
]
DecayEnd = Annotated[
    float,
    _steps("decay end", "the step at which the decay ends", above=True, sample=40_000),
]
At = Annotated[float, _steps("step", "a step number")]
Boundaries = Annotated[
    tuple[float, ...],
    Numbers(
        "boundaries",
        "the steps where the rate changes",
        _steps("step", "a step number"),
        (10_000, 20_000),
    ),
]
Joints = Annotated[
    tuple[float, ...],
    Numbers(
        "joints",
        "the steps where the next schedule begins",
        _steps("step", "a step number"),
        (10_000,),
    ),
]
Rates = Annotated[
    tuple[float, ...],
    Numbers(
        "rates",
        "the rates between the boundaries",
        _rate("rate", "a learning rate"),
        (0.001, 0.0005, 0.0001),
    ),
]
ModelSize = Annotated[
    float, Number("model size", "the width of the model", low=0.0, above=True, sample=128)
]
Times = Annotated[int, Number("times", "how often", low=1, whole=True, sample=3)]
PerEpoch = Annotated[
    int,
    Number("steps per epoch", "how many updates an epoch has", low=1, whole=True, sample=1000),
]
Cycles = Annotated[float, Number("cycles", "how many cycles there are", low=0.0, sample=3)]
Anneal = Annotated[str, Choice("annealing", "the shape of each phase", ("cos", "linear"))]
Staircase = Annotated[bool, Flag("stairs", "whether it falls in steps, not smoothly")]
Switch = Annotated[bool, Flag("switch", "whether it is so")]
Unused = Annotated[object, NoEffect("unused", "has no effect on the curve")]
Momentum = Annotated[
    float,
    NoEffect("momentum", "moves the momentum, not the rate", _ratio("momentum", "the momentum")),
]
CycleMomentum = Annotated[
    bool,
    NoEffect("momentum", "moves the momentum, not the rate", Flag("switch", "whether it is so")),
]
Verbose = Annotated[object, NoEffect("verbose", "prints the rate, and does not move it")]

# the same with other bounds
BoundedStretch = Annotated[float, like(Stretch, high=1e6, above=False, sample=2)]
WarmupCount = Annotated[int, like(Warmup, low=0, whole=True)]
PeriodCount = Annotated[int, like(Period, low=1, above=False, whole=True)]
TotalCount = Annotated[int, like(Total, low=1, above=False, whole=True)]
FactorsAt = Annotated[
    tuple[float, ...],
    Numbers(
        "factors",
        "the factors at the boundaries; before the first it is 1",
        like(Factor, sample=0.1),
        (0.1,),
    ),
]
