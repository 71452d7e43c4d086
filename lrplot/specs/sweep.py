"""Makes a spec for every combination of the values given for parameters."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lrplot.catalogue import Entry
from lrplot.errors import LrplotError
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import MOST, Said, Spec, make


def sweep(
    entry: Entry[...],
    options: Mapping[str, Sequence[Any]],
    label: str | None = None,
    build: Callable[..., Spec] = make,
    request: Request = NOTHING,
    said: Said = None,
) -> list[Spec]:
    """Return a spec for every combination of the values given for each parameter.

    What asks as a request does stands among them; it goes before the request.
    """
    names, values = list(options), list(options.values())
    count = math.prod(map(len, values))
    if count > MOST:
        raise LrplotError(f"{entry.title}: a sweep of {count:,} is too many; at most {MOST}")
    return [
        build(entry, dict(zip(names, chosen, strict=True)), label, request=request, said=said)
        for chosen in itertools.product(*values)
    ]
