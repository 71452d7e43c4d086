"""What a framework's own calls do in a script."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Class, Made


class Framework:
    """What a framework's own calls do in a script; each gives `MISSING` for what is not its own."""

    def made(self, run: Run, value: Made) -> Any:
        """Return what something made by a call of what is imported stands for."""
        return MISSING

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        """Return an attribute of something made."""
        return MISSING

    def inherited(self, run: Run, owner: Class, name: str) -> Any:
        """Return what a class of the script's own has of one that is imported."""
        return MISSING

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        """Return what a method of something gives."""
        return MISSING

    def entered(self, run: Run, value: Any) -> ast.expr | None:
        """Return under which condition an update inside a `with` is one; None for any."""
        return None

    def trains(self, run: Run, owner: Any, name: str) -> bool:
        """Tell whether a loop that calls this method of something trains."""
        return False

    def trained(self, run: Run) -> list[Any]:
        """Return the schedules (`Stepped`) that train, where the framework itself loops."""
        return []
