"""What curves of training scripts are called, and what holds for all that are shown together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.plots.settings import Settings
from lrplot.specs.spec import Spec, described


def named(specs: Sequence[Spec]) -> Sequence[Spec]:
    """Return the specs, those of scripts with a label: what tells each from the others.

    That is the file, where there are several or nothing else does, and its name in the file where
    it has several.
    """
    beside = any(spec.origin is None for spec in specs)
    paths = list(dict.fromkeys(s.origin.path for s in specs if s.origin and s.origin.path))
    short = dict(zip(paths, _short(paths), strict=True))
    names: dict[str, set[str]] = {}
    for spec in specs:
        if spec.origin:
            names.setdefault(spec.origin.path, set()).add(spec.origin.name)
    out = []
    for spec in specs:
        if spec.origin is None:
            out.append(spec)
            continue
        path, name = spec.origin.path, spec.origin.name
        name = name if len(names[path]) > 1 else ""
        said = [each for each in (name, spec.origin.group, spec.origin.said) if each]
        whole = len(paths) > 1 or not said or (spec.origin.said and beside)
        file = short.get(path, "") if whole else ""
        label = " ".join([spec.label or file, *said]).strip()
        out.append(described(spec, label=label or None))
    return out


def file_of(specs: Sequence[Spec]) -> str:
    """Return the name of the one script that all are of; nothing if they are of several."""
    paths = {spec.origin.path if spec.origin else "" for spec in specs}
    return Path(next(iter(paths))).name if len(paths) == 1 else ""


def epoch(specs: Sequence[Spec]) -> float | None:
    """Return how many updates an epoch has in all of them; None where that is not one number."""
    every = {spec.origin.epoch if spec.origin else None for spec in specs}
    return next(iter(every)) if len(every) == 1 else None


def per_step(specs: Sequence[Spec], settings: Settings) -> float:
    """Return how many of what the x axis is to count a step has in all of them."""
    if settings.x in (None, "steps"):
        return 1.0
    if settings.x == "epochs":
        if settings.steps_per_epoch is None:
            epochs = {s.origin.epoch for s in specs if s.origin and s.origin.epoch}
            if len(epochs) > 1:
                each = " and ".join(sorted(map(numbers.text, filter(None, epochs))))
                raise LrplotError(f"--x epochs: an epoch has {each} updates in these files")
            sized = all(spec.origin and "samples" in dict(spec.origin.units) for spec in specs)
            more = ", or --dataset-size N" if sized else ""
            raise LrplotError(
                f"--x epochs wants --steps-per-epoch N, the updates of an epoch{more}"
            )
        return 1 / settings.steps_per_epoch
    every = {dict(spec.origin.units).get(settings.x) if spec.origin else None for spec in specs}
    if len(every) != 1 or None in every:
        said = "nothing says how many a step has" if None in every else "steps have several numbers"
        raise LrplotError(f"--x {settings.x}: {said} of them here; --x steps, or epochs")
    return next(each for each in every if each is not None)


def _short(paths: Sequence[str]) -> list[str]:
    """Return as little of each path as tells it from the others: its file, then its folders."""
    every = [Path(path).parts for path in paths]
    ends = Counter(end for parts in every for end in _ends(parts))
    return [
        "/".join(next((end for end in _ends(parts) if ends[end] == 1), parts)) for parts in every
    ]


def _ends(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the last of the parts, the last two, and so on."""
    for many in range(1, len(parts) + 1):
        yield parts[-many:]
