"""Draws training scripts at random: settings, loaders, optimizers, schedulers, loops in many ways.

python tests/scripts/drawn.py 17        shows the script of a seed
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

WARMUPS = (
    "    if s < 3:\n        return (s + 1) / 3\n    return 0.5 ** (s - 3)",
    "    return min(1.0, (s + 1) / 4) * (0.9 if s > 5 else 1.0)",
    "    w = 2\n    if s < w:\n        f = s / w\n    elif s < 6:\n        f = 1.0\n    else:\n"
    "        f = 0.5 * (1 + math.cos(math.pi * min(1, (s - 6) / 10)))\n    return f",
    "    f = 1.0\n    for m in [2, 5]:\n        if s >= m:\n            f *= 0.1\n    return f",
)
OWN = """class Own(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, optimizer, warm, last_epoch=-1):
        self.warm = warm
        super().__init__(optimizer, last_epoch)
    def get_lr(self):
        if self.last_epoch < self.warm:
            return [base * (self.last_epoch + 1) / self.warm for base in self.base_lrs]
        return [base / (1 + self.last_epoch - self.warm) for base in self.base_lrs]"""
CLOSURE = """def make(w, total):
    def f(s):
        if s < w:
            return float(s) / float(max(1, w))
        return max(0.0, float(total - s) / float(max(1, total - w)))
    return f"""

TOLD = ("StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "LinearLR",
        "PolynomialLR", "CosineAnnealingWarmRestarts")  # fmt: skip
"""Schedulers that may be told the epoch."""

COUNT = 300
"""How many scripts are recorded, from seed 0 on."""

Reference = Callable[[str], str]


def script(seed: int) -> str:
    """Return the script of a seed."""
    return _Script(random.Random(seed)).text()


class _Script:
    def __init__(self, random: random.Random) -> None:
        self.random = random
        self.lines: list[str] = ["import math", "import torch"]
        self.batches = random.randint(1, 6)
        self.values = {
            "lr": random.choice([0.1, 0.5, 1e-3, 3e-4]),
            "epochs": random.randint(1, 6),
            "gamma": random.choice([0.5, 0.9, 0.1]),
            "step": random.randint(1, 4),
            "accum": random.randint(1, 3),
            "wd": 0.01,
            "flag": random.choice([True, False]),
        }

    def one(self, *of: str) -> str:
        return self.random.choice(of)

    def often(self, part: float) -> bool:
        return self.random.random() < part

    def text(self) -> str:
        schedulers, optimizers = self.imports()
        value = self.settings()
        if self.often(0.15):
            self.lines.append(f"{value('lr')} = {value('lr')} * 2")
        self.lines.append("model = torch.nn.Linear(2, 2)")
        batch = self.loader()
        for phase in range(2 if self.often(0.15) else 1):
            self.phase(schedulers, optimizers, batch, value, phase)
        return "\n".join(self.lines) + "\n"

    def phase(
        self, schedulers: str, optimizers: str, batch: str, value: Reference, phase: int
    ) -> None:
        """Make an optimizer and what moves its rate, and train; a second phase has others."""
        groups = "[{'params': [model.weight]}, {'params': [model.bias], 'lr': 0.02}]"
        optimizer = self.one(
            f"SGD(model.parameters(), lr={value('lr')})",
            f"AdamW(model.parameters(), {value('lr')}, weight_decay={value('wd')})",
            f"SGD(model.parameters(), lr={value('lr')} * 2, momentum=0.9)",
            f"SGD([dict(params=model.parameters())], lr={value('lr')})",
            f"SGD({groups}, lr={value('lr')})",
        )
        self.lines.append(f"opt = {optimizers}{optimizer}")
        by_hand = self.often(0.3)
        if not by_hand:
            self.scheduler(schedulers, value)
        self.trained(self.loops(batch, value, by_hand), phase)

    def imports(self) -> tuple[str, str]:
        """Import torch in one way; return what stands before schedulers and optimizers."""
        way = self.one("whole", "optim", "module", "star")
        if way == "whole":
            return "torch.optim.lr_scheduler.", "torch.optim."
        if way == "optim":
            self.lines.append("from torch import optim, nn")
            return "optim.lr_scheduler.", "optim."
        if way == "star" and self.often(0.5):
            self.lines.append("from torch.optim.lr_scheduler import *")
            return "", "torch.optim."
        names = "StepLR, MultiStepLR, ExponentialLR, CosineAnnealingLR, LambdaLR, LinearLR, "
        names += "PolynomialLR, OneCycleLR, SequentialLR, "
        self.lines.append("from torch.optim import lr_scheduler")
        self.lines.append(
            f"from torch.optim.lr_scheduler import {names}"
            "ChainedScheduler, CosineAnnealingWarmRestarts"
        )
        return ("lr_scheduler." if way == "module" else ""), "torch.optim."

    def settings(self) -> Reference:
        """Say the settings in one way; return how one of them is written."""
        way = self.one("constants", "argparse", "dataclass", "dict", "class", "namespace")
        said, add = self.values.items(), self.lines.append
        if way == "constants":
            self.lines += [f"{name.upper()} = {value!r}" for name, value in said]
            return str.upper
        if way == "argparse":
            self.lines += ["import argparse", "parser = argparse.ArgumentParser()"]
            for name, value in said:
                kind = f"type={type(value).__name__}, default={value!r}"
                if isinstance(value, bool):
                    kind = f"action='store_{str(not value).lower()}'"
                add(f"parser.add_argument('--{name}', {kind})")
            add("args = parser.parse_args([])")
            return lambda name: f"args.{name}"
        if way == "dataclass":
            self.lines += ["from dataclasses import dataclass", "@dataclass", "class Config:"]
            self.lines += [f"    {n}: {type(v).__name__} = {v!r}" for n, v in said]
            add("cfg = Config()")
        elif way == "dict":
            add(f"cfg = {self.values!r}")
            return lambda name: f"cfg[{name!r}]"
        elif way == "class":
            self.lines += ["class cfg:", *(f"    {n} = {v!r}" for n, v in said)]
        else:
            add("from types import SimpleNamespace")
            add(f"cfg = SimpleNamespace(**{self.values!r})")
        return lambda name: f"cfg.{name}"

    def loader(self) -> str:
        """Make a loader; return how a batch of it is written, `x` being what a loop gives."""
        data = f"torch.utils.data.TensorDataset(torch.ones({2 * self.batches}, 2))"
        made = self.one(
            f"[torch.ones(3, 2) for _ in range({self.batches})]",
            f"[torch.ones(3, 2)] * {self.batches}",
            f"torch.utils.data.DataLoader({data}, batch_size=2)",
        )
        self.lines.append(f"loader = {made}")
        return "x[0]" if "Data" in made else "x"

    def scheduler(self, prefix: str, value: Reference) -> None:
        epochs, step, gamma = value("epochs"), value("step"), value("gamma")
        total = self.one(
            f"{epochs} * len(loader)", f"len(loader) * {epochs} // {value('accum')}", epochs
        )
        made = self.one(
            f"StepLR(opt, {step}, gamma={gamma})",
            f"MultiStepLR(opt, milestones=[{step}, {step} + 2], gamma={gamma})",
            f"MultiStepLR(opt, [int(x * {epochs}) for x in (0.3, 0.7)])",
            f"ExponentialLR(opt, {gamma})",
            f"CosineAnnealingLR(opt, T_max={total}, eta_min=1e-5)",
            f"LambdaLR(opt, lambda s: {gamma} ** s)",
            "LambdaLR(opt, lr_lambda=warm)",
            f"LambdaLR(opt, make(2, {total}))",
            f"LinearLR(opt, 0.25, total_iters={step})",
            f"PolynomialLR(opt, total_iters={total}, power=2)",
            f"OneCycleLR(opt, max_lr=0.3, total_steps=max({total}, 4) + 50)",
            f"SequentialLR(opt, [{prefix}LinearLR(opt, 0.1, total_iters=2), "
            f"{prefix}ExponentialLR(opt, {gamma})], [2])",
            f"ChainedScheduler([{prefix}LinearLR(opt, 0.5, total_iters=3), "
            f"{prefix}StepLR(opt, {step}, {gamma})])",
            f"CosineAnnealingWarmRestarts(opt, {step}, 2)",
            f"Own(opt, {step})",
        )
        self.made = made.partition("(")[0]
        if self.often(0.1):
            self.lines.append(f"first = {prefix}{self.one('StepLR(opt, 2)', 'LinearLR(opt, 0.5)')}")
        if self.made == "Own":
            self.lines += [OWN, f"sched = {made}"]
            return
        if "warm)" in made:
            self.lines += ["def warm(s):", self.one(*WARMUPS)]
        elif "make(" in made:
            self.lines.append(CLOSURE)
        if self.often(0.2):
            other = f"    sched = {prefix}StepLR(opt, 1, 0.7)"
            self.lines += [f"if {value('flag')}:", f"    sched = {prefix}{made}", "else:", other]
        else:
            self.lines.append(f"sched = {prefix}{made}")
        if self.often(0.1):
            self.lines.append("opt.param_groups[0]['lr'] = 0.25")

    def loops(self, batch: str, value: Reference, by_hand: bool) -> list[str]:
        """Return the loop over epochs and batches."""
        counted = self.often(0.4)
        every = self.one("none", "none", "mod", "last", "first")
        where = self.one("epoch", "batch", "batch", "update", "if", "before", "before batch")
        if not by_hand and self.made in TOLD and self.often(0.2):
            where = "told"
        numbered = every != "none" or self.often(0.5)
        head = "for i, x in enumerate(loader):" if numbered else "for x in loader:"
        rate: list[str] = []
        each_batch = by_hand and self.often(0.5)
        if by_hand:
            lr, epochs = value("lr"), value("epochs")
            said = self.one(
                f"{lr} * (0.5 ** (epoch // 2))",
                f"{lr} * (1 + epoch) / 10",
                f"{lr} * 0.5 * (1 + math.cos(math.pi * epoch / {epochs}))",
                "g['lr'] * 0.9",
                "max(g['lr'] / 2, 1e-3)",
            )
            if each_batch:
                part = f"{lr} * (epoch + i / len(loader))" if numbered else f"{lr} * (epoch + 1)"
                said = self.one(part, f"{lr} / (1 + it)")
                counted |= "it)" in said
            rate = ["for g in opt.param_groups:", f"    g['lr'] = {said}"]
        late = each_batch and self.often(0.3)
        body = rate if each_batch and not late else []
        body = [*body, *(["sched.step()"] if not by_hand and where == "before batch" else [])]
        body += [f"loss = model({batch}).sum()", "loss.backward()"]
        helped = self.often(0.15)
        update = [
            "update(opt)" if helped else "opt.step()",
            "opt.zero_grad()",
            *(["it += 1"] if counted else []),
        ]
        update += ["sched.step()"] if not by_hand and where == "update" else []
        tests = {
            "mod": f"(i + 1) % {value('accum')} == 0",
            "last": f"(i + 1) % {value('accum')} == 0 or i + 1 == len(loader)",
            "first": f"i % {value('accum')} == 0",
        }
        test = tests.get(every)
        body += [f"if {test}:", *_indented(update)] if test else update
        if not by_hand and where == "batch":
            body.append("sched.step()")
        elif not by_hand and where == "if":
            body += [f"if {self.one(value('flag'), 'epoch > 0')}:", "    sched.step()"]
        body += rate if late else []
        if counted and self.often(0.15):
            body += ["if it >= 7:", "    break"]
        if self.often(0.15):
            skipped = self.one("epoch == 1", *(["i % 3 == 1", "i == epoch"] if numbered else []))
            body = [f"if {skipped}:", "    continue", *body]
        epoch = rate if by_hand and not each_batch else []
        epoch = [*epoch, *(["sched.step()"] if not by_hand and where == "before" else [])]
        epoch += ["sched.step(epoch)"] if not by_hand and where == "told" else []
        if not by_hand and self.often(0.1):
            epoch += [f"if epoch {self.one('<', '==', '>')} 1:"]
            epoch += [f"    opt.param_groups[0]['lr'] {self.one('=', '*=')} 0.3"]
        epoch += ["model.train()"] if self.often(0.3) else []
        epoch += [head, *_indented(body)]
        epoch += ["sched.step()"] if not by_hand and where == "epoch" else []
        epoch += ["if epoch == 3:", "    break"] if self.often(0.1) else []
        start = ["it = 0"] if counted else []
        if helped:
            start += ["def update(o):", "    def inner():", "        o.step()", "    inner()"]
        way, epochs = self.one("for", "for", "from 1", "start", "while"), value("epochs")
        if way == "while":
            start += ["epoch = 0", f"while epoch < {epochs}:"]
            return [*start, *_indented([*epoch, "epoch += 1"])]
        start += ["start = 0"] if way == "start" else []
        of = {"for": epochs, "from 1": f"1, {epochs} + 1", "start": f"start, {epochs}"}[way]
        return [*start, f"for epoch in range({of}):", *_indented(epoch)]

    def trained(self, loops: list[str], phase: int) -> None:
        """Put the loop into the module, a function or a class."""
        way = self.one("module", "main", "class")
        if way == "module":
            self.lines += loops
        elif way == "main":
            call = ["if __name__ == '__main__':", f"    main{phase}()"]
            self.lines += [f"def main{phase}():", *_indented(loops), *call]
        else:
            own = [line.replace("opt.step()", "self.opt.step()") for line in loops]
            own = [line.replace("(opt)", "(self.opt)") for line in own]
            self.lines += ["class Trainer:", "    def __init__(self, opt):"]
            self.lines += ["        self.opt = opt", "    def fit(self):"]
            self.lines += [*_indented(_indented(own)), "Trainer(opt).fit()"]


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


if __name__ == "__main__":
    print(script(int(sys.argv[1])))
