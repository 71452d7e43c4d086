"""An array of rates is put together from three."""

import numpy as np, torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
a = np.concatenate(
    [np.linspace(0.1, 1, 3), np.array([0.5 for _ in np.arange(2)]), np.cos(np.arange(4)) ** 2 + 1]
)
for e in range(9):
    opt.param_groups[0]["lr"] = a[e] * 2
    opt.step()
