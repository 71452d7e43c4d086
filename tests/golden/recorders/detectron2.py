"""detectron2: `build_lr_scheduler`, `LRMultiplier` and the older classes, stepped each update.

detectron2/solver/lr_scheduler.py, detectron2/solver/build.py and detectron2/config/defaults.py of
facebookresearch/detectron2 at 02b5c4e2: the package is not imported, for it wants to be built.
The config is made of the lines of defaults.py that set SOLVER. `max_iter` of WarmupParamScheduler
is lrplot's own parameter, and is taken out of what detectron2 reads.
"""

from __future__ import annotations

import logging
import math
import os
import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from case import EXACT, Case, arguments
from fvcore.common import param_scheduler
from lifting import lifted
from stepping import constructed
from torch.optim.lr_scheduler import LRScheduler
from yacs.config import CfgNode

FOLDER = "facebookresearch/detectron2/detectron2"
VERSIONS = {
    "detectron2": "0+02b5c4e2",
    "fvcore": version("fvcore"),
    "torch": torch.__version__,
}
PRECISION = "float64"

CLASSES = ["WarmupParamScheduler", "LRMultiplier", "WarmupMultiStepLR", "WarmupCosineLR"]
KNOWN: dict[str, Any] = {
    **{name: vars(param_scheduler)[name] for name in param_scheduler.__all__},
    "torch": torch,
    "math": math,
    "bisect_right": bisect_right,
    "List": list,
    "LRScheduler": LRScheduler,
    "CfgNode": CfgNode,
    "logger": logging.getLogger("quiet"),
    "logging": logging,
}
logging.disable(logging.WARNING)
KNOWN |= zip(
    CLASSES,
    lifted(f"{FOLDER}/solver/lr_scheduler.py", [*CLASSES, "_get_warmup_factor_at_iter"], **KNOWN),
    strict=False,
)
(build,) = lifted(f"{FOLDER}/solver/build.py", ["build_lr_scheduler"], **KNOWN)


def build_lr_scheduler(**given: Any) -> Any:
    """Return the scheduler that detectron2 builds from a config's SOLVER."""
    lines = Path(os.environ["UPSTREAM"], FOLDER, "config/defaults.py").read_text().splitlines()
    config = CfgNode()
    config.SOLVER = CfgNode()
    solver = [line for line in lines if re.match(r"_C\.SOLVER\.[A-Z_]+ = [^C]", line)]
    exec("\n".join(solver), {"_C": config})
    config.SOLVER.update(given)
    params = [torch.nn.Parameter(torch.zeros(1))]
    return build(config, torch.optim.SGD(params, lr=config.SOLVER.BASE_LR))


NAMES = {**KNOWN, "build_lr_scheduler": build_lr_scheduler}
SGD_ = "torch.optim.SGD(params, lr={})"
STEPPED = "LR_SCHEDULER_NAME='WarmupStepWithFixedGammaLR', "
COSINE = "LR_SCHEDULER_NAME='WarmupCosineLR', "

# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "build_lr_scheduler": [
        "MAX_ITER=900, STEPS=(600, 800), BASE_LR=0.02, WARMUP_ITERS=100",
        "MAX_ITER=500, STEPS=(50, 300, 501), GAMMA=0.5, WARMUP_ITERS=100",
        "MAX_ITER=300, STEPS=(100,), WARMUP_ITERS=60, RESCALE_INTERVAL=True",
        "MAX_ITER=300, STEPS=(), WARMUP_ITERS=0",
        f"{COSINE}MAX_ITER=400, BASE_LR=0.01, BASE_LR_END=0.001, WARMUP_ITERS=40",
        f"{COSINE}MAX_ITER=400, WARMUP_ITERS=40, RESCALE_INTERVAL=True",
        f"{COSINE}MAX_ITER=90, WARMUP_METHOD='constant', WARMUP_ITERS=33, WARMUP_FACTOR=0.1",
        f"{COSINE}MAX_ITER=90",
        f"{STEPPED}MAX_ITER=400, NUM_DECAYS=4, WARMUP_ITERS=40",
        f"{STEPPED}MAX_ITER=401, GAMMA=0.3, WARMUP_ITERS=150, RESCALE_INTERVAL=True",
    ],
    "LRMultiplier": [
        "0.1|WarmupParamScheduler(MultiStepParamScheduler([1, 0.1, 0.01], milestones=[600, 800], "
        "num_updates=900), 0.001, 100 / 900), max_iter=900",
        "0.02|CosineParamScheduler(1, 0), 100",
        "0.02|CompositeParamScheduler([LinearParamScheduler(0, 1), CosineParamScheduler(1, 0)], "
        "[0.1, 0.9], ['rescaled', 'rescaled']), 250",
    ],
    "WarmupParamScheduler": [
        "CosineParamScheduler(0.1, 0.0), 0.001, 0.1, max_iter=100",
        "CosineParamScheduler(0.1, 0.0), 0.001, 0.1, rescale_interval=True, max_iter=100",
        "CosineParamScheduler(0.1, 0.0), 0.5, 0.0, max_iter=100",
        "LinearParamScheduler(0.1, 0.0), 0.5, 1.0, max_iter=100",
        "StepParamScheduler(9, [0.1, 0.03, 0.01]), 0.2, 0.4, 'constant', True, max_iter=100",
    ],
    "WarmupMultiStepLR": [
        "0.1|[60, 80], warmup_iters=10",
        "0.1|[5, 8, 8, 100], 0.5, 0.1, 10",
        "0.1|(), warmup_iters=0",
        "0.1|[30], warmup_iters=20, warmup_method='constant'",
    ],
    "WarmupCosineLR": [
        "0.1|100, warmup_iters=10",
        "0.1|100, 0.5, 200",
        "0.1|100, warmup_iters=0",
        "0.1|70, 0.01, 20, 'constant'",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, the optimizer's rate first where there is one."""
    rate, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.001):.3g}"
    part, gamma = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0.01, 1.2):.3g}"
    total, warmup = chance.randint(20, 1500), chance.randint(0, 300)
    count, method = chance.randint(0, 5), chance.choice(["linear", "constant"])
    steps = sorted(chance.sample(range(1, total), count))
    length, rescale = round(chance.uniform(0, 0.9), 3), chance.random() < 0.5
    inner = chance.choice(
        [
            f"CosineParamScheduler({rate}, {low})",
            f"PolynomialDecayParamScheduler({rate}, {part})",
            f"MultiStepParamScheduler([1, {gamma}, {low}], {total})",
            f"StepWithFixedGammaParamScheduler({rate}, {count + 1}, {gamma}, {total})",
        ]
    )
    warmed = f"WarmupParamScheduler({inner}, {part}, {length}, '{method}', {rescale})"
    kind = chance.choice(
        [
            f"STEPS={tuple(steps)}, GAMMA={gamma}, ",
            f"{COSINE}BASE_LR_END={low}, ",
            f"{STEPPED}NUM_DECAYS={count + 1}, GAMMA={gamma}, ",
        ]
    )
    given = {
        "build_lr_scheduler": f"{kind}MAX_ITER={total}, BASE_LR={rate}, "
        f"WARMUP_ITERS={min(warmup, total - 1)}, WARMUP_FACTOR={part}, WARMUP_METHOD='{method}', "
        f"RESCALE_INTERVAL={rescale}",
        "LRMultiplier": f"{rate}|{chance.choice([inner, warmed])}, {total}",
        "WarmupParamScheduler": f"{inner}, {part}, {length}, '{method}', {rescale}, "
        f"max_iter={total}",
        "WarmupMultiStepLR": f"{rate}|{steps}, {gamma}, {part}, {warmup}, '{method}'",
        "WarmupCosineLR": f"{rate}|{total}, {part}, {warmup}, '{method}'",
    }
    return given[name]


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases; those of a fraction of the training end with it."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, bar, rest = given.rpartition("|")
        word = f"{name}({SGD_.format(rate) + ', ' if bar else ''}{rest})"
        text, stop = word, EXACT
        if name == "build_lr_scheduler":
            # an optimizer of its own, whose rate is BASE_LR
            stop = int(re.search(r"MAX_ITER=(\d+)", word).expand(r"\1"))
        elif name == "LRMultiplier":
            stop = int(re.search(r"(\d+)\)$", word).expand(r"\1"))
        elif name == "WarmupParamScheduler":
            bare, _, total = word.removesuffix(")").rpartition(", max_iter=")
            text, stop = f"LRMultiplier({SGD_.format(1.0)}, {bare}), {total})", int(total)
        # DeepSpeed has a WarmupCosineLR too
        yield Case(f"detectron2.{word}", constructed(text, NAMES), stop)
