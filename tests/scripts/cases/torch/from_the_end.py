"""An array of rates is gone through from its end."""

import numpy as np, torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
a = np.linspace(0.1, 0.01, 8)
for e in range(8):
    opt.param_groups[0]["lr"] = a[-e]
    opt.step()
