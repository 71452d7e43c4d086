"""Imports matplotlib: quickly, and for the command line as if nobody had configured it."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

_alone = False


def alone() -> None:
    """Say that nobody but lrplot draws in this process: the command line, not the library.

    A notebook has MPLBACKEND set to what is installed beside it, and a folder may have a
    `matplotlibrc` of anybody's. Files need neither; a program that lrplot is a library of may.
    """
    global _alone
    _alone = True


def load() -> None:
    """Import matplotlib without the tables of properties that it writes into docstrings.

    They take a sixth of the time that importing it takes, and nobody reads them here. Where lrplot
    is alone, neither are there signatures of setters, nor axes in three dimensions.
    """
    base()
    import matplotlib.artist

    written = matplotlib.artist.kwdoc
    matplotlib.artist.kwdoc = lambda artist: ""
    try:
        with _flat() if _alone else contextlib.nullcontext():
            import matplotlib.figure
    finally:
        matplotlib.artist.kwdoc = written


def base() -> None:
    """Import what matplotlib knows of looks, and no more."""
    if _alone and "matplotlib" not in sys.modules:
        _import_unconfigured()


@contextlib.contextmanager
def _flat() -> Iterator[None]:
    """Import what follows without axes in three dimensions and without signatures."""
    import matplotlib.artist

    artist, solid = matplotlib.artist.Artist, "mpl_toolkits.mplot3d"
    signed = artist.__dict__.get("_update_set_signature_and_docstring")
    if signed is None or solid in sys.modules:
        yield
        return
    artist._update_set_signature_and_docstring = lambda: None  # type: ignore[attr-defined]
    sys.modules[solid] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Unable to import Axes3D")
            yield
    finally:
        artist._update_set_signature_and_docstring = signed  # type: ignore[attr-defined]
        del sys.modules[solid]


def _import_unconfigured() -> None:
    """Import matplotlib from the folder of looks: it asks for `matplotlibrc` there first."""
    backend = os.environ.pop("MPLBACKEND", None)
    with contextlib.ExitStack() as stack:
        # a working folder that is gone has no file in it
        with contextlib.suppress(OSError):
            stack.enter_context(contextlib.chdir(Path(__file__).parent / "looks"))
        importlib.import_module("matplotlib")
    if backend is not None:
        os.environ["MPLBACKEND"] = backend
