"""`Schedule` and the frozen pieces that it is made of, which know nothing of parameters."""

from lrplot.arithmetic.arrays import Array, np, powers
from lrplot.arithmetic.formula import Formula
from lrplot.pieces.chain.annealing import Annealing, HalfWave
from lrplot.pieces.chain.chain import Chain, alone, stages_of
from lrplot.pieces.chain.stages import Stage
from lrplot.pieces.chain.updates import Affine, Jumps, Powers, Scaled, Sets, Update, moved
from lrplot.pieces.clocks import CycleStretch, Paced, Rescale, Stairs, progress
from lrplot.pieces.computed import Computed, Recurrence, RunningProduct
from lrplot.pieces.cycles import Repeat, Wave, waves
from lrplot.pieces.describe import sparing
from lrplot.pieces.known import KnownUntil, levels
from lrplot.pieces.primitives import (
    Constant,
    Decay,
    Delegate,
    PiecewiseConstant,
    Ramp,
    one_cycle,
    product,
    rsqrt,
    through,
    warmed,
)
from lrplot.pieces.python_function import PythonFunction
from lrplot.pieces.restarts import IrregularCycles, WholeStepCycles, joints
from lrplot.pieces.schedule import Maximum, Minimum, Product, Schedule, Shift, Sum, within
from lrplot.pieces.shapes import (
    LINEAR,
    Cosine,
    CosinePower,
    DecayLaw,
    Exponential,
    Geometric,
    Interpolant,
    InversePower,
    InverseTime,
    Line,
    Logarithm,
    Polynomial,
    Power,
    Rectification,
    Rex,
)
from lrplot.pieces.users_code import running, theirs

__all__ = [
    "LINEAR",
    "Affine",
    "Annealing",
    "Array",
    "Chain",
    "Computed",
    "Constant",
    "Cosine",
    "CosinePower",
    "CycleStretch",
    "Decay",
    "DecayLaw",
    "Delegate",
    "Exponential",
    "Formula",
    "Geometric",
    "HalfWave",
    "Interpolant",
    "InversePower",
    "InverseTime",
    "IrregularCycles",
    "Jumps",
    "KnownUntil",
    "Line",
    "Logarithm",
    "Maximum",
    "Minimum",
    "Paced",
    "PiecewiseConstant",
    "Polynomial",
    "Power",
    "Powers",
    "Product",
    "PythonFunction",
    "Ramp",
    "Rectification",
    "Recurrence",
    "Repeat",
    "Rescale",
    "Rex",
    "RunningProduct",
    "Scaled",
    "Schedule",
    "Sets",
    "Shift",
    "Stage",
    "Stairs",
    "Sum",
    "Update",
    "Wave",
    "WholeStepCycles",
    "alone",
    "joints",
    "levels",
    "moved",
    "np",
    "one_cycle",
    "powers",
    "product",
    "progress",
    "rsqrt",
    "running",
    "sparing",
    "stages_of",
    "theirs",
    "through",
    "warmed",
    "waves",
    "within",
]
