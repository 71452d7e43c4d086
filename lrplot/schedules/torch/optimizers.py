"""Optimizers that make their rate fall by themselves."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import Exponent, Pace, Peak, Unused, like
from lrplot.pieces import Constant, Decay, InversePower, InverseTime, Schedule, Shift

FRAMEWORK = Framework(paths=("torch.optim",))

Falloff = Annotated[float, like(Pace, help="how fast it falls, in parts of the rate")]


@schedule
def Adagrad(
    params: Unused,
    lr: Peak = 0.01,
    lr_decay: Pace = 0.0,
    weight_decay: Unused = 0.0,
    initial_accumulator_value: Unused = 0.0,
    eps: Unused = 1e-10,
    foreach: Unused = None,
    maximize: Unused = False,
    differentiable: Unused = False,
    fused: Unused = None,
) -> Schedule:
    """The optimizer's own decay of its rate: lr over 1 + lr_decay * t.

    Differs: what Adagrad divides by, the root of the squares of all gradients, is not drawn: that
    depends on the training.
    Formula: lr / (1 + lr_decay * t).
    Example: lr_decay=0.001
    Source: torch/optim/adagrad.py, 2.13.
    """
    return Decay(lr, InverseTime(lr_decay), 1.0)


@schedule
def ASGD(
    params: Unused,
    lr: Peak = 0.01,
    lambd: Falloff = 1e-4,
    alpha: Exponent = 0.75,
    t0: Unused = 1e6,
    weight_decay: Unused = 0.0,
    foreach: Unused = None,
    maximize: Unused = False,
    differentiable: Unused = False,
    capturable: Unused = False,
) -> Schedule:
    """The rate of averaged gradient descent, eta: it falls as a power of the step.

    Differs: `t0` says when the averaging of weights begins, which moves no rate.
    Formula: lr / (1 + lambd * lr * t) ** alpha.
    Source: torch/optim/asgd.py, 2.13.
    """
    pace = lambd * lr
    if not pace:
        return Constant(lr)
    return Shift(Decay(lr, InversePower(alpha), 1.0 / pace), 1.0 / pace)
