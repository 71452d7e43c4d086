"""TensorFlow Model Garden: its schedules, run eagerly with an int64 step, as an optimizer counts.

official/modeling/optimization/lr_schedule.py runs by itself, as it stands in the wheel: the package
around it wants much else. One text is given to both sides; `tf.keras` is tf_keras, out of whose
schedules the file makes its own, and which it knows as schedules inside a warmup. Rates of the
decays with an offset are floats throughout: from an int, tf_keras computes in int32.
"""

from __future__ import annotations

import os
import random
import runpy
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from types import SimpleNamespace

os.environ["TF_USE_LEGACY_KERAS"] = "1"

import tensorflow as tf
from case import Case, arguments
from lifting import installed
from stepping import Run

INSTALL = (
    "tensorflow-cpu==2.21.0 keras==3.15.1",
    "--no-deps tf-keras==2.21.0 tf-models-official==2.20.0",
)
VERSIONS = {
    "tf-models-official": version("tf-models-official"),
    "tensorflow": tf.__version__,
    "tf-keras": version("tf-keras"),
}
PRECISION = "float32"

FILE = installed("tf-models-official", "official/modeling/optimization/lr_schedule.py")
KNOWN = {"tf": tf, "tfm": SimpleNamespace(optimization=SimpleNamespace(**runpy.run_path(FILE)))}

