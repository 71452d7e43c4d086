"""Settings in dataclasses, named tuples, enums and mappings, made into one another."""

import argparse
import copy
from collections import Counter, OrderedDict, defaultdict, namedtuple
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from enum import Enum, IntEnum, auto
from functools import cached_property
from types import MappingProxyType, SimpleNamespace
from typing import NamedTuple

import torch


@dataclass
class Optim:
    lr: float = 0.1
    betas: list = field(default_factory=lambda: [0.9, 0.5])


@dataclass
class Config:
    optim: Optim = field(default_factory=Optim)
    epochs: int = 3
    scale: float = 1.0

    def __post_init__(self):
        self.scale = self.scale * 2

    @cached_property
    def peak(self):
        return self.optim.lr * self.scale


class Decay(NamedTuple):
    gamma: float
    every: int = 3

    def twice(self):
        return self.gamma * 2


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


Point = namedtuple("Point", "at rate", defaults=[0.6])
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()

config = Config(Optim(lr=0.2))
other = replace(config, epochs=6)
plain = asdict(config)
plain["optim"]["betas"].append(7)
deep = copy.deepcopy(config)
deep.optim.lr = 0.9
decay = Decay(0.25)._replace(every=4)
gamma, every = decay
namespace = SimpleNamespace(**{"lr": 0.3})
vars(namespace).update(lr=0.35, more=1)
lists = defaultdict(list)
lists["lr"].append(0.1)
lists["lr"].append(0.2)
counts = Counter("aab")
ordered = OrderedDict([("a", 0.1), ("b", 0.2)])
ordered.update([("c", 0.3)])
ordered.setdefault("a", 9)
keys = ordered.keys()
gone = ordered.pop("b") + ordered.pop("z", 0.5)
peak = config.peak
config.optim.lr = 0.8

rates = [
    config.optim.lr + peak,
    other.scale * 0.1 + other.epochs,
    plain["optim"]["lr"] + len(plain["optim"]["betas"]) + len(config.optim.betas),
    deep.optim.lr + astuple(Optim())[0],
    sum(getattr(Config(), f.name) for f in fields(Config) if f.name != "optim"),
    gamma * every + decay.twice() + decay[0] + len(decay._asdict()),
    Point(1).rate + Point(at=2, rate=0.1)[0] + Point(3)._replace(rate=0.2).rate,
    namespace.lr + namespace.more,
    sum(lists["lr"]) + len(lists["none"]) + len(lists),
    counts["a"] * 0.1 + counts["z"] + counts.most_common(1)[0][1] + len(counts),
    sum(ordered.values()) + len(keys) + gone,
    MappingProxyType(ordered)["c"] + dict.fromkeys("xy", 0.3)["y"],
    ({"lr": 0.1} | {"lr": 0.2})["lr"] + {**vars(args), "n": 2}["lr"],
    args.lr + getattr(args, "none", 0.4) + (0 if hasattr(args, "none") else 1),
    0.1 if Mode("slow") is Mode.SLOW and Mode["FAST"] != Mode.SLOW else 0.2,
    sum(len(mode.value) for mode in Mode) * 0.1 + Level.HIGH + len(Level),
    0.1 if isinstance(config, Config) and not isinstance(Mode.SLOW, str) else 0.2,
    len(type(config).__name__) + (type(0.5) is float) + isinstance({}, (int, dict)),
]

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in rates:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
