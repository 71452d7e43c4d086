"""Says which of the options that are given change nothing in what is written."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from lrplot.errors import one_of, warn
from lrplot.writers import OF_PICTURES, formats


def warn_of_unused(given: Mapping[str, Any], names: Sequence[str], form: str | None) -> None:
    """Warn of settings of pictures that none of the files, or standard output, has.

    Without names there are the rows of chosen steps alone.
    """
    usual = form or ("text" if sys.stdout.isatty() else "")
    suffixes = {name.rpartition(".")[2].lower() if name != "-" else usual for name in names}
    kinds = [kind for suffix, kind in formats().items() if suffix in suffixes]
    if len(kinds) < len(suffixes):
        # what is no format, or a device, is not known here
        return
    unused = [OF_PICTURES if kind.table else kind.unused for kind in kinds] or [OF_PICTURES]
    flags = [
        f"--{name.replace('_', '-')}"
        for name in OF_PICTURES
        if given.get(name) is not None and all(name in each for each in unused)
    ]
    if flags:
        *most, last = flags
        said = f"{', '.join(most)} and {last} change" if most else f"{last} changes"
        warn(f"{said} nothing in {one_of(kind.suffix for kind in kinds) if kinds else 'rows'}")
