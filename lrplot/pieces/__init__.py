"""`Schedule` and the frozen pieces that it is made of, which know nothing of parameters.

What most schedules are made of is imported at once; the rest when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import Array as Array, np as np, powers as powers
from lrplot.pieces.primitives import (
    Constant as Constant,
    Decay as Decay,
    Delegate as Delegate,
    PiecewiseConstant as PiecewiseConstant,
    Ramp as Ramp,
    one_cycle as one_cycle,
    product as product,
    rsqrt as rsqrt,
    through as through,
    warmed as warmed,
)
from lrplot.pieces.schedule import (
    Maximum as Maximum,
    Minimum as Minimum,
    Product as Product,
    Schedule as Schedule,
    Shift as Shift,
    Sum as Sum,
    within as within,
)
from lrplot.pieces.shapes import (
    LINEAR as LINEAR,
    Cosine as Cosine,
    CosinePower as CosinePower,
    DecayLaw as DecayLaw,
    Exponential as Exponential,
    Geometric as Geometric,
    Interpolant as Interpolant,
    InversePower as InversePower,
    InverseTime as InverseTime,
    Line as Line,
    Logarithm as Logarithm,
    Polynomial as Polynomial,
    Power as Power,
    Rectification as Rectification,
    Rex as Rex,
)

if TYPE_CHECKING:
    from lrplot.arithmetic.formula import Formula as Formula
    from lrplot.pieces.chain.annealing import Annealing as Annealing, HalfWave as HalfWave
    from lrplot.pieces.chain.chain import Chain as Chain, alone as alone, stages_of as stages_of
    from lrplot.pieces.chain.stages import Stage as Stage
    from lrplot.pieces.chain.updates import (
        Affine as Affine,
        Jumps as Jumps,
        Powers as Powers,
        Scaled as Scaled,
        Sets as Sets,
        Update as Update,
        moved as moved,
    )
    from lrplot.pieces.clocks import (
        CycleStretch as CycleStretch,
        Paced as Paced,
        Rescale as Rescale,
        Stairs as Stairs,
        progress as progress,
    )
    from lrplot.pieces.computed import (
        Computed as Computed,
        Recurrence as Recurrence,
        RunningProduct as RunningProduct,
    )
    from lrplot.pieces.cycles import Repeat as Repeat, Wave as Wave, waves as waves
    from lrplot.pieces.describe import sparing as sparing
    from lrplot.pieces.known import KnownUntil as KnownUntil, levels as levels
    from lrplot.pieces.python_function import PythonFunction as PythonFunction
    from lrplot.pieces.read_function import ReadFunction as ReadFunction
    from lrplot.pieces.recorded import Recorded as Recorded
    from lrplot.pieces.restarts import (
        IrregularCycles as IrregularCycles,
        WholeStepCycles as WholeStepCycles,
        joints as joints,
    )
    from lrplot.pieces.timed import Timed as Timed
    from lrplot.pieces.users_code import running as running, theirs as theirs
else:
    # where the others are; a type checker must not take any name for one of them
    _PLACES = {
        "lrplot.arithmetic.formula": "Formula",
        "lrplot.pieces.chain.annealing": "Annealing HalfWave",
        "lrplot.pieces.chain.chain": "Chain alone stages_of",
        "lrplot.pieces.chain.stages": "Stage",
        "lrplot.pieces.chain.updates": "Affine Jumps Powers Scaled Sets Update moved",
        "lrplot.pieces.computed": "Computed Recurrence RunningProduct",
        "lrplot.pieces.clocks": "CycleStretch Paced Rescale Stairs progress",
        "lrplot.pieces.cycles": "Repeat Wave waves",
        "lrplot.pieces.describe": "sparing",
        "lrplot.pieces.known": "KnownUntil levels",
        "lrplot.pieces.python_function": "PythonFunction",
        "lrplot.pieces.read_function": "ReadFunction",
        "lrplot.pieces.recorded": "Recorded",
        "lrplot.pieces.restarts": "IrregularCycles WholeStepCycles joints",
        "lrplot.pieces.timed": "Timed",
        "lrplot.pieces.users_code": "running theirs",
    }

    def __getattr__(name: str) -> Any:
        for place, names in _PLACES.items():
            if name in names.split():
                found = import_module(place)
                # the next time they are found without coming here
                globals().update({each: getattr(found, each) for each in names.split()})
                return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