KERAS = "tf.keras.optimizers.schedules."
OWN = "tfm.optimization."
EDGES = {
    "PiecewiseConstantDecayWithOffset": [
        "boundaries=[10, 20], values=[0.1, 0.01, 0.001]",
        "10, boundaries=[10, 20], values=[0.1, 0.01, 0.001]",
        "offset=-15, boundaries=[10, 20], values=[0.1, 0.01, 0.001]",
        "offset=5, boundaries=[0], values=[0.1, 0.5]",
        "offset=3, boundaries=[5, 5, 9], values=[0.1, 0.2, 0.3, 0.4]",
        "boundaries=(2.5,), values=(0.0, 1.0), name='mine'",
    ],
    "PolynomialDecayWithOffset": [
        "initial_learning_rate=0.1, decay_steps=100",
        "offset=50, initial_learning_rate=0.1, decay_steps=100",
        "200, initial_learning_rate=0.1, decay_steps=40, end_learning_rate=0.01, power=0.5",
        "offset=30, initial_learning_rate=0.1, decay_steps=60, end_learning_rate=0.0, power=2.0",
        "offset=40, initial_learning_rate=0.01, decay_steps=20, end_learning_rate=0.1, power=2.0",
        "offset=10, initial_learning_rate=0.1, decay_steps=30, power=0.0",
        "initial_learning_rate=0.1, decay_steps=30, end_learning_rate=0.01, cycle=True",
        "offset=-70, initial_learning_rate=0.1, decay_steps=30, power=2.0, cycle=True",
        "offset=-20, initial_learning_rate=0.1, decay_steps=100",
    ],
    "ExponentialDecayWithOffset": [
        "initial_learning_rate=0.001, decay_steps=4000, decay_rate=0.9",
        "offset=100, initial_learning_rate=0.1, decay_steps=100, decay_rate=0.5",
        "25, initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5, staircase=True",
        "offset=-25, initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5, staircase=True",
        "offset=20, initial_learning_rate=0.1, decay_steps=10, decay_rate=1.05",
        "initial_learning_rate=0.1, decay_steps=7, decay_rate=0.0",
    ],
    "CosineDecayWithOffset": [
        "initial_learning_rate=0.1, decay_steps=100",
        "offset=30, initial_learning_rate=0.1, decay_steps=100, alpha=0.1",
        "300, initial_learning_rate=0.1, decay_steps=50",
        "offset=-30, initial_learning_rate=0.1, decay_steps=100",
        "offset=20, initial_learning_rate=0.01, decay_steps=90, warmup_target=0.1, warmup_steps=30",
        "initial_learning_rate=0.0, decay_steps=90, alpha=0.2, warmup_target=0.1, warmup_steps=10",
        "initial_learning_rate=0.01, decay_steps=20, warmup_target=0.1",
        "offset=20, initial_learning_rate=0.1, decay_steps=40, warmup_steps=10",
        "offset=-5, initial_learning_rate=0.01, decay_steps=9, warmup_target=0.1, warmup_steps=20",
    ],
    "StepCosineDecayWithOffset": [
        "[0, 100, 200], [0.1, 0.05, 0.01]",
        "[0, 30], [0.1, 0.0], name='mine'",
        "[100, 110], [1.0, 0.5]",
        "boundaries=[0, 40, 90], values=[0.05, 0.1, 0.0], offset=25",
        "[20, 50, 60, 100], [0.1, 0.05, 0.2, 0.02], 10",
        "[0, 40, 90], [0.1, 0.05, 0.01], -30",
        "[0, 40, 90], [0.1, 0.05, 0.01], -60",
        "[0, 40, 40, 90], [0.1, 0.05, 0.2, 0.01]",
    ],
    "DirectPowerDecay": [
        "0.1, -0.5",
        "0.001",
        "initial_learning_rate=2, power=-1",
        "0.1, 0.0",
        "0.1, -0.3",
        "0.01, power=0.5, name='mine'",
    ],
    "PowerAndLinearDecay": [
        "0.1, 100, -0.5",
        "0.001, 100",
        "0.1, total_decay_steps=100, power=-0.5, linear_decay_fraction=1.0, offset=20",
        "0.1, 100, -0.5, 2.5, 40",
        "0.1, 100, -0.5, 0.0",
        "0.1, 0, -0.5, offset=10",
        "0.1, 100, -0.5, 0.25, -30",
        "0.1, 100, 0.0, 0.5, 10",
        "0.1, 1, -0.5",
    ],
    "PowerDecayWithOffset": [
        "0.1",
        "0.1, -0.5, 20, 0.2",
        "0.1, power=-0.5, offset=20, pre_offset_learning_rate=0.02",
        "0.001, 1.0, 10, 0.05",
        "0.1, -0.5, pre_offset_learning_rate=0.1",
        "0.1, -0.5, -10, 0.1",
        "0.1, 0.0, 30, 0.3",
    ],
    "LinearWarmup": [
        f"after_warmup_lr_sched={KERAS}CosineDecay(0.1, 1000), warmup_steps=100, "
        "warmup_learning_rate=0.0",
        f"{KERAS}PolynomialDecay(0.1, 50, 0.0), 20, 0.2",
        f"{KERAS}ExponentialDecay(0.1, 30, 0.5, staircase=True), 30, 0.0",
        f"{KERAS}PiecewiseConstantDecay([10, 30], [0.1, 0.05, 0.01]), 10, 0.0",
        f"{KERAS}PiecewiseConstantDecay([10, 30], [0.1, 0.05, 0.01]), 11, 0.0",
        f"{KERAS}CosineDecayRestarts(0.1, 40), 40, 0.01",
        f"{OWN}DirectPowerDecay(0.1, -0.5), 100, 0",
        f"{OWN}CosineDecayWithOffset(60, initial_learning_rate=0.1, decay_steps=80), 30, 0.0",
        f"{OWN}CosineDecayWithOffset(60, initial_learning_rate=0.1, decay_steps=80), 60, 0.0",
        f"{OWN}PowerDecayWithOffset(0.5, -0.5, 50, 0.1), 50, 0.0",
        f"{OWN}StepCosineDecayWithOffset([0, 40, 80], [0.1, 0.05, 0.0]), 30, 0.0",
        f"{OWN}StepCosineDecayWithOffset([0, 40], [0.1, 0.05]), 41, 0.0",
        f"{OWN}PolynomialWarmUp(0.1, 20, 2.0), 60, 0.01",
        "0.1, 50, 0.0",
        "1, 0, 0.5",
        "0.1, 10.5, 0.3, name='mine'",
    ],
    "PolynomialWarmUp": [
        f"{KERAS}CosineDecay(0.1, 200), 50",
        f"after_warmup_lr_sched={KERAS}PolynomialDecay(0.1, 90, 0.0), warmup_steps=30, power=2.0",
        f"{KERAS}ExponentialDecay(0.1, 30, 0.5), 30, 0.5",
        f"{OWN}DirectPowerDecay(0.1, -0.5), 100, 1",
        f"{OWN}StepCosineDecayWithOffset([0, 40], [0.1, 0.05]), 41",
        f"{OWN}LinearWarmup(0.1, 20, 0.05), 10, 3.0",
        "0.1, 50, 0.0",
        "0.1, 0",
        "0.1, 1, 2.0",
        "0.1, 0.5, 2.0",
        "0.1, 10.5, name='mine'",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, steps = f"{10 ** chance.uniform(-4, 0):.3g}", chance.randint(1, 2000)
    part, other = (round(chance.uniform(0.05, 1), 3) for _ in range(2))
    yes, offset = chance.random() < 0.5, chance.choice([0, 1, -1]) * chance.randint(0, 900)
    power, exponent = chance.choice([-0.5, -1, round(chance.uniform(-1.2, 1.2), 2)]), 3 * part
    edges, ahead = sorted(chance.sample(range(1, 2000), 3)), f"offset={offset}, "
    begin = f"initial_learning_rate={rate}, decay_steps={steps}"
    match name:
        case "PiecewiseConstantDecayWithOffset":
            values = [round(chance.uniform(0, 1), 3) for _ in range(4)]
            return f"{ahead}boundaries={edges}, values={values}"
        case "PolynomialDecayWithOffset":
            # a small power is steep at its end, and there as far off as it is steep
            last = f"power={max(exponent, 0.5):.3g}, cycle={yes and offset <= 0}"
            return f"{ahead}{begin}, end_learning_rate={part / 9:.3g}, {last}"
        case "ExponentialDecayWithOffset":
            # few decays before the offset: its rates are no infinity, nor all others nothing
            begin = f"initial_learning_rate={rate}, decay_steps={max(steps, 100)}"
            return f"{ahead}{begin}, decay_rate={max(part, 0.1)}, staircase={yes}"
        case "CosineDecayWithOffset":
            warmup = f", warmup_target={other}, warmup_steps={chance.randint(1, 500)}" * yes
            return f"{ahead}{begin}, alpha={part}{warmup}"
        case "StepCosineDecayWithOffset":
            first = 0 if yes else chance.randint(1, 300)
            edges = [first + edge for edge in [0, *edges]]
            values = [round(chance.uniform(0, 1), 3) for _ in range(4)]
            return f"{edges}, {values}, {min(abs(offset), edges[-1] // 2)}"
        case "DirectPowerDecay":
            return f"{rate}, {power}"
        case "PowerAndLinearDecay":
            return f"{rate}, {steps}, {power}, {part}, {offset}"
        case "PowerDecayWithOffset":
            return f"{rate}, {power}, {offset}, {other}"
    # of a decay that is all but over when the warmup ends, little is left but rounding
    warmup = chance.randint(1, 500)
    long = 2 * warmup + steps
    inside = [
        rate,
        f"{KERAS}CosineDecay({rate}, {long}, {part})",
        f"{KERAS}PolynomialDecay({rate}, {long}, 0.0, {1 + part:.4g})",
        f"{KERAS}ExponentialDecay({rate}, {long}, {part})",
        f"{KERAS}CosineDecay({rate}, {long}, {part}, warmup_target={other}, warmup_steps=100)",
        f"{OWN}PolynomialDecayWithOffset({abs(offset)}, initial_learning_rate={rate}, "
        f"decay_steps={long}, end_learning_rate=0.0)",
        f"{OWN}PowerAndLinearDecay({rate}, {long}, {power}, {part})",
        f"{OWN}PowerDecayWithOffset({rate}, {power}, {abs(offset)}, {other})",
    ]
    third = exponent if name == "PolynomialWarmUp" else part / 50
    return f"{chance.choice(inside)}, {warmup}, {third:.3g}"


def trained(word: str) -> Run:
    """Return the function that calls a schedule with each step."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        schedule = eval(word, KNOWN)
        yield from (float(schedule(tf.constant(step, tf.int64))) for step in steps)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        word = f"{OWN}{name}({given})"
        yield Case(word, trained(word))
