"""MosaicML Composer: the rates that its own Trainer trains with, update by update.

Composer asks for an older torch and for torchvision; what it imports of packages that it does not
need here is made up. The Trainer's `__init__`, `fit` and training loop are Composer's own; the work
on a batch is left out, but for the optimizer's rate, which is looked at.
"""

from __future__ import annotations

import importlib.machinery
import itertools
import random
import sys
import types
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from edges.composer import ARGUMENTS, EPOCH_TIMES

INSTALL = (
    "torch==2.13.0 numpy torchmetrics coolname importlib_metadata py-cpuinfo psutil tabulate tqdm "
    "requests",
    "--no-deps mosaicml==0.32.1 llm-foundry==0.22.0",
)
VERSIONS = {
    "mosaicml": version("mosaicml"),
    "llm-foundry": version("llm-foundry"),
    "torch": torch.__version__,
}
PRECISION = "float64"

ABSENT = (
    "mcli streaming streaming.base torchvision torchvision.datasets torchvision.models "
    "torchvision.models.detection torchvision.models.resnet torchvision.ops torchvision.transforms "
    "torchvision.transforms.functional torchvision.utils"
)


class Absent(types.ModuleType):
    """A package that is not there: whatever is asked of it is an empty class."""

    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, type(name, (), {}))
        return getattr(self, name)


def _import() -> dict[str, Any]:
    """Return the schedulers by name."""
    for name in ABSENT.split():
        module = Absent(name)
        module.__path__ = []
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        sys.modules.setdefault(name, module)
    foundry, utils = Absent("llmfoundry"), Absent("llmfoundry.utils.warnings")
    utils.experimental_class = lambda name: lambda cls: cls  # type: ignore[attr-defined]
    sys.modules.update({"llmfoundry": foundry, "llmfoundry.utils": Absent("llmfoundry.utils")})
    sys.modules["llmfoundry.utils.warnings"] = utils
    place = next(importlib.metadata.distribution("llm-foundry").locate_file("").glob("llmfoundry"))
    foundry.__path__ = [str(place)]
    optim = Absent("llmfoundry.optim")
    optim.__path__ = [str(place / "optim")]
    sys.modules["llmfoundry.optim"] = optim
    import composer.optim
    from composer.core import Engine
    from llmfoundry.optim.scheduler import InverseSquareRootWithWarmupScheduler as Own

    # nothing that runs at an event changes a rate
    Engine.run_event = lambda self, event: None
    return {**vars(composer.optim), Own.__name__: Own}


warnings.simplefilter("ignore")
NAMES = _import()

from composer import Trainer  # noqa: E402
from composer.core import DataSpec  # noqa: E402
from composer.models import ComposerModel  # noqa: E402
from composer.utils import collect_env  # noqa: E402

collect_env.cpuinfo.get_cpu_info = dict


class Batches:
    """A dataloader of empty batches, for ever if an epoch has no end."""

    batch_size = 1

    def __iter__(self) -> Iterator[int]:
        return itertools.count()


class Epoch(Batches):
    """A dataloader of so many empty batches."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.count))


class Model(ComposerModel):
    """A model of one weight."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1))

    def forward(self, batch: Any) -> Any:
        return self.weight

    def loss(self, outputs: Any, batch: Any) -> Any:
        return outputs


def trained(schedulers: list[Any], lr: float, facts: dict[str, Any]) -> list[float]:
    """Return the rate of every update that the Trainer makes."""
    rates: list[float] = []

    class Watched(Trainer):
        def _train_batch(self, use_grad_scaling: bool) -> Any:
            (optimizer,) = self.state.optimizers
            rates.append(float(optimizer.param_groups[0]["lr"]))
            return None

    count = facts.get("batches_per_epoch")
    data = DataSpec(
        Epoch(count) if count else Batches(),
        get_num_samples_in_batch=lambda batch: facts.get("samples_per_batch", 1),
        get_num_tokens_in_batch=lambda batch: facts.get("tokens_per_batch", 1),
    )
    model = Model()
    trainer = Watched(
        model=model,
        train_dataloader=data,
        optimizers=torch.optim.SGD(model.parameters(), lr=lr),
        schedulers=schedulers,
        max_duration=facts.get("max_duration", "400ba"),
        scale_schedule_ratio=facts.get("scale_schedule_ratio", 1.0),
        device="cpu",
        progress_bar=False,
        loggers=[],
    )
    trainer.fit()
    trainer.close()
    return rates


