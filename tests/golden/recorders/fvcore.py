"""fvcore: `fvcore.common.param_scheduler`, called at the fraction of training done.

`max_iter` is lrplot's own parameter, and is taken out of what fvcore reads.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from importlib.metadata import version

from case import Case, arguments
from fvcore.common import param_scheduler
from stepping import Run

INSTALL = ("numpy fvcore==0.1.5.post20221221",)
VERSIONS = {"fvcore": version("fvcore")}
PRECISION = "float64"

CONSTRUCTORS = {
    "ConstantParamScheduler": ["0.1, max_iter=100", "0.42, max_iter=7"],
    "CosineParamScheduler": [
        "0.1, 0.0001, max_iter=100",
        "start_value=0.1, end_value=0.0001, max_iter=1234",
        "0.0, 0.1, max_iter=10",
        "1, 0, max_iter=1",
    ],
    "ExponentialParamScheduler": [
        "2.0, 0.02, max_iter=100",
        "start_value=0.1, decay=1.5, max_iter=777",
        "0.1, 1.0, max_iter=50",
    ],
    "LinearParamScheduler": [
        "0.0001, 0.01, max_iter=100",
        "start_value=0.1, end_value=0, max_iter=321",
        "0.1, 0.1, max_iter=3",
    ],
    "MultiStepParamScheduler": [
        "[1, 0.1, 0.01], 90, [30, 60]",
        "[1, 0.1, 0.01], num_updates=90",
        "[1, 0.1, 0.01], milestones=[30, 60, 90]",
        "[1, 0.1, 0.01], milestones=[3, 6, 9], max_iter=90",
        "[1, 0.1, 0.01], milestones=[3, 6, 9], max_iter=100",
        "values=[1, 0.5, 0.1], num_updates=100",
        "[1.0, 0.1], 3_000_000, [1_000_000]",
        "[0.3], 10",
    ],
    "StepParamScheduler": [
        "values=[0.1, 0.01, 0.001, 0.0001], num_updates=120",
        "120, [0.1, 0.01, 0.001, 0.0001], max_iter=50",
        "7, [0.1, 0.2, 0.3]",
        "100, [0.1]",
    ],
    "StepWithFixedGammaParamScheduler": [
        "base_value=0.1, gamma=0.1, num_decays=3, num_updates=120",
        "0.1, 2, 0.5, 100, max_iter=64",
        "0.1, 4, 1.5, 99",
    ],
    "PolynomialDecayParamScheduler": [
        "base_value=0.1, power=0.9, max_iter=100",
        "0.1, 2, max_iter=55",
        "0.1, 0.0, max_iter=20",
    ],
    "CompositeParamScheduler": [
        "schedulers=[ConstantParamScheduler(value=0.42), "
        "CosineParamScheduler(start_value=0.42, end_value=1e-4)], "
        "interval_scaling=['rescaled', 'rescaled'], lengths=[0.3, 0.7], max_iter=100",
        "[LinearParamScheduler(0.0, 0.1), CosineParamScheduler(0.1, 0.0)], [0.1, 0.9], "
        "['rescaled', 'fixed'], max_iter=200",
        "[LinearParamScheduler(0.0, 0.1), PolynomialDecayParamScheduler(0.1, 0.5)], "
        "[0.25, 0.7503], ['fixed', 'rescaled'], max_iter=77",
        "[LinearParamScheduler(0.0, 0.1), StepParamScheduler(5, [0.3, 0.2, 0.1]), "
        "ExponentialParamScheduler(0.1, 0.01)], [0.0, 0.5, 0.5], "
        "['rescaled', 'rescaled', 'fixed'], max_iter=60",
        "[CompositeParamScheduler([ConstantParamScheduler(0.1), LinearParamScheduler(0.1, 0.2)], "
        "[0.5, 0.5], ['rescaled', 'rescaled']), CosineParamScheduler(0.2, 0)], [0.3, 0.7], "
        "['rescaled', 'rescaled'], max_iter=300",
        "[CosineParamScheduler(0.1, 0)], [1.0], ['rescaled'], max_iter=12",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor."""
    high, low = f"{chance.uniform(0.01, 1):.4g}", f"{chance.uniform(0, 0.1):.3g}"
    power, total = f"{chance.uniform(0, 3):.3g}", chance.randint(1, 1500)
    part, few = round(chance.uniform(0.01, 0.9), chance.randint(1, 4)), chance.randint(1, 12)
    values = [float(f"{10 ** chance.uniform(-4, 0):.3g}") for _ in range(few)]
    # so many that equal parts, rounded up, leave something for the last
    whole = few**2 + chance.randint(1, 1000)
    milestones = sorted(chance.sample(range(1, whole), few - 1))
    other = chance.choice(["", f", max_iter={total}"])
    inner = [
        f"ConstantParamScheduler({low})",
        f"LinearParamScheduler({low}, {high})",
        f"CosineParamScheduler({high}, {low})",
        f"PolynomialDecayParamScheduler({high}, {power})",
        f"MultiStepParamScheduler({values}, {whole})",
        f"StepParamScheduler({whole}, {values})",
    ]
    kinds = [chance.choice(["rescaled", "fixed"]) for _ in range(3)]
    second = round(chance.uniform(0, 1 - part), 4)
    given = {
        "ConstantParamScheduler": f"{high}, max_iter={total}",
        "CosineParamScheduler": f"{high}, {low}, max_iter={total}",
        "ExponentialParamScheduler": f"{high}, {power}, max_iter={total}",
        "LinearParamScheduler": f"{high}, {low}, max_iter={total}",
        "MultiStepParamScheduler": chance.choice(
            [f"{values}, {whole}{other}", f"{values}, {whole}, {milestones}{other}"]
        ),
        "StepParamScheduler": f"{whole}, {values}{other}",
        "StepWithFixedGammaParamScheduler": f"{high}, {few}, {power}1, {whole}{other}",
        "PolynomialDecayParamScheduler": f"{high}, {power}, max_iter={total}",
        "CompositeParamScheduler": f"[{', '.join(chance.sample(inner, 3))}], "
        f"[{part}, {second}, {1 - part - second}], {kinds}, max_iter={total}",
    }
    return given[name]


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of fvcore's schedulers, up to the end of the training."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        own = re.search(r", max_iter=(\d+)$", given)
        text = f"{name}({given[: own.start()] if own else given})"
        scheduler = eval(text, dict(vars(param_scheduler)))
        # without milestones or num_updates of their own, the others have max_iter
        total = int(own[1]) if own else updates(scheduler, text)
        yield Case(f"{name}({given})", trained(scheduler, total), stop=total)


def updates(scheduler: object, text: str) -> int:
    """Return the number of updates that a scheduler was made for."""
    found = getattr(scheduler, "_num_updates", None) or getattr(scheduler, "num_updates", None)
    return int(found or re.search(r"num_updates=(\d+)|\((\d+)", text).expand(r"\1\2"))


def trained(scheduler: param_scheduler.ParamScheduler, total: int) -> Run:
    """Return the function that calls a scheduler at each step's fraction of the training."""
    return lambda steps: (scheduler(step / total) for step in steps)
