"""What the curves of a plot are called: labels, a title, and what a sweep varies."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.catalogue import Param
from lrplot.parameters import OptimizerRate
from lrplot.plots.origins import file_of
from lrplot.specs.as_word import written
from lrplot.specs.spec import Spec

LONGEST = 100
"""The most characters of a title that nobody has said."""


@dataclass(frozen=True)
class Swept:
    """A parameter that a sweep varies: its name, and for each curve its value."""

    key: str
    texts: tuple[str, ...]
    values: tuple[Any, ...]

    @property
    def labels(self) -> list[str]:
        """What a legend says of each curve."""
        return [clean(f"{self.key}={text}") for text in self.texts]

    def at(self, places: Sequence[int]) -> Swept:
        """Return the same for some of the curves."""
        return Swept(
            self.key, tuple(self.texts[n] for n in places), tuple(self.values[n] for n in places)
        )


def labels(specs: Sequence[Spec]) -> list[str]:
    """Return a label for each curve, saying only what tells it from the others.

    The specs are as `named` gives them, here and below.
    """
    groups = _groups(specs)
    differing = {key: _differing(alike) for key, alike in groups.items()}
    titles = {spec.entry.title: spec.entry for spec in specs}
    bare = Counter(entry.name for entry in titles.values())
    mixed = len({entry.framework for entry in titles.values()}) > 1
    out = []
    for spec in specs:
        said = [_said(spec, param) for param in differing[_key(spec)]]
        if spec.pace and any(other.pace != spec.pace for other in groups[_key(spec)]):
            said.append(spec.pace.said)
        # a bare name would do for two frameworks' schedules
        short = _name(spec, mixed or bare[spec.entry.name] > 1)
        alone = len(groups) == 1 and said and not spec.label
        out.append(" ".join(said if alone else [spec.label or short, *said]))
    return unique([clean(label).replace("\n", " ") for label in out])


def title(specs: Sequence[Spec], labelled: Sequence[Spec]) -> str:
    """Return what names a schedule alone, or what is the same in all of a sweep; else nothing.

    All of one script are named by its file. `labelled` are the specs as `named` gives them.
    """
    if (file := file_of(specs)) and len({spec.label for spec in specs}) == 1:
        one, *others = specs
        scheduler = "" if others or one.entry.whole else _name(one, False)
        return clean(one.label or ": ".join(filter(None, (file, scheduler))))
    if len(_groups(labelled)) != 1:
        return ""
    spec, swept = labelled[0], _differing(labelled)
    said = [] if spec.label else [_said(spec, p, True) for p in _stated(spec) if p not in swept]
    if spec.label or not spec.entry.whole:
        said = [spec.label or _name(spec, True), *said]
    text = clean(", ".join(said)).replace("\n", " ")
    if len(text) <= LONGEST:
        return text
    # a number that is cut would be another
    kept, _, rest = text[: LONGEST - 1].rpartition(", ")
    return (
        f"{kept}, …"
        if len(kept) > LONGEST // 2 and "=" in rest
        else f"{text[: LONGEST - 1].rstrip()}…"
    )


def swept(specs: Sequence[Spec]) -> tuple[Swept, ...]:
    """Return the parameters that a sweep of one schedule varies; none if it is not one."""
    found, numbers = varied(specs)
    return found if len(numbers) == len(specs) else ()


def varied(specs: Sequence[Spec]) -> tuple[tuple[Swept, ...], Sequence[int]]:
    """Return the parameters of the one sweep among schedules, and the numbers of its curves."""
    keys = [_key(spec) for spec in specs]
    several = [key for key, count in Counter(keys).items() if count > 1]
    numbers = [number for number, key in enumerate(keys) if [key] == several]
    alike = [specs[number] for number in numbers]
    if not alike or any(spec.pace != alike[0].pace for spec in alike):
        return (), ()
    found = [
        Swept(p.key, tuple(spec.text(p) for spec in alike), tuple(spec.value(p) for spec in alike))
        for p in _differing(alike)
    ]
    return tuple(found), numbers


def _key(spec: Spec) -> tuple[str, str | None]:
    """Return what the curves of one schedule have in common: its entry and label."""
    return spec.entry.title, spec.label


def _groups(specs: Sequence[Spec]) -> dict[tuple[str, str | None], list[Spec]]:
    """Return the specs of each entry and label."""
    groups: dict[tuple[str, str | None], list[Spec]] = {}
    for spec in specs:
        groups.setdefault(_key(spec), []).append(spec)
    return groups


def _name(spec: Spec, whole: bool) -> str:
    """Return what a schedule is called; `whole`: its framework with it."""
    entry = spec.entry
    if not spec.called:
        # the path of a user's own file says nothing to those who see the picture
        return entry.title if whole and entry.title.endswith(f".{entry.name}") else entry.name
    return spec.called


def _said(spec: Spec, param: Param, short: bool = False) -> str:
    """Return a parameter with its value; `short`: of schedules inside only the names."""
    value = spec.value(param)
    text = written(param, value)
    if short and isinstance(value, Spec):
        text = value.entry.name
    elif short and isinstance(value, tuple) and value and isinstance(value[0], Spec):
        text = f"[{', '.join(each.entry.name for each in value)}]"
    return text if param == spec.entry.whole else f"{param.key}={text}"


def _stated(spec: Spec) -> list[Param]:
    """Return the parameters that are given, the rate of the optimizer among them."""
    given = {name for name, _ in spec.values}
    return [
        param
        for param in spec.entry.params
        if param.name in given or (spec.lr is not None and isinstance(param.role, OptimizerRate))
    ]


def _differing(alike: Sequence[Spec]) -> list[Param]:
    """Return the parameters that some of the specs of one entry give another value than others."""
    first, *others = alike
    if not others:
        return []
    values = [(param, first.value(param)) for param in first.entry.params]
    return [p for p, value in values if any(spec.value(p) != value for spec in others)]


def clean(text: str) -> str:
    """Return a text without what no file may hold and no font can draw: control characters."""
    return text if text.isprintable() else "".join(map(_clean, text))


def _clean(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cs" or (kind == "Cn" and (ord(letter) & 0xFFFE == 0xFFFE)):
        # half a surrogate pair, or what Unicode says is no character
        return "\ufffd"
    return " " if kind in ("Cc", "Zl", "Zp") and letter != "\n" else letter


def unique(names: Sequence[str]) -> list[str]:
    """Return the names, those that come again with a number behind them."""
    out: dict[str, None] = {}
    last: Counter[str] = Counter()
    for name in names:
        free = name
        while free in out:
            last[name] += 1
            free = f"{name} ({last[name] + 1})"
        out[free] = None
    return list(out)
