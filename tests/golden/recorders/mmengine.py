"""MMEngine: `mmengine.optim.scheduler`, built and stepped by its own runner's code and hook."""

from __future__ import annotations

import inspect
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import mmengine
import torch
from case import Case, arguments
from mmengine.hooks import ParamSchedulerHook
from mmengine.optim import scheduler as schedulers
from mmengine.runner import Runner
from mmengine.runner.base_loop import BaseLoop
from plateaus import TORCH, metric, plateaus, texts
from stepping import Run, constructed

INSTALL = ("torch==2.13.0 numpy mmengine==0.10.7",)
VERSIONS = {"mmengine": mmengine.__version__, "torch": torch.__version__}
PRECISION = "float64"


class Loop(BaseLoop):
    """A training loop that is there, for the runner to look at."""

    def __init__(self) -> None:
        pass

    def run(self) -> None:
        pass


class Training:
    """The part of mmengine's training that changes the rate."""

    def __init__(
        self,
        listed: list[Any],
        optimizer: Any,
        epoch_length: int | None = None,
        max_epochs: int | None = None,
        max_iters: int | None = None,
    ) -> None:
        self.optimizer, self.length, self.count = optimizer, epoch_length or 1, 0
        # by the name of the metric; the scheduler takes it from what was measured
        listed = [dict(one) if isinstance(one, dict) else one for one in listed]
        self.measured = {
            one.get("monitor", "loss"): iter(one.pop("metrics"))
            for one in listed
            if isinstance(one, dict) and "metrics" in one
        }
        if max_epochs and epoch_length:
            max_iters = max_epochs * epoch_length
        runner: Any = SimpleNamespace(
            _train_loop=Loop() if max_epochs or max_iters else None,
            max_epochs=max_epochs,
            max_iters=max_iters,
            train_dataloader=range(self.length),
            logger=logging.getLogger("silent"),
        )
        runner.param_schedulers = Runner._build_param_scheduler(runner, listed, optimizer)
        self.runner, self.hook = runner, ParamSchedulerHook()

    def step(self) -> None:
        """Go on by an iteration."""
        self.count += 1
        self.hook.after_train_iter(self.runner, self.count)
        if self.count % self.length == 0:
            self.hook.after_train_epoch(self.runner)
            metrics = {name: next(values) for name, values in self.measured.items()}
            self.hook.after_val_epoch(self.runner, metrics or None)


def single(name: str) -> Callable[..., Training]:
    """Return what trains with a single scheduler of mmengine."""
    # the parameters after self, the optimizer and the name of what is scheduled
    names = list(inspect.signature(getattr(schedulers, name).__mro__[2].__init__).parameters)[3:]

    def build(optimizer: Any, *args: Any, epoch_length: int | None = None, **named: Any) -> Any:
        given = dict(zip(names, args, strict=False))
        return Training([dict(type=name, **given, **named)], optimizer, epoch_length)

    return build


SGD_ = "torch.optim.SGD(params, lr={})"
STOP = 2000
"""Where a training is over that has no end: mmengine says 1e9 steps for that."""

