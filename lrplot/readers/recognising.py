"""Tells of which format a training configuration is, by its keys or because that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lrplot.errors import LrplotError, one_of, shown, unknown
from lrplot.parameters import roles_of
from lrplot.plots.settings import Settings

if TYPE_CHECKING:
    from lrplot.readers.common.data import Data
    from lrplot.readers.common.format import Format
    from lrplot.specs.lets import Sizes


def chosen(data: Data, said: Sizes) -> tuple[Format, str]:
    """Return the format of a file, or the one that is said, and why it is that."""
    from lrplot.readers.configs import formats

    if said.form:
        said.used.add("--as")
        if said.form not in formats():
            raise unknown("format", said.form, formats(), "lrplot list --formats shows them")
        return formats()[said.form], "--as"
    fitting = [(form, why) for form in formats().values() if (why := form.fits(data))]
    if len(fitting) > 1:
        names = [f"--as {form.name} (it has {why})" for form, why in fitting]
        raise LrplotError(f"this may be several things: type {one_of(names)}")
    if not fitting:
        keys = [shown(str(key), 20) for key in [*data.values][:4]]
        raise LrplotError(
            f"no plan, which has schedules, and no configuration that lrplot knows, with "
            f"{', '.join(keys) or 'nothing in it'}; lrplot list --formats shows those; --as FORMAT"
        )
    return fitting[0]


def is_plan(data: Data) -> bool:
    """Tell whether a file that is no configuration may be meant for a plan."""
    from difflib import get_close_matches

    names = [str(key) for key in [*data.values][:50]]
    plans = {"request", "output", *roles_of(Settings)}
    slip = get_close_matches("schedules", names, cutoff=0.85)
    return data.kind == "yaml" and (plans.issuperset(names) or bool(slip))
