"""`Shown`: what a notebook shows as a picture."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import Any


class Shown:
    """Shows itself as SVG, PNG and text where a notebook asks for it."""

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        found: tuple[dict[str, Any], dict[str, Any]] = late("figure.shown", "bundle")(
            self, include, exclude
        )
        return found


def late(module: str, name: str) -> Any:
    """Return what a writer has by its name: it imports what it writes, and so never the reverse."""
    return getattr(import_module(f"lrplot.writers.{module}"), name)