CONSTRUCTORS = {
    "StepLR": [
        "0.1|30",
        "0.1|7, 0.5, begin=5, end=50",
        "0.1|7, 0.5, 5, 27",
        "0.1|1, gamma=0.9, begin=3, end=4",
        "0.1|3, 0.5, begin=1, end=10, convert_to_iter_based=True, epoch_length=7",
        "0.1|3, 0.5, begin=1, end=10, epoch_length=7",
        "0.1|2.5, 0.5",
    ],
    "MultiStepLR": [
        "0.1|[30, 80]",
        "0.1|[0, 3, 3, 6], gamma=0.5, begin=4, end=10",
        "0.1|milestones=[80, 30], gamma=0.2",
        "0.1|[5, 5, 5], end=5",
        "0.1|[8, 11], begin=0, end=12, epoch_length=20",
        "0.1|milestones=[8, 11], begin=0, end=12, convert_to_iter_based=True, epoch_length=20",
    ],
    "ConstantLR": [
        "0.1|",
        "0.1|0.25, 0, 10",
        "0.1|0.25, begin=5, end=6",
        "0.2|0.5, begin=5, end=7",
        "0.1|0.5, end=3, convert_to_iter_based=True, epoch_length=9",
        "0.1|0.5, end=3, epoch_length=9",
    ],
    "LinearLR": [
        "0.1|",
        "0.1|0.25, 1.0, 0, 9",
        "0.1|1.0, 0.0, end=100",
        "0.1|0.01, 0.5, begin=20, end=22",
        "0.1|0.1, end=1",
        "0.1|0.001, by_epoch=False, begin=0, end=500",
        "0.1|0.1, begin=1, end=4, convert_to_iter_based=True, epoch_length=11",
        "0.1|0.1, begin=1, end=4, epoch_length=11",
        "0.1|0.1, begin=0.5, end=1.25, convert_to_iter_based=True, epoch_length=11",
    ],
    "ExponentialLR": [
        "0.1|0.9",
        "0.1|0.999, 5, 60",
        "0.1|0.0, begin=5",
        "0.01|1.01, end=40",
        "0.1|gamma=0.9, end=4, convert_to_iter_based=True, epoch_length=10",
        "0.1|gamma=0.9, end=4, epoch_length=10",
    ],
    "CosineAnnealingLR": [
        "0.1|10, eta_min=0.01",
        "0.1|T_max=100, begin=20, end=260",
        "0.1|begin=10, end=50",
        "0.1|1",
        "0.1|7, 0.2, end=30",
        "0.1|50, eta_min_ratio=0.05, begin=3",
        "0.1|T_max=5, eta_min=0.01, end=7, convert_to_iter_based=True, epoch_length=8",
        "0.1|T_max=5, eta_min=0.01, end=7, epoch_length=8",
        "0.1|end=7, convert_to_iter_based=True, epoch_length=8",
    ],
    "PolyLR": [
        "0.1|0.001, 0.9, 0, 100",
        "0.1|power=2.0, begin=10, end=50",
        "0.1|0.01, end=1",
        "0.1|0.01, 0.0, end=20",
        "0.1|1e-4, 0.9, begin=0, end=1500, by_epoch=False",
        "0.1|eta_min=0.01, end=5, convert_to_iter_based=True, epoch_length=8",
        "0.1|eta_min=0.01, end=5, epoch_length=8",
    ],
    "OneCycleLR": [
        "0.1|0.1, total_steps=100, end=100",
        "0.1|eta_max=0.1, total_steps=100, anneal_strategy='linear', end=100",
        "0.1|0.1, 100, 0.3, 'linear', three_phase=True, end=100",
        "0.1|0.01, end=777, pct_start=0.45",
        "0.1|0.01, begin=20, end=120, div_factor=5.0, final_div_factor=10.0",
        "0.1|eta_max=0.01, total_steps=12, end=12, convert_to_iter_based=True, epoch_length=9",
        "0.1|eta_max=0.01, total_steps=12, end=12, epoch_length=9",
        "0.1|0.1, total_steps=50, pct_start=0.7, three_phase=True, end=50",
        "0.1|0.1, total_steps=50, pct_start=1.0, end=50",
        "0.1|0.1, total_steps=50, pct_start=0.01, end=50",
        "0.1|0.1, total_steps=50, pct_start=0.0, three_phase=True, end=50",
    ],
    "CosineRestartLR": [
        "0.1|[10, 20], [1, 0.5], eta_min=0.001",
        "0.1|[10], eta_min=0",
        "0.1|[10, 20, 5], [1, 0.5, 0.7], eta_min_ratio=0.1, begin=7",
        "0.1|[1, 2, 1], [0.5, 1.0, 0.2], 0.01",
        "0.1|[10, 20], [1, 0.5], eta_min=0.0, begin=5, end=22",
        "0.1|[10, 20], [1, 0.5], eta_min=0.0, begin=5, end=15",
        "0.1|periods=[2, 3], restart_weights=[1, 0.5], eta_min=0.01, convert_to_iter_based=True, "
        "epoch_length=6",
        "0.1|periods=[2, 3], restart_weights=[1, 0.5], eta_min=0.01, epoch_length=6",
    ],
    "param_scheduler": [
        "0.1|[dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=50), "
        "dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1)]"
        "|epoch_length=20",
        "0.1|[dict(type='LinearLR', start_factor=0.01, by_epoch=True, begin=0, end=5, "
        "convert_to_iter_based=True), dict(type='CosineAnnealingLR', T_max=15, by_epoch=True, "
        "begin=5, end=20, convert_to_iter_based=True, eta_min=0.001)]|epoch_length=30",
        "0.1|[dict(type='LinearLR', start_factor=0.01, by_epoch=False, begin=0, end=100), "
        "dict(type='CosineAnnealingLR', eta_min=0.005, begin=50, end=300, T_max=250, "
        "by_epoch=False)]|",
        "0.1|[LinearLR(opt, 0.1, end=20), PolyLR(opt, 0.001, 0.9, begin=10, end=60), "
        "ExponentialLR(opt, 0.99, begin=30)]|",
        "0.1|[dict(type='LinearLR', start_factor=0.1, by_epoch=False, end=25), "
        "dict(type='PolyLR', eta_min=0.001)]|epoch_length=10, max_epochs=8",
        "0.1|[dict(type='CosineAnnealingLR', by_epoch=False), "
        "dict(type='ConstantLR', factor=0.5, by_epoch=False, end=30)]|max_iters=200",
        "0.1|[dict(type='StepLR', step_size=2, gamma=0.5), dict(type='CosineAnnealingLR', "
        "T_max=33, eta_min=0.01, by_epoch=False), dict(type='ExponentialLR', gamma=0.97)]"
        "|epoch_length=9",
        "0.1|[dict(type='CosineRestartLR', periods=[20, 30], restart_weights=[1, 0.5], "
        "eta_min=0.001), dict(type='LinearLR', start_factor=0.2, end=26)]|",
        "0.1|[OneCycleLR(opt, 0.05, 60, end=60), ConstantLR(opt, 0.5, end=20), "
        "CosineAnnealingLR(opt, 40, begin=50)]|",
        "0.1|[dict(type='OneCycleLR', eta_max=0.05, total_steps=6, end=6), "
        "dict(type='LinearLR', start_factor=0.2, by_epoch=False, end=26)]|epoch_length=9",
        "0.06173|[dict(type='ExponentialLR', gamma=0.95978), dict(type='StepLR', step_size=8, "
        "gamma=0.243, by_epoch=False), dict(type='CosineAnnealingLR', T_max=69, eta_min=0.0082, "
        "by_epoch=False)]|epoch_length=1",
        "0.1|[CosineAnnealingLR(opt, 12, 0.01, end=40), CosineAnnealingLR(opt, 7, 0.02, "
        "begin=20, end=70)]|",
    ],
}


