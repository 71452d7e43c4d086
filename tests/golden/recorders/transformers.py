"""Hugging Face transformers: the `get_…_schedule` functions, stepped as its Trainer does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch
import transformers
from case import Case, arguments
from edges.transformers import CONSTRUCTORS
from plateaus import ABOVE_0, plateaus
from stepping import Run, constructed, measured

INSTALL = ("torch==2.13.0 numpy transformers==5.23.0",)
VERSIONS = {"transformers": transformers.__version__, "torch": torch.__version__}
PRECISION = "float64"

SGD_ = "torch.optim.SGD(params, lr={})"

# peak, warmup, total
LINEARS = [
    (0.001, 0, 40_000),
    (0.1, 10, 100),
    (0.1, 1, 2),
    (3e-4, 500, 10_000),
    (0.05, 99, 100),
    (0.02, 123, 4567),
]
# peak, warmup, total, end, power
POLYNOMIALS = [
    (0.1, 10, 100, 1e-7, 1.0),
    (0.01, 0, 1000, 0.001, 1.0),
    (0.001, 4000, 20_000, 0.0, 2.0),
    (0.1, 10, 100, 0.01, 0.5),
    (0.002, 77, 3210, 1e-5, 3.0),
]
# peak, warmup
CONSTANTS = [
    (0.001, 0),
    (0.1, 1),
    (0.1, 2),
    (0.1, 10),
    (3e-4, 500),
    (1.0, 3),
    (0.02, 1234),
    (5e-5, 10_000),
]
SQUARE_ROOTS = [*CONSTANTS[1:], (0.001, 4000)]
# peak, warmup, total, decay
STABLE = [(0.1, 10, 100, 20), (0.001, 2000, 40_000, 8000), (3e-4, 0, 1000, 1000), (0.02, 1, 777, 1)]


# the name, the optimizer's rate | the other arguments
NAMED = [
    "'constant', 0.1|10, 100",
    "name='constant_with_warmup', 0.1|num_warmup_steps=10",
    "'linear', 0.1|num_warmup_steps=10, num_training_steps=100",
    "'cosine', 0.1|10, 100, {'num_cycles': 1.5}",
    "'cosine_with_restarts', 0.1|10, 100, scheduler_specific_kwargs=dict(num_cycles=3)",
    "'polynomial', 0.1|10, 100, {'lr_end': 0.01, 'power': 2}",
    "'inverse_sqrt', 0.1|10, scheduler_specific_kwargs={'timescale': 20}",
    "'cosine_with_min_lr', 0.1|10, 100, {'min_lr': 0.01}",
    "'cosine_warmup_with_min_lr', 0.1|10, 100, {'min_lr_rate': 0.1, 'warmup_lr_rate': 0.2}",
    "'warmup_stable_decay', 0.1|10, 100, {'num_decay_steps': 20, 'decay_type': '1-sqrt'}",
    "'warmup_stable_decay', 0.1|10, None, {'num_decay_steps': 20, 'num_stable_steps': 30}",
]
GREEDY = [
    "patience=0, factor=0.5, min_lr=0.001, reset_start=1",
    "'max', 0.8, 1, 0.01, 'rel', 2, 3, 0.01, 0.2",
    "patience=0, max_lr=0.05, warmup=2",
    "patience=1, smooth=True, window_size=5, factor=0.7",
    "patience=0, smooth=True, window_size=1, factor=0.3, min_lr=0.01, reset_start=3, cooldown=1",
    "patience=0, factor=0.5, min_lr=0.3, reset_start=2, smooth=True",
    "patience=0, factor=0.1, min_lr=0.0, reset_start=0, eps=0.01",
]
NAMED_PLATEAUS = {
    "reduce_lr_on_plateau": ["10, 100, {'patience': 1, 'factor': 0.5}"],
    "greedy": ["scheduler_specific_kwargs=dict(patience=1, factor=0.5)"],
}
# what Adafactor's rate depends on, after its parameters
ADAFACTORS = [
    "scale_parameter=False",
    "scale_parameter=False, relative_step=True, warmup_init=True, lr=None",
    "None, (1e-30, 1e-3), 1.0, -0.8, None, 0.0, False, True, True",
    "scale_parameter=False, eps=(1e-28, 1e-2), clip_threshold=0.5",
    "lr=1e-3, scale_parameter=False, relative_step=False",
    "0.02, scale_parameter=False, relative_step=False, warmup_init=False",
    "lr=3e-4, eps=(1e-30, 1e-3), clip_threshold=1.0, decay_rate=-0.8, beta1=None, "
    "weight_decay=0.0, relative_step=False, scale_parameter=False, warmup_init=False",
    "scale_parameter=False, warmup_init=True, beta1=0.9, weight_decay=0.1",
]


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a function, its optimizer's rate first."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(0, 300), chance.randint(400, 9000)
    phases = f"{few}, {many}"
    part, waves = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0.2, 4):.3g}"
    up, down = (chance.choice(("linear", "cosine", "1-sqrt")) for _ in range(2))
    given = {
        "get_constant_schedule": "",
        "get_constant_schedule_with_warmup": f"{few}",
        "get_linear_schedule_with_warmup": phases,
        "get_cosine_schedule_with_warmup": f"{phases}, num_cycles={waves}",
        "get_cosine_with_hard_restarts_schedule_with_warmup": f"{phases}, {chance.randint(1, 21)}",
        "get_polynomial_decay_schedule_with_warmup": f"{phases}, 0.0001, {waves}",
        "get_inverse_sqrt_schedule": f"{few}, timescale={chance.randint(1, 900)}",
        "get_cosine_with_min_lr_schedule_with_warmup": f"{phases}, {waves}, min_lr_rate={part}",
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate": (
            f"{phases}, {waves}, min_lr=0.0001, warmup_lr_rate={part}"
        ),
        "get_wsd_schedule": (
            f"{few}, {chance.randint(0, many - few)}, {many}, min_lr_ratio={part}, "
            f"warmup_type='{up}', decay_type='{down}'"
        ),
    }
    return f"{rate}|{given[name]}"


def run(peak: float, name: str, **options: Any) -> Run:
    """Return the function that trains with a schedule of transformers."""
    given = ", ".join(f"{key}={value!r}" for key, value in options.items())
    return constructed(f"{name}({SGD_.format(peak)}, {given})", vars(transformers.optimization))


def adafactor(text: str) -> Run:
    """Return the function that trains with Adafactor, or with its proxy, and asks for its rate.

    The optimizer counts its updates in its state, as it comes back from a checkpoint: that count
    is set before each update that is looked at.
    """

    def run(steps: Sequence[int]) -> Iterator[float]:
        params = [torch.nn.Parameter(torch.zeros(1))]
        made = eval(text, {"params": params, **vars(transformers.optimization)})
        params[0].grad = torch.ones(1)
        optimizer = getattr(made, "optimizer", made)
        optimizer.step()
        for step in steps:
            optimizer.state[params[0]]["step"] = step
            optimizer.step()
            if made is optimizer:
                yield optimizer._get_lr(optimizer.param_groups[0], optimizer.state[params[0]])
            else:
                made.step()
                yield made.get_last_lr()[0]

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of transformers' own functions, and of the short names that are like them."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        run = constructed(word, vars(transformers.optimization))
        yield Case(f"transformers.{word}", run, reach=150)
    for given in NAMED:
        name, rate, rest = given.replace("|", ", ", 1).split(", ", 2)
        word = f"get_scheduler({name}, optimizer={SGD_.format(rate)}, {rest})"
        if not name.startswith("name="):
            word = f"transformers.get_scheduler({name}, {SGD_.format(rate)}, {rest})"
        text = word.removeprefix("transformers.")
        yield Case(word, constructed(text, vars(transformers.optimization)), reach=150)

    def followed(text: str, rate: float, metrics: Sequence[float]) -> Run:
        return measured(text, vars(transformers.optimization), metrics)

    yield from plateaus("get_reduce_on_plateau_schedule", seed, followed)
    yield from plateaus("GreedyLR", seed, followed, more=GREEDY, edges=ABOVE_0)
    for name, given in NAMED_PLATEAUS.items():
        head = f"'{name}', {SGD_}"
        yield from plateaus("transformers.get_scheduler", seed, followed, {}, head, more=given)
    for given in ADAFACTORS:
        word = f"Adafactor(params, {given})"
        yield Case(word, adafactor(word))
        for proxy in ("AdafactorSchedule({})", "get_adafactor_schedule({}, initial_lr=0.1)"):
            yield Case(proxy.format(word), adafactor(proxy.format(word)))
    for peak, warmup, total in LINEARS:
        trained = run(
            peak,
            "get_linear_schedule_with_warmup",
            num_warmup_steps=warmup,
            num_training_steps=total,
        )
        yield Case(f"linear:peak_lr={peak},total_steps={total},warmup_steps={warmup}", trained)
    for peak, warmup, total, end, power in POLYNOMIALS:
        trained = run(
            peak,
            "get_polynomial_decay_schedule_with_warmup",
            num_warmup_steps=warmup,
            num_training_steps=total,
            lr_end=end,
            power=power,
        )
        if power == 1:
            start = f"linear:peak_lr={peak},total_steps={total},warmup_steps={warmup}"
            yield Case(f"{start},end_lr={end}", trained)
        start = f"poly:initial_learning_rate={peak},decay_steps={total - warmup}"
        yield Case(f"{start},end_learning_rate={end},power={power},warmup_steps={warmup}", trained)
    for peak, warmup in CONSTANTS:
        trained = run(peak, "get_constant_schedule_with_warmup", num_warmup_steps=warmup)
        yield Case(f"constant:learning_rate={peak},warmup_steps={warmup}", trained)
    for peak, warmup in SQUARE_ROOTS:
        trained = run(
            peak,
            "get_inverse_sqrt_schedule",
            num_warmup_steps=warmup,
            timescale=warmup,
        )
        yield Case(f"inverse-sqrt:peak_lr={peak},warmup_steps={warmup}", trained)
    for peak, warmup, total, decay in STABLE:
        for shape in ("linear", "cosine", "1-sqrt"):
            # with a floor, transformers starts its warmup there, and lrplot at 0
            for ratio in (0.0, 0.1) if warmup == 0 else (0.0,):
                trained = run(
                    peak,
                    "get_wsd_schedule",
                    num_warmup_steps=warmup,
                    num_decay_steps=decay,
                    num_training_steps=total,
                    decay_type=shape,
                    min_lr_ratio=ratio,
                )
                word = f"wsd:peak_lr={peak},total_steps={total},warmup_steps={warmup}"
                word += f",cooldown_steps={decay},cooldown={shape}"
                yield Case(word + (f",end_lr={peak * ratio}" if ratio else ""), trained)
