"""DeepSpeed: an engine steps the optimizer and the scheduler as a configuration of its own says."""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Made


class DeepSpeed(Framework):
    """What `deepspeed.initialize` makes."""

    def made(self, run: Run, value: Made) -> Any:
        if value.path != "deepspeed.initialize" or run.tests:
            return MISSING
        config = value.keywords.get("config", value.keywords.get("config_params"))
        name = config if isinstance(config, str) else "CONFIG.json"
        raise LrplotError(
            f"line {value.line}: the engine of deepspeed.initialize steps as its configuration "
            f"says, which is not read here: type lrplot compare {name} --as deepspeed"
        )


FRAMEWORK = DeepSpeed()
