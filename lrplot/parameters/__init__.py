"""The types of parameters: what each means, and how it reads, checks and writes its value.

What most schedules have is imported at once; the rest when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lrplot.parameters.lists import (
    Numbers as Numbers,
    Pair as Pair,
    Pairs as Pairs,
    Steps as Steps,
    TextList as TextList,
)
from lrplot.parameters.optimizer import (
    OptimizerOption as OptimizerOption,
    OptimizerRate as OptimizerRate,
)
from lrplot.parameters.role import (
    Json as Json,
    Role as Role,
    like as like,
    plain as plain,
    roles_of as roles_of,
)
from lrplot.parameters.roles import (
    Anneal as Anneal,
    At as At,
    Boundaries as Boundaries,
    BoundedStretch as BoundedStretch,
    Cooldown as Cooldown,
    CooldownFraction as CooldownFraction,
    CycleMomentum as CycleMomentum,
    Cycles as Cycles,
    DecayEnd as DecayEnd,
    DecayLength as DecayLength,
    DecaySteps as DecaySteps,
    Divisor as Divisor,
    End as End,
    EndDivisor as EndDivisor,
    EndRatio as EndRatio,
    Exponent as Exponent,
    Factor as Factor,
    FactorsAt as FactorsAt,
    Fraction as Fraction,
    Growth as Growth,
    Joints as Joints,
    Length as Length,
    ModelSize as ModelSize,
    Momentum as Momentum,
    Optimizer as Optimizer,
    Pace as Pace,
    Peak as Peak,
    PerEpoch as PerEpoch,
    Period as Period,
    PeriodCount as PeriodCount,
    Plateau as Plateau,
    Rate as Rate,
    Rates as Rates,
    Scale as Scale,
    Staircase as Staircase,
    Start as Start,
    StartDivisor as StartDivisor,
    StartRatio as StartRatio,
    Stretch as Stretch,
    Switch as Switch,
    Times as Times,
    Timescale as Timescale,
    Total as Total,
    TotalCount as TotalCount,
    Unused as Unused,
    Verbose as Verbose,
    Warmup as Warmup,
    WarmupCount as WarmupCount,
    WarmupFraction as WarmupFraction,
    WarmupLength as WarmupLength,
)
from lrplot.parameters.scalars import (
    Choice as Choice,
    Flag as Flag,
    NoEffect as NoEffect,
    Number as Number,
    Pattern as Pattern,
)
from lrplot.parameters.text import Text as Text

if TYPE_CHECKING:
    from lrplot.parameters.functions import (
        Expression as Expression,
        Lambda as Lambda,
        Multiplier as Multiplier,
    )
    from lrplot.parameters.mappings import Keywords as Keywords
    from lrplot.parameters.metrics import (
        EpochMetrics as EpochMetrics,
        Metric as Metric,
        Metrics as Metrics,
        MetricValues as MetricValues,
    )
    from lrplot.parameters.nested import Nested as Nested
else:
    # where the others are; a type checker must not take any name for one of them
    _PLACES = {
        "lrplot.parameters.functions": "Expression Lambda Multiplier",
        "lrplot.parameters.mappings": "Keywords",
        "lrplot.parameters.metrics": "EpochMetrics Metric MetricValues Metrics",
        "lrplot.parameters.nested": "Nested",
    }

    def __getattr__(name: str) -> Any:
        for place, names in _PLACES.items():
            if name in names.split():
                found = import_module(place)
                # the next time they are found without coming here
                globals().update({each: getattr(found, each) for each in names.split()})
                return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
