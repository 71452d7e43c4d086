"""Names that differ from what was typed in nothing but case, `-`, `_` and spaces."""

from __future__ import annotations

from lrplot.catalogue import outline
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.modules import entries, module


def own(framework: str, name: str) -> list[str]:
    """Return the schedules of a framework whose names are like this one."""
    seen = outline.outline_of(framework)
    names = seen.names if seen else entries(module(framework))
    return [outline.named(framework, n) for n in names if _folded(n) == _folded(name)]


def names(framework: str, name: str) -> list[str]:
    """Return the same, and what its configuration calls them; its module is imported for these."""
    seen = outline.outline_of(framework)
    if seen and f'"{_folded(name)}"' not in _folded(seen.sources[""]):
        return own(framework, name)
    aliases = framework_of(module(framework)).aliases
    return [*own(framework, name), *(n for n in aliases if _folded(n) == _folded(name))]


def _folded(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")
