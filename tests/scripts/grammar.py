"""A grammar of training scripts: how values are computed, what steps, and how it loops.

A rule is text with places to be filled: `{i}` a whole number, `{I}` a name that has one from then
on. Places with the same digit behind the letter, as `{v1}`, are filled alike within a rule.
"""

from __future__ import annotations

import ast
import copy
import random
import re
from pathlib import Path

HEAD = """import copy
import functools
import math
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
import torch
from torch.optim import lr_scheduler as S
def P():
    return torch.nn.Parameter(torch.zeros(1))
def set_lr(o, v):
    for g in o.param_groups:
        g['lr'] = v
class Base:
    x = 2
    y = 3
    def g(self, v):
        self.x = v
def fresh(a=1):
    return a + 1
def tick(seen=[]):
    seen.append(1)
    return len(seen)
whole = 2
some = [1, 3]
both = {'a': 2, 'b': 1}
thing = Base()
it = 0
seen = []
state = {'n': 0}
"""

KNOWN = {
    "p": ["whole", "both['a']", "both['b']", "thing.x", "thing.y"], "l": ["some"], "d": ["both"],
    "o": ["thing"], "u": ["fresh"], "w": ["tick"], "t": ["Base"], "k": ["it", "state['n']"],
    "x": [], "z": [], "y": [],
}  # fmt: skip
"""What fills a place: a name of these, and of those that the script has made by then."""

MADE = {
    "I": "{}", "L": "{}", "D": "{0}['a'] {0}['b']", "O": "{0}.x {0}.y", "U": "", "W": "", "T": "",
    "Z": "", "Y": "", "X": "", "v": "",
}  # fmt: skip
"""Places that are filled by a new name, and the numbers that may be set by it."""

FIXED = {"n": "1 2 3 4", "r": "0.1 0.5 0.9 0.3 0.05 0.8", "q": "break continue"}


class Grammar:
    """Fills the places of rules at random, and knows the names that there are by then."""

    def __init__(self, seed: int) -> None:
        self.random, self.many, self.deep = random.Random(seed), 0, 0
        self.known = {kind: list(names) for kind, names in KNOWN.items()}

    def rule(self, kind: str) -> str:
        """Return one of several rules, filled."""
        return self.fill(self.random.choice(RULES[kind]))

    def fill(self, rule: str) -> str:
        """Return a rule with all its places filled; what it names is known afterwards."""
        out, filled, new, rounds = "", {}, [], list(self.known["x"])
        self.deep += 1
        for text, kind, digit in PLACE.findall(rule + "{}"):
            out += text.replace("{{", "{").replace("}}", "}")
            if not kind:
                break
            value = filled.get(kind + digit) if digit else None
            if value is None:
                value = self.place(kind)
                if kind in MADE:
                    new.append((kind, value))
                if kind == "X":
                    self.known["x"].append(value)
            filled[kind + digit] = value
            column = len(out) - out.rfind("\n") - 1
            out += value.replace("\n", "\n" + " " * column)
        self.deep -= 1
        self.known["x"] = rounds
        for kind, name in new:
            self.known.get(kind.lower(), []).extend([] if kind in "Xv" or kind == "I" else [name])
            self.known["p"] += MADE[kind].format(name).split() if kind != "L" else []
        return out

    def place(self, kind: str) -> str:
        """Return what fills a place."""
        if kind in FIXED:
            return self.random.choice(FIXED[kind].split())
        if kind in MADE:
            self.many += 1
            return f"{kind.lower()}{self.many}"
        if kind in "AB":
            return self.block(kind)
        if kind in "GV":
            names = self.known["z" if kind == "G" else "y"]
            return "\n".join(f"{name}.step()" for name in names) or "pass"
        if kind == "c":
            kept, self.known["x"] = self.known["x"], ["s"]
            found = self.rule("c")
            self.known["x"] = kept
            return found
        if kind in "if" and self.deep > 5:
            return self.random.choice(["2", *self.known["p"]] if kind == "i" else ["0.3", "0.7"])
        if RULE.get(kind, kind) in RULES:
            return self.rule(RULE.get(kind, kind))
        names = [*self.known["x"], *self.known["k"]] if kind == "x" else self.known[kind]
        # without a scheduler the optimizer steps
        names = names or self.known["z"]
        return self.random.choice(names[-6:] or ["it"])

    def block(self, kind: str) -> str:
        """Return some statements; what they name is not known behind them."""
        kept = {kind: list(names) for kind, names in self.known.items()}
        many = self.random.randint(1 if kind == "B" else 0, 2) if self.deep < 4 else 1
        lines = [self.rule(kind) if self.deep < 4 else self.fill("{p} = {n}") for _ in range(many)]
        self.known = kept
        return "\n".join(lines) or "pass"

    def text(self) -> str:
        """Return a script."""
        out = [HEAD.rstrip()]
        often = self.random.random
        for _ in range(self.random.randint(0, 9)):
            out.append(self.rule("define" if often() < 0.35 else "B"))
        for _ in range(1 if often() < 0.85 else 2):
            out.append(self.rule("optimizer"))
            kept, self.known["z"] = self.known["z"], self.known["z"][-1:]
            out += [self.rule("B")] if often() < 0.3 else []
            out += [self.rule("scheduler")] if often() < 0.75 else []
            out += [self.rule("scheduler")] if often() < 0.05 else []
            self.known["z"] = kept
        out += ["def update():\n    " + self.place("G").replace("\n", "\n    ")]
        out += [self.rule("B")] if often() < 0.2 else []
        out += [self.rule("loop")]
        out += [self.rule("loop")] if often() < 0.1 else []
        text = "\n".join(out) + "\n"
        return disturbed(text, self.random) if often() < 0.3 else text


RULE = {"S": "B", "C": "c"}
"""Places that are filled by the rules of others."""

PLACE = re.compile(r"((?:[^{]|\{\{)*)\{([A-Za-z]?)(\d?)\}")


def rules(text: str) -> dict[str, list[str]]:
    """Return the rules for each kind of place, as a text says them."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("== "):
            found[line.split()[1]] = last = []
        elif line and not line.startswith("#"):
            last.append(line.replace("\\n", "\n"))
    return found


RULES = rules((Path(__file__).parent / "rules.txt").read_text(encoding="utf-8"))


def disturbed(text: str, random: random.Random) -> str:
    """Return a script with a statement moved, done twice or left out, or a name put for another."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return text
    head = len(ast.parse(HEAD).body)
    blocks = [
        part
        for node in ast.walk(tree)
        for part in (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
        if isinstance(part, list) and part
    ]
    block = random.choice(blocks)
    first = head if block is tree.body else 0
    place = random.randrange(first, len(block))
    way = random.choice(["move", "again", "drop", "name", "name"])
    if way == "name":
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        node = random.choice(names)
        node.id = random.choice([one.id for one in names if one.id[:1] == node.id[:1]])
    else:
        node = copy.deepcopy(block[place]) if way == "again" else block.pop(place)
        if not block:
            block.append(ast.Pass())
        inside = [id(part) for part in ast.walk(node)]
        other = random.choice([one for one in blocks if id(one[0]) not in inside])
        if way != "drop":
            other.insert(random.randint(head if other is tree.body else 0, len(other)), node)
    return ast.unparse(tree) + "\n"
