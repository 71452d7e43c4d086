"""A schedule as it was asked for: an entry of the catalogue and the values given."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lrplot.arithmetic.steps import Range, nice
from lrplot.catalogue import Entry, Param, kept
from lrplot.errors import LrplotError, where
from lrplot.parameters import Base, Ignored, Inner
from lrplot.pieces import Schedule

MOST = 100
"""The most schedules in one sweep, one plot, or one schedule."""


@dataclass(frozen=True)
class Spec:
    """An entry, the values given for its parameters (in its own order), and maybe a label."""

    entry: Entry[...]
    values: tuple[tuple[str, Any], ...] = ()
    label: str | None = None
    lr: float | None = None
    """The rate of the optimizer, where the values do not say it."""
    called: str = field(default="", compare=False)
    """What its word calls it, where that is not its own name: a framework's, or its config's."""

    def schedule(self, lr: float | None = None) -> Schedule:
        """Build the schedule; raises `LrplotError` where the values do not fit together.

        `lr` is the rate of an optimizer around this schedule.
        """
        values = dict(self.values)
        lr = self.lr if lr is None else lr
        for param in self.entry.params:
            if isinstance(param.role, Ignored) and param.required:
                values[param.name] = None
            if isinstance(param.role, Base):
                lr = values.setdefault(param.name, lr)
                if lr is None and not param.role.spared:
                    name = self.entry.title
                    raise LrplotError(f"{name}: lr must be given: lr=… in the word, or --lr")
        return self.entry(**{name: _built(value, lr) for name, value in values.items()})

    def value(self, param: Param) -> Any:
        """Return the value given for a parameter, or its default."""
        default = self.lr if isinstance(param.role, Base) else param.default
        return dict(self.values).get(param.name, default)

    def text(self, param: Param) -> str:
        """Return the value of a parameter as text that reads back."""
        return written(param, self.value(param))

    def word(self) -> str:
        """Return the word that reads back as this."""
        label = f"{self.label}=" if self.label else ""
        if any(isinstance(p.role, Inner) for p in self.given()):
            return label + self.constructor()
        texts = [(p, self.text(p)) for p in self.given()]
        pairs = ",".join(text if p == self.entry.whole else f"{p.key}={text}" for p, text in texts)
        return f"{label}{self.entry.title}{':' * bool(pairs)}{pairs}"

    def constructor(self) -> str:
        """Return the constructor that reads back as this, without its label."""
        pairs = [f"{p.key}={_literal(p, self.value(p))}" for p in self.given()]
        return f"{self.entry.title.replace('-', '_')}({', '.join(pairs)})"

    def paste(self, lr: float | None = None) -> str:
        """Return the constructor as it stands in a training script; it reads back as this."""
        values = dict(self.values)
        out: list[str] = []
        for param in self.entry.params:
            value = values.get(param.name)
            match param.role:
                case Ignored() if param.required:
                    # the optimizer, whose rate plays no part, or what an optimizer moves itself;
                    # what else must be given is open
                    first = not out and param is self.entry.params[0]
                    out.append(param.name if first else f"{param.name}=...")
                case Base() if param.required and param is self.entry.params[0]:
                    rate = self.lr if value is None else value
                    inside = rate is None or rate == lr
                    said = "optimizer" if inside else f"torch.optim.SGD(params, lr={rate!r})"
                    lr = lr if rate is None else rate
                    out.append(said)
                case Inner() if value is not None:
                    each = [spec.paste(lr) for spec in (value if param.role.many else [value])]
                    out.append(f"{param.name}=" + _listed(each, param.role.many))
                case _ if param.name in values:
                    said = "None" if value is None else param.role.literal(value)
                    out.append(f"{param.name}={said}")
        return f"{self.entry.path}({', '.join(out)})"

    def given(self) -> list[Param]:
        """Return the parameters that have a value of their own."""
        return [p for p in self.entry.params if p.name in dict(self.values)]

    def total(self) -> float | None:
        """Return the length of the whole training, if a parameter says it."""
        for param in self.entry.params:
            if param.role.name == "total" and isinstance(value := self.value(param), int | float):
                return value
        return None


def make(
    entry: Entry[...], values: Mapping[str, Any], label: str | None = None, lr: float | None = None
) -> Spec:
    """Return a spec of values already read, having made sure that they fit together."""
    spec = replace(inner(entry, values), label=label, lr=lr)
    spec.schedule()
    return spec


def inner(entry: Entry[...], values: Mapping[str, Any]) -> Spec:
    """Return a spec that stands in another, whose optimizer it may share."""
    return Spec(entry, tuple((p.name, values[p.name]) for p in entry.params if p.name in values))


def sweep(
    entry: Entry[...], options: Mapping[str, Sequence[Any]], label: str | None = None
) -> list[Spec]:
    """Return a spec for every combination of the values given for each parameter."""
    names, values = list(options), list(options.values())
    count = math.prod(map(len, values))
    if count > MOST:
        raise LrplotError(f"{entry.title}: a sweep of {count:,} is too many; at most {MOST}")
    return [
        make(entry, entry.bind((), dict(zip(names, chosen, strict=True)), kept), label)
        for chosen in itertools.product(*values)
    ]


def labels(specs: Sequence[Spec]) -> list[str]:
    """Return a label for each curve, saying only what tells it from the others."""
    groups: dict[tuple[str, str | None], list[Spec]] = {}
    for spec in specs:
        groups.setdefault((spec.entry.title, spec.label), []).append(spec)
    differing = {key: _differing(alike) for key, alike in groups.items()}
    titles = {spec.entry.title: spec.entry.name for spec in specs}
    bare = Counter(titles.values())
    out = []
    for spec in specs:
        key = spec.entry.title, spec.label
        said = [f"{p.key}={spec.text(p)}" for p in differing[key]]
        # a bare name would do for two frameworks' schedules
        own = spec.entry.name if bare[spec.entry.name] == 1 else spec.entry.title
        short = spec.called or own
        alone = len(groups) == 1 and said and not spec.label
        out.append(" ".join(said if alone else [spec.label or short, *said]))
    return apart(out)


def _differing(alike: Sequence[Spec]) -> list[Param]:
    """Return the parameters that some of the specs of one entry give another value than others."""
    first = alike[0]
    values = [(param, first.value(param)) for param in first.entry.params]
    return [p for p, value in values if any(spec.value(p) != value for spec in alike)]


def apart(names: Sequence[str]) -> list[str]:
    """Return the names, those that come again with a number behind them."""
    out: dict[str, None] = {}
    last: Counter[str] = Counter()
    for name in names:
        unique = name
        while unique in out:
            last[name] += 1
            unique = f"{name} ({last[name] + 1})"
        out[unique] = None
    return list(out)


def labelled(specs: Sequence[Spec]) -> list[Spec]:
    """Return the specs with every label filled in."""
    return [replace(s, label=text) for s, text in zip(specs, labels(specs), strict=True)]


def whole_range(specs: Sequence[Spec]) -> Range:
    """Return steps from 0 that show all that happens in every schedule."""
    stops = []
    for spec in specs:
        total = spec.total()
        with where(spec.entry.title):
            schedule = spec.schedule()
            if schedule.exact:
                stops.append(round(schedule.span))
            else:
                stops.append(nice(schedule.span) if total is None else round(total))
            Range(0, stops[-1])
    return Range(0, max(stops))


def _built(value: Any, lr: float | None) -> Any:
    if isinstance(value, Spec):
        return value.schedule(lr)
    if isinstance(value, tuple) and value and isinstance(value[0], Spec):
        return tuple(spec.schedule(lr) for spec in value)
    return value


def _listed(each: Sequence[str], many: bool) -> str:
    return f"[{', '.join(each)}]" if many else each[0]


def written(param: Param, value: Any) -> str:
    """Return a value as it stands in a word."""
    return "none" if value is None else param.role.text(value)


def _literal(param: Param, value: Any) -> str:
    """Return a value as it stands in a constructor, where words are quoted."""
    return repr(value) if isinstance(value, bool | str | None) else written(param, value)


def only(specs: Sequence[Spec], word: str) -> Spec:
    """Return the one spec that a word stands for; `LrplotError` if there are more."""
    if len(specs) != 1:
        raise LrplotError(f"{word}: one schedule is wanted here, and this has {len(specs)}")
    return specs[0]