PLATEAU = TORCH | {
    "mode": "rule",
    "threshold_mode": "threshold_rule",
    "min_lr": "min_value",
}
WORDS = {"min": "less", "max": "greater"}
PLATEAUS = [
    "'loss', 'less', 0.5, 2, 0.01, 'abs', 1, 0.001",
    "begin=10, end=30, patience=1",
    "begin=1, patience=0, factor=0.9",
    "begin=25, rule='greater', patience=2",
]
AMONG = [
    "0.1|dict(type='LinearLR', start_factor=0.01, by_epoch=False, end=25)"
    "|patience=2, factor=0.5|epoch_length=10",
    "0.1|dict(type='LinearLR', start_factor=0.1, end=5)|patience=0, min_value=0.02",
    "0.1|dict(type='CosineAnnealingLR', T_max=40, eta_min=0.001)|patience=1, factor=0.5",
    "0.1|dict(type='ExponentialLR', gamma=0.99, by_epoch=False)|patience=0, eps=0.01"
    "|epoch_length=4",
    "0.1|OneCycleLR(opt, 0.2, 50, end=50)|patience=1",
    "0.1|dict(type='ReduceOnPlateauLR', monitor='acc', rule='greater', patience=0, factor=0.7, "
    "metrics={})"
    "|patience=0, factor=0.9, threshold=0.5, min_value=0.01|epoch_length=3",
    "0.1|dict(type='StepLR', step_size=3, gamma=0.5), dict(type='LinearLR', start_factor=0.2, "
    "by_epoch=False, end=12)|patience=1, cooldown=2|epoch_length=1",
    "0.1|dict(type='LinearLR', start_factor=0.01, end=2, convert_to_iter_based=True), "
    "dict(type='PolyLR', eta_min=0.001)|patience=2, factor=0.3|epoch_length=6, max_epochs=30",
    "0.1|dict(type='CosineRestartLR', periods=[20, 15], restart_weights=[1, 0.5], eta_min=0.001)"
    "|patience=1, min_value=0.03, factor=0.4",
    "0.1|dict(type='PolyLR', end=40, eta_min=0.01), dict(type='CosineAnnealingLR', T_max=25, "
    "eta_min=0.002)|patience=1, factor=0.6",
    "0.1|dict(type='ConstantLR', end=8)|begin=4, end=20, patience=0, factor=0.8, min_value=0.005",
    "0.1||patience=3, rule='greater'|epoch_length=7",
]
"""What stands in a list before a scheduler that follows a metric, that, and the training."""


