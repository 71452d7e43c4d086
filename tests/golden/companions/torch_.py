"""Record what torch's schedulers do to the momentum and the weight decay of an optimizer.

    python tests/golden/companions/torch_.py

Needs torch 2.13.0. Each word is run as it stands; `torch.json` has what the first group of the
optimizer has at every update, by the name that the optimizer calls it.
"""

from __future__ import annotations

import torch
from torch.optim.lr_scheduler import (  # noqa: F401
    CosineAnnealingLR,
    CyclicLR,
    LinearLR,
    OneCycleLR,
    StepLR,
)
from training import trained, write

WORDS = {
    "OneCycleLR(torch.optim.SGD(params, lr=0.1, momentum=0.9), max_lr=0.1, total_steps=100)": 100,
    "OneCycleLR(torch.optim.SGD(params, 0.1), 0.5, 60, None, None, 0.4, 'linear', True, 0.7, 0.9)":
        60,
    "OneCycleLR(torch.optim.Adam(params, lr=0.1, weight_decay=1e-4), 0.1, total_steps=50, "
    "three_phase=True)": 50,
    "OneCycleLR(torch.optim.AdamW(params), 0.1, epochs=3, steps_per_epoch=11, pct_start=0.5, "
    "base_momentum=0.8, max_momentum=0.99)": 33,
    "OneCycleLR(torch.optim.SGD(params, 0.1, 0.9, 0.0, 5e-4), 0.1, 40, cycle_momentum=False)": 40,
    "OneCycleLR(torch.optim.RMSprop(params, 0.1), 0.1, 40)": 40,
    "OneCycleLR(torch.optim.Muon(params), 0.1, 40, three_phase=True, anneal_strategy='linear')": 40,
    "CyclicLR(torch.optim.SGD(params, lr=0.1, momentum=0.9), 0.01, 0.1, 20)": 90,
    "CyclicLR(torch.optim.NAdam(params), 0.01, 0.1, 7, 13, base_momentum=0.6, max_momentum=0.95)":
        70,
    "CyclicLR(torch.optim.SGD(params, 0.1, 0.9), 0.01, 0.1, 8, mode='triangular2')": 70,
    "CyclicLR(torch.optim.SGD(params, 0.1, 0.9), 0.01, 0.1, 8, mode='exp_range', gamma=0.98)": 70,
    "CyclicLR(torch.optim.SGD(params, 0.1, 0.9), 0.01, 0.1, 8, scale_fn=lambda x: 1 / x)": 50,
    "CyclicLR(torch.optim.SGD(params, 0.1, 0.9), 0.01, 0.1, 8, scale_fn=lambda x: 0.99 ** x, "
    "scale_mode='iterations')": 50,
    "CyclicLR(torch.optim.Adadelta(params), 0.01, 0.1, 8, cycle_momentum=False)": 20,
    "CosineAnnealingLR(torch.optim.SGD(params, lr=0.1, momentum=0.9, weight_decay=1e-4), 30)": 30,
    "StepLR(torch.optim.AdamW(params, 1e-3, (0.8, 0.95)), 10)": 20,
    "LinearLR(torch.optim.Adagrad(params, 0.1, weight_decay=0.1))": 10,
    "torch.optim.Adamax(params, lr=0.1, betas=[0.85, 0.9])": 5,
}  # fmt: skip


if __name__ == "__main__":
    found = {word: trained(word, many, globals()) for word, many in WORDS.items()}
    write(__file__, f"torch {torch.__version__}", found)
