"""Tells of which format a training configuration is, by its keys or because that is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from lrplot.errors import LrplotError, one_of, shown, unknown
from lrplot.parameters import roles_of
from lrplot.plots.settings import Settings

if TYPE_CHECKING:
    from lrplot.readers.common.data import Data
    from lrplot.readers.common.format import Format
    from lrplot.specs.lets import Sizes

ALIKE = 0.87
"""How alike a key is to one that decides, so that it may be a slip of it."""

MOST_SLIPS = 3
MOST_KEYS, LONGEST, DEEPEST = 500, 60, 5
"""How far slips are looked for: keys of a section, letters of a key, sections in each other."""


def chosen(data: Data, said: Sizes) -> tuple[Format, str]:
    """Return the format of a file, or the one that is said, and why it is that."""
    from lrplot.readers.configs import formats

    if said.form:
        said.used.add("--as")
        if said.form not in formats():
            own = next((name for name, form in formats().items() if form.fits(data)), "")
            hint = f"by its keys it is {own}" if own else "lrplot list --formats shows them"
            raise unknown("format", said.form, formats(), hint)
        return formats()[said.form], "--as"
    fitting = [(form, why) for form in formats().values() if (why := form.fits(data))]
    if len(fitting) > 1:
        names = [f"--as {form.name} (it has {why})" for form, why in fitting]
        raise LrplotError(f"this may be several things: type {one_of(names)}")
    if not fitting:
        for slips, form in nearly(data):
            near = " and ".join(f"{key} would be {meant}" for key, meant in slips)
            raise LrplotError(f"{near} in {form.what}; --as {form.name} reads it as it is")
        keys = [shown(str(key), 20) for key in [*data.values][:4]]
        raise LrplotError(
            f"no plan, which has schedules, and no configuration that lrplot knows, with "
            f"{', '.join(keys) or 'nothing in it'}; lrplot list --formats shows those; --as FORMAT"
        )
    return fitting[0]


def nearly(data: Data) -> Iterator[tuple[list[tuple[str, str]], Format]]:
    """Yield the formats that a file would be of, but for slips in its keys, the fewest first.

    Each comes with the slips: a key of the file, and the one that decides.
    """
    from lrplot.readers.configs import formats

    found = []
    for form in formats().values():
        values, slips = _Watched(data.values), dict[str, str]()
        values.asked.update(form.marks)
        for _ in range(MOST_SLIPS + 1):
            if form.fits(replace(data, values=values)):
                found.append(([*slips.items()], form))
                break
            values, more = values.renamed()
            if not more:
                break
            slips |= more
    return iter(sorted(found, key=lambda one: len(one[0])))


class _Watched(dict[str, Any]):
    """Values that remember which keys were looked for, themselves and in their sections."""

    def __init__(self, values: Mapping[str, Any], depth: int = 0) -> None:
        watched = dict[str, Any]()
        for key, one in islice(values.items(), MOST_KEYS):
            inner = isinstance(one, Mapping) and depth < DEEPEST
            watched[key] = _Watched(one, depth + 1) if inner else one
        super().__init__(watched)
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def renamed(self) -> tuple[_Watched, dict[str, str]]:
        """Return the values with the keys that were looked for in the place of slips, and these."""
        from difflib import get_close_matches

        from lrplot.readers.common.slips import nearly

        out, slips = dict[str, Any](), dict[str, str]()
        wanted = {key for key in self.asked if not super(_Watched, self).__contains__(key)}
        for key, one in self.items():
            name = str(key)[:LONGEST].replace("-", "_")
            near = nearly(name, wanted) or "".join(get_close_matches(name, wanted, 1, ALIKE))
            if near and name not in self.asked:
                slips[name] = near
            put = one
            if isinstance(one, _Watched):
                put, inner = one.renamed()
                slips |= {f"{name}.{old}": f"{name}.{new}" for old, new in inner.items()}
            out[slips.get(name, key)] = put
        found = _Watched(out)
        found.asked = self.asked
        return found, slips


def is_plan(data: Data) -> bool:
    """Tell whether a file that is no configuration may be meant for a plan."""
    from difflib import get_close_matches

    names = [str(key) for key in [*data.values][:50]]
    plans = {"request", "output", *roles_of(Settings)}
    slip = get_close_matches("schedules", names, cutoff=0.85)
    return data.kind == "yaml" and (plans.issuperset(names) or bool(slip))