def among(seed: str) -> Iterator[tuple[str, int]]:
    """Yield lists with a scheduler that follows a metric, and how many updates are known."""
    chance = random.Random("among" + seed)
    by_chance = []
    for options in texts(PLATEAU, chance, WORDS, edges=()):
        rate, listed = drawn("param_scheduler", chance).split("|", 1)
        others, _, training = listed.removeprefix("[").partition("]|")
        by_chance.append(f"{rate}|{others}|{options}|{training}")
    for text in [*AMONG, *by_chance]:
        rate, others, options, *training = text.split("|")
        values = metric(chance)
        plateau = f"dict(type='ReduceOnPlateauLR', {options}, metrics={values})"
        others = others.format(metric(chance))
        given = [f"[{', '.join(filter(None, [others, plateau]))}]", SGD_.format(rate), *training]
        length = int(training[0].removeprefix("epoch_length=").partition(",")[0]) if training else 1
        yield f"mmengine.param_scheduler({', '.join(given)})", (len(values) + 1) * length


def validated(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that trains with a scheduler told a metric after each epoch."""
    names = {"ReduceOnPlateauLR": schedulers.ReduceOnPlateauLR}

    def run(steps: Sequence[int]) -> Iterator[float]:
        left = iter(metrics)

        def step(scheduler: Any) -> None:
            runner = SimpleNamespace(param_schedulers=[scheduler])
            hook = ParamSchedulerHook()
            hook.after_train_epoch(runner)
            hook.after_val_epoch(runner, {scheduler.monitor: next(left)})

        yield from constructed(text, names, step)(steps)

    return run


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(1, 40), chance.randint(50, 900)
    # what a long cosine rounds away at its bottom, it multiplies by the square of its length
    wave = chance.randint(50, 400)
    part, power = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    end, low = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 0.01):.3g}"
    begin = chance.randint(0, 60)
    until = begin + chance.randint(1, 500)
    steps = f"begin={begin}, end={until}, by_epoch={chance.random() < 0.5}"
    if chance.random() < 0.3:
        until = begin + chance.randint(1, 20)
        iters = chance.choice(["", ", convert_to_iter_based=True"])
        steps = f"begin={begin}, end={until}{iters}, epoch_length={chance.randint(1, 12)}"
    lists = [
        f"dict(type='LinearLR', start_factor={part}, by_epoch=False, end={few})",
        f"dict(type='CosineAnnealingLR', T_max={wave}, eta_min={low}, by_epoch=False)",
        f"dict(type='PolyLR', power={power}, eta_min={low}, end={chance.randint(2, 60)})",
        f"dict(type='ExponentialLR', gamma={chance.uniform(0.95, 1):.5g})",
        f"dict(type='StepLR', step_size={chance.randint(1, 20)}, gamma={part}, by_epoch=False)",
        f"dict(type='CosineRestartLR', periods=[{few}, {begin + 1}], eta_min={low}, "
        f"restart_weights=[{part}, 1], begin={chance.randint(0, 9)}, by_epoch=False)",
    ]
    given = {
        "StepLR": f"step_size={few}, gamma={part}, {steps}",
        "MultiStepLR": f"milestones={chance.choices(range(many), k=4)}, gamma={part}, {steps}",
        "ConstantLR": f"factor={part}, {steps}",
        "LinearLR": f"start_factor={part}, end_factor={end}, {steps}",
        "ExponentialLR": f"gamma={chance.uniform(0.9, 1):.5g}, {steps}",
        "CosineAnnealingLR": f"T_max={chance.choice([None, wave, few])}, eta_min={low}, {steps}",
        "PolyLR": f"eta_min={low}, power={power}, {steps}",
        "OneCycleLR": f"eta_max={part}, total_steps={many}, pct_start=0.{chance.randint(1, 8)}, "
        f"begin={begin}, end={begin + many}, three_phase={chance.random() < 0.3}",
        "CosineRestartLR": f"periods=[{few}, {many}, {begin + 1}], restart_weights=[1, {part}, "
        f"{end}], eta_min={low}, {steps}",
        "param_scheduler": f"[{', '.join(chance.sample(lists, chance.randint(2, 3)))}]"
        f"|epoch_length={chance.randint(1, 12)}",
    }
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of mmengine's schedulers, and of lists of them."""
    names = {name: getattr(schedulers, name) for name in CONSTRUCTORS if name[0].isupper()}
    alone = SimpleNamespace(**{name: single(name) for name in names}, param_scheduler=Training)
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, *rest = given.split("|")
        rest.insert(len(rest) - 1, SGD_.format(rate))
        word = f"mmengine.{name}({', '.join(filter(None, rest))})"
        yield Case(word, constructed(word, {**names, "mmengine": alone}), STOP)
    name = "mmengine.ReduceOnPlateauLR"
    yield from plateaus(name, seed, validated, PLATEAU, more=PLATEAUS, values=WORDS)
    for word, known in among(seed):
        yield Case(word, constructed(word, {**names, "mmengine": alone}), known)
