"""timm: `timm.scheduler`, stepped after each update, as its training script does.

`import timm` itself needs torchvision; the schedulers do not, and are imported by themselves.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution, version
from types import ModuleType
from typing import Any

import torch
from case import EXACT, Case, arguments
from plateaus import plateaus
from stepping import Run, stepped

import lrplot

for name in ("timm", "timm.scheduler"):
    package = ModuleType(name)
    package.__path__ = [str(distribution("timm").locate_file(name.replace(".", "/")))]
    sys.modules[name] = package

from timm.scheduler import (  # noqa: E402
    cosine_lr,
    multistep_lr,
    plateau_lr,
    poly_lr,
    scheduler_factory,
    step_lr,
    tanh_lr,
    wsd_lr,
)

INSTALL = ("torch==2.13.0 numpy", "--no-deps timm==1.0.31")
VERSIONS = {"timm": version("timm"), "torch": torch.__version__}
PRECISION = "float64"

NAMES: dict[str, Any] = {}
PARTS = cosine_lr, tanh_lr, poly_lr, step_lr, multistep_lr, plateau_lr, wsd_lr, scheduler_factory
for part in PARTS:
    NAMES |= vars(part)

LENGTHS = ("t_initial", "cycle_mul")
SGD_ = "torch.optim.SGD(params, lr={})"
# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "CosineLRScheduler": [
        "0.1|t_initial=300, lr_min=1e-5, warmup_t=5, warmup_lr_init=1e-6",
        "0.1|100, 0.001, warmup_t=10, warmup_prefix=True, warmup_lr_init=0.01",
        "0.1|10, cycle_mul=3, cycle_limit=6, lr_min=0.001",
        "0.1|40, 0.01, cycle_mul=0.5, cycle_limit=4, cycle_decay=0.5",
        "0.1|30, cycle_limit=5, cycle_decay=0.6, k_decay=2.0, warmup_t=4",
        "0.1|100, k_decay=0.5, noise_range_t=(30, 60), noise_std=0.3",
        "0.1|100, lr_min=0.01, noise_range_t=0, noise_pct=0.5, noise_seed=7, warmup_t=3",
        "0.1|20, lr_min=0.2, cycle_limit=0",
    ],
    "TanhLRScheduler": [
        "0.1|300",
        "0.1|100, -6.0, 4.0, 0.001, warmup_t=10",
        "0.1|100, lb=-4, ub=2, warmup_t=10, warmup_prefix=True, warmup_lr_init=1e-4",
        "0.1|10, cycle_mul=3, cycle_limit=6, lr_min=0.001",
        "0.1|40, cycle_mul=1.5, cycle_decay=0.7, cycle_limit=3, noise_range_t=[20, 90]",
        "0.1|40, cycle_mul=0.75, cycle_limit=2",
    ],
    "PolyLRScheduler": [
        "0.1|300",
        "0.1|100, 2.0, 0.001, warmup_t=10, warmup_prefix=True",
        "0.1|100, power=0.1, warmup_t=10, warmup_lr_init=0.01",
        "0.1|10, cycle_mul=3, cycle_limit=6, lr_min=0.001, power=1.5",
        "0.1|50, 1.0, cycle_limit=4, cycle_decay=0.5, k_decay=2.0",
        "0.1|50, 0.0, 0.01, noise_range_t=5, noise_std=0.1",
    ],
    "StepLRScheduler": [
        "0.1|30, 0.5",
        "0.1|decay_t=2.4, decay_rate=0.97, warmup_t=3, warmup_lr_init=1e-4",
        "0.1|1.1, 0.9",
        "0.1|10, 0.5, warmup_t=15, warmup_prefix=False, noise_range_t=(5, 40)",
        "0.1|10",
        "0.1|10, 0.0",
    ],
    "MultiStepLRScheduler": [
        "0.1|[30, 60, 90], 0.1",
        "0.1|[0, 1, 5], 0.5",
        "0.1|[10, 10, 20], decay_rate=0.3, warmup_t=5, warmup_lr_init=0.001",
        "0.1|[10, 20], 0.3, warmup_t=15, warmup_prefix=False",
        "0.1|[30], 0.5, noise_range_t=20, noise_pct=0.2",
        "0.1|[], 0.5",
    ],
    "WSDLRScheduler": [
        "0.1|100, 20",
        "0.1|100, 20, 0.01, warmup_t=10, warmup_lr_init=0.001",
        "0.1|100, 100, 0.001, 'rsqrt', decay_fn='linear', warmup_t=10",
        "0.1|100, 30, 0.02, stable_fn='power', stable_power=1.0, stable_timescale=7, "
        "decay_fn='cosine'",
        "0.1|50, 10, decay_fn='power', decay_power=2.0, noise_range_t=(10, 45)",
        "0.1|50, 1, 0.2, decay_fn='exp', decay_ratio=0.01",
        "0.1|50, 25, decay_fn='exp', decay_ratio=0.5, warmup_t=5",
    ],
    "rsqrt": [
        "0.1|100, 20, warmup_t=10",
        "0.1|100, 100, 0.01, stable_timescale=30",
        "0.1|50, 1, 0.05, 10, '1-sqrt', 5, 0.001",
    ],
    "create_scheduler_v2": [
        "0.1|",
        "0.1|'tanh', 100, warmup_epochs=5",
        "0.1|sched='step', decay_epochs=2.4, decay_rate=0.97, warmup_epochs=3, warmup_lr=1e-6",
        "0.1|'constant', warmup_epochs=5",
        "0.1|'multistep', decay_milestones=[30, 60], warmup_epochs=5",
        "0.1|'poly', 100",
        "0.1|'wsd', 100, warmup_epochs=10",
        "0.1|'rsqrt', 100, decay_epochs=30, warmup_epochs=10, warmup_prefix=True",
        "0.1|'none'",
        "0.1|'cosine', 50, noise=[0.4, 0.9], cycle_limit=3, min_lr=1e-5",
        "0.1|'poly', 20, noise=0.5, step_on_epochs=False, updates_per_epoch=13, warmup_epochs=2",
        "0.1|'wsd', 10, 2, step_on_epochs=False, updates_per_epoch=30, decay_fn='cosine'",
        "0.1|'rsqrt', 10, stable_timescale=1.5, step_on_epochs=False, updates_per_epoch=30",
    ],
}

PLATEAU = {
    "mode": "mode",
    "factor": "decay_rate",
    "patience": "patience_t",
    "threshold": "threshold",
    "cooldown": "cooldown_t",
    "min_lr": "lr_min",
}
PLATEAUS = [
    "0.5, 2, 0.01, 1, 5, 0.001, 0.002, 'min'",
    "patience_t=1, mode='min', warmup_t=10, warmup_lr_init=1e-4",
    "patience_t=1, mode='min', warmup_t=100",
    "patience_t=2, mode='min', decay_rate=0.5, noise_range_t=(10, 40), noise_seed=7",
    "patience_t=1, mode='min', warmup_t=5, noise_range_t=2, noise_std=0.1, noise_pct=0.3, "
    "noise_seed=42",
]
FACTORY = {
    "mode": "plateau_mode",
    "factor": "decay_rate",
    "patience": "patience_epochs",
    "min_lr": "min_lr",
}
MADE = [
    "patience_epochs=1, plateau_mode='min', warmup_epochs=5",
    "num_epochs=60, patience_epochs=2, plateau_mode='min', noise=[0.5, 0.9]",
    "patience_epochs=1, warmup_prefix=True, warmup_epochs=3, warmup_lr=0.001",
]


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    few, many = chance.randint(1, 40), chance.randint(2, 400)
    part, power = f"{chance.uniform(0.05, 1):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    warmup = f"warmup_t={chance.choice([0, few])}, warmup_lr_init={low}"
    seed = chance.randint(0, 10**12)
    noise = chance.choice(
        [
            "",
            f", noise_range_t={few}, noise_std={power}",
            f", noise_range_t=({few}, {many}), noise_pct={part}, noise_seed={seed}",
        ]
    )
    before = f"{warmup}, warmup_prefix={chance.random() < 0.5}{noise}"
    cycles = f"cycle_mul={chance.choice(['1', '2', '3', '1.5', power])}, cycle_decay={part}, "
    cycles += f"cycle_limit={chance.randint(1, 5)}, {before}"
    bent = f"k_decay={chance.choice(['1', power])}"
    decay = f"decay_fn='{chance.choice(['linear', '1-sqrt', 'cosine', 'power', 'exp'])}'"
    stable = f"stable_fn='{chance.choice(['constant', 'rsqrt', 'power'])}', stable_timescale={few}"
    sched = chance.choice(["cosine", "tanh", "step", "multistep", "poly", "wsd", "rsqrt"])
    updates = chance.choice(["", f", step_on_epochs=False, updates_per_epoch={few}"])
    given = {
        "CosineLRScheduler": f"{many}, {low}, {cycles}, {bent}",
        "TanhLRScheduler": f"{many}, -{power}, {part}, {low}, {cycles}",
        "PolyLRScheduler": f"{many}, {power}, {low}, {cycles}, {bent}",
        "StepLRScheduler": f"{chance.choice([few, part, power])}, {part}, {before}",
        "MultiStepLRScheduler": f"{sorted(chance.choices(range(many), k=4))}, {part}, {before}",
        "WSDLRScheduler": f"{many}, {chance.randint(1, many)}, {low}, {stable}, {decay}, "
        f"stable_power={power}, decay_power={power}, decay_ratio={chance.uniform(0.01, 0.9):.3g}, "
        f"{warmup}{noise}",
        "rsqrt": f"{many}, {chance.randint(1, many)}, {low}, {power}, {decay}, {warmup}",
        "create_scheduler_v2": f"'{sched}', {many}, {chance.choice(['None', part])}, "
        f"decay_rate={part}, warmup_epochs={max(1, many // 3)}, min_lr={low}, "
        f"noise=[{part}, 0.9]{updates}",
    }
    return f"{rate}|{given[name]}"


def trained(word: str, rate: str, metrics: Sequence[float] = ()) -> Run:
    """Return the function that trains with the scheduler that a constructor's text makes.

    `step` is told the number of the next epoch or update, and its metric if there is one; a
    scheduler of the factory comes with the number of epochs, and "none" is no scheduler at all.
    """
    text = word.replace(SGD_.format(rate), "optimizer")
    if text.startswith("rsqrt"):
        t_initial, decay_t, *rest = text.removeprefix("rsqrt(optimizer, ").split(", ")
        text = f"WSDLRScheduler(optimizer, {t_initial}, {decay_t}, **rsqrt({', '.join(rest)})"

    class Steps:
        def __init__(self) -> None:
            params = [torch.nn.Parameter(torch.zeros(1))]
            self.optimizer = torch.optim.SGD(params, lr=float(rate))
            made = eval(text, {**NAMES, "optimizer": self.optimizer, "rsqrt": rsqrt})
            self.made, self.count = made[0] if isinstance(made, tuple) else made, 0

        def step(self) -> None:
            self.count += 1
            if self.made is not None:
                forward = self.made.step if self.made.t_in_epochs else self.made.step_update
                forward(self.count, metrics[self.count - 1] if metrics else None)

    return stepped(Steps)


def rsqrt(
    lr_min: float = 0.0,
    stable_timescale: float | None = None,
    decay_fn: str = "linear",
    warmup_t: int = 0,
    warmup_lr_init: float = 0.0,
) -> dict[str, Any]:
    """Return what the factory gives to the WSD scheduler that it calls rsqrt."""
    return {**locals(), "stable_fn": "rsqrt"}


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of timm's schedulers, and of the factory that makes them by name."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        stop = EXACT
        if "cycle_mul=0" in word:
            # past the sum of shrinking cycles a logarithm fails
            spec = lrplot.read(f"timm.{word}")
            t_initial, stretch = (spec.value(spec.entry.param(key)) for key in LENGTHS)
            stop = max(1, int(t_initial / (1 - stretch)))
        yield Case(f"timm.{word}", trained(word, rate), stop)

    def followed(text: str, rate: float, metrics: Sequence[float]) -> Run:
        return trained(text, str(rate), metrics)

    yield from plateaus("timm.PlateauLRScheduler", seed, followed, PLATEAU, more=PLATEAUS)
    head = f"{SGD_}, 'plateau'"
    yield from plateaus("timm.create_scheduler_v2", seed, followed, FACTORY, head, more=MADE)
