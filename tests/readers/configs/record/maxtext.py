"""Record what MaxText's own builder makes of each configuration of `cases/maxtext/`.

    MAXTEXT=CLONE python -m tests.readers.configs.record.maxtext

`create_learning_rate_schedule` runs out of a clone, over optax, in jax's float64, with the defaults
of base.yml; a -1 is put in as configs/types.py does it. The rate of update k is that of step k.
"""

from __future__ import annotations

from enum import Enum
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import optax
import yaml

from .writing import CASES, lifted, write

jax.config.update("jax_enable_x64", True)

COMMIT = "e591f30c"
DEFAULTS = {"steps": 150_001, "learning_rate": 3e-5, "lr_schedule_type": "cosine",
            "learning_rate_final_fraction": 0.1, "wsd_decay_steps_fraction": 0.1,
            "wsd_decay_style": "linear", "warmup_steps_fraction": 0.1,
            "learning_rate_schedule_steps": -1}  # fmt: skip


def rates(values: dict[str, Any]) -> list[float]:
    """Return the rate at every update."""
    kind, style = lifted("MAXTEXT", COMMIT, "src/maxtext/configs/types.py",
                         ["LearningRateScheduleType", "WsdDecayStyle"], {"Enum": Enum})  # fmt: skip
    types = SimpleNamespace(LearningRateScheduleType=kind, WsdDecayStyle=style)
    (create,) = lifted("MAXTEXT", COMMIT, "src/maxtext/utils/maxtext_utils.py",
                       ["create_learning_rate_schedule"],
                       {"jnp": jnp, "optax": optax, "types": types})  # fmt: skip
    config = SimpleNamespace(**{**DEFAULTS, **values})
    config.lr_schedule_type = kind(config.lr_schedule_type)
    config.wsd_decay_style = style(config.wsd_decay_style)
    if config.learning_rate_schedule_steps == -1:
        config.learning_rate_schedule_steps = config.steps
    if config.steps == -1:
        config.steps = config.learning_rate_schedule_steps
    schedule = create(config)
    return [float(schedule(jnp.asarray(step))) for step in range(config.steps)]


def main() -> None:
    for path in sorted((CASES / "maxtext").glob("*.yml")):
        found = rates(yaml.safe_load(path.read_text()))
        write(path, f"MaxText {COMMIT}, optax {version('optax')}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()
