"""Labels of curves, which say only what tells each from the others."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from lrplot.catalogue import Param
from lrplot.specs.spec import Spec


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
        if spec.pace and any(other.pace != spec.pace for other in groups[key]):
            said.append("once an epoch")
        # a bare name would do for two frameworks' schedules
        own = spec.entry.name if bare[spec.entry.name] == 1 else spec.entry.title
        short = spec.called or own
        alone = len(groups) == 1 and said and not spec.label
        out.append(" ".join(said if alone else [spec.label or short, *said]))
    return unique([clean(label).replace("\n", " ") for label in out])


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
