"""The loader that a script trains with: how many batches an epoch has, where only that is said."""

from __future__ import annotations

from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Opaque


def loader(run: Run) -> str:
    """Return what says how many batches an epoch has, as in `len(loader)`, "" if that is not one.

    Every batch must make an update: else these are not as many.
    """
    found: set[str] = set()
    for event in run.events:
        if event.kind == "step" and (is_optimizer(event.of) or any(map(is_optimizer, event.args))):
            many = event.loops[-1].times if len(event.loops) > 1 and not event.tests else None
            found.add(many.text if type(many) is Opaque and many.text.startswith("len(") else "")
    return found.pop() if len(found) == 1 else ""