# the scheduler's own arguments | what the Trainer is given
def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, and a random training."""
    ratio = chance.choice([1.0, 1.0, chance.uniform(0.5, 2.5)])
    per = chance.randint(1, 50)
    unit, many = chance.choice([("ba", 1), ("sp", per), ("tok", per * 100)])
    epochs = chance.random() < 0.3
    batches = chance.randint(20, 60)
    total = chance.randint(2, 5) * batches if epochs else chance.randint(50, 300)
    facts = [
        f"max_duration='{total // batches}ep'" if epochs else f"max_duration='{total * many}{unit}'"
    ]
    facts += [f"batches_per_epoch={batches}"] * epochs + [f"scale_schedule_ratio={ratio:.3g}"]
    facts += [f"samples_per_batch={per}", f"tokens_per_batch={100 * per}"]
    if epochs:
        unit, many = "ba", 1

    def part(low: float, high: float, dur: bool = True) -> str:
        """Return a time between two parts of the whole."""
        share = chance.uniform(low, high)
        if dur and chance.random() < 0.4:
            return f"'{share:.3g}dur'"
        return f"'{max(1, round(share * total * many))}{unit}'"

    alpha, gamma = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0.1, 1):.3g}"
    top, power = f"{chance.uniform(0.5, 1.5):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    few = ", ".join(part(0.05, 1) for _ in range(3))
    scaled = chance.random() < 0.5
    rise = part(0.2, 0.4)
    times = f"{part(0.1, 0.5, False)}, {part(0.1, 1, False)}, {part(0.1, 0.5, False)}"
    stretch = f"{chance.uniform(1, 2):.3g}"
    given = {
        "StepScheduler": f"{part(0.1, 0.4)}, {gamma}",
        "MultiStepScheduler": f"[{few}], {gamma}",
        "ConstantScheduler": f"{top}, {part(0.1, 0.9)}",
        "LinearScheduler": f"{top}, {alpha}, {part(0.1, 0.9)}",
        "ExponentialScheduler": f"{gamma}, {part(0.1, 0.9)}",
        "CosineAnnealingScheduler": f"{part(0.1, 0.9)}, {alpha}",
        "CosineAnnealingWarmRestartsScheduler": f"{part(0.1, 0.3)}, {stretch}, {alpha}",
        "PolynomialScheduler": f"{power}, {part(0.1, 0.9)}, {alpha}",
        "MultiStepWithWarmupScheduler": f"{rise}, [{few}], {gamma}, {scaled}",
        "ConstantWithWarmupScheduler": f"{rise}, {top}, scale_warmup={scaled}",
        "LinearWithWarmupScheduler": f"{rise}, {top}, {alpha}, scale_warmup={scaled}",
        "CosineAnnealingWithWarmupScheduler": f"{rise}, alpha_f={alpha}, scale_warmup={scaled}",
        "PolynomialWithWarmupScheduler": f"{rise}, {power}, '1dur', {alpha}, {scaled}",
        # its times have the unit of the whole
        "InverseSquareRootWithWarmupScheduler": f"{EPOCH_TIMES if epochs else times}, '1dur', "
        f"{alpha}",
        "schedulers": f"StepScheduler({part(0.1, 0.4)}, {gamma}), LinearScheduler({top}, {alpha})",
    }
    return f"{given[name]}|{', '.join(facts)}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Composer's schedulers, of LLM Foundry's, and of several together."""
    for name, text in arguments(ARGUMENTS, drawn, seed):
        own, _, said = (part.strip().removesuffix(",") for part in text.partition("|"))
        facts = eval(f"dict({said})")
        lr = random.Random(name + text).choice([0.1, 0.003, 1.0])
        inside = own if name == "schedulers" else f"{name}({own})"
        schedulers = eval(f"[{inside}]", NAMES)
        rates = trained(schedulers, lr, facts)
        extra = f"{', ' * bool(said)}{said}"
        word = f"composer.{name}({own}{', ' * bool(own)}lr={lr}{extra})"
        if name == "schedulers":
            each = ", ".join(f"{part})" for part in _split(inside, said))
            word = f"composer.schedulers([{each}], lr={lr})"
        yield Case(word, lambda steps, rates=rates: [rates[step] for step in steps], len(rates))


def _split(schedulers: str, said: str) -> Iterator[str]:
    """Yield the text of each scheduler with what the Trainer is given, but for its last bracket."""
    for part in schedulers.split("), "):
        text = part.removesuffix(")")
        yield f"{text}{', ' * (not text.endswith('(') and bool(said))}{said}"
