"""`@schedule` and the entries it makes; frameworks, and finding a schedule by its name.

What a schedule's module needs is here. It is imported when it is asked for: a list of names,
which `outline` reads off the sources, needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrplot.catalogue.companions import companion as companion
    from lrplot.catalogue.decorator import schedule as schedule
    from lrplot.catalogue.entry import Entry as Entry
    from lrplot.catalogue.framework import (
        Framework as Framework,
        Optimizers as Optimizers,
        Renamed as Renamed,
    )
    from lrplot.catalogue.param import Param as Param
    from lrplot.catalogue.plateau import (
        USUAL as USUAL,
        Direction as Direction,
        Drop as Drop,
        Least as Least,
        Patience as Patience,
        ReduceOnPlateau as ReduceOnPlateau,
        Rest as Rest,
        Threshold as Threshold,
        ThresholdMode as ThresholdMode,
        better as better,
        watching as watching,
    )
    from lrplot.catalogue.shared import (
        NestedSchedule as NestedSchedule,
        NestedSchedules as NestedSchedules,
        spread as spread,
    )
    from lrplot.errors import LrplotError as LrplotError, unknown as unknown, where as where
else:
    # where each is; a type checker must not take any name for one of them
    _PLACES = {
        "lrplot.catalogue.companions": "companion",
        "lrplot.catalogue.decorator": "schedule",
        "lrplot.catalogue.entry": "Entry",
        "lrplot.catalogue.framework": "Framework Optimizers Renamed",
        "lrplot.catalogue.param": "Param",
        "lrplot.catalogue.plateau": (
            "USUAL Direction Drop Least Patience ReduceOnPlateau Rest Threshold ThresholdMode "
            "better watching"
        ),
        "lrplot.catalogue.shared": "NestedSchedule NestedSchedules spread",
        "lrplot.errors": "LrplotError unknown where",
    }

    def __getattr__(name: str) -> Any:
        for place, names in _PLACES.items():
            if name in names.split():
                found = import_module(place)
                # the next time they are found without coming here
                globals().update({each: getattr(found, each) for each in names.split()})
                return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
