"""Record what DeepSpeed's OneCycle does to the betas of an optimizer.

    python tests/golden/companions/deepspeed_.py

Needs torch 2.13.0 and deepspeed 0.19.8; the engine steps the scheduler after each update.
"""

from __future__ import annotations

import logging

import deepspeed
from deepspeed.runtime.lr_schedules import OneCycle
from deepspeed.utils import logger
from training import trained, write

logger.setLevel(logging.ERROR)

ADAM = "deepspeed.OneCycle(torch.optim.Adam(params, lr=0.1), 0.001, 0.1"
SGD = "deepspeed.OneCycle(torch.optim.SGD(params, lr=0.1, momentum=0.9), 0.001, 0.1"
SIZES = "cycle_first_step_size=10, cycle_second_step_size=20"
WORDS = [
    f"{ADAM}, {SIZES})",
    f"{ADAM}, {SIZES}, cycle_min_mom=0.7, cycle_max_mom=0.99)",
    f"{ADAM}, {SIZES}, decay_step_size=10, decay_mom_rate=0.01)",
    f"{ADAM}, {SIZES}, decay_step_size=10, decay_lr_rate=0.1)",
    f"{ADAM}, {SIZES}, decay_mom_rate=0.01)",
    f"{ADAM}, {SIZES}, cycle_first_stair_count=3, cycle_second_stair_count=4)",
    f"{ADAM}, cycle_first_step_size=12, cycle_first_stair_count=5)",
    f"{ADAM}, cycle_first_step_size=12, cycle_second_step_size=0)",
    f"{ADAM}, {SIZES}, cycle_momentum=False)",
    f"{SGD}, {SIZES})",
]

if __name__ == "__main__":
    deepspeed.OneCycle = OneCycle
    found = {word: trained(word, 45, {"deepspeed": deepspeed}) for word in WORDS}
    write(__file__, f"deepspeed {deepspeed.__version__}", found)
