"""Tables of rates in arrays of numpy's, by their items."""

import numpy as np
import torch

table = np.concatenate([np.linspace(0.0, 0.1, 4)[1:], np.geomspace(0.1, 0.001, 5), np.full(2, 0.3)])
steps = np.arange(10)
cosine = 0.001 + 0.5 * (0.1 - 0.001) * (1 + np.cos(np.pi * steps / len(steps)))
ends = (np.cumsum([0.3, 0.3, 0.4]) * 10).round().astype(int).tolist()
kept = cosine[cosine > 0.05]
mixed = [
    float(table.max()),
    float(np.where(steps > 4, 0.2, 0.4).sum()),
    ends[1] * 0.1,
    kept.mean() + kept.shape[0],
    np.clip(np.array([0.5, 0.1]), 0, 0.3).sum(),
    np.interp(1.5, [0, 1, 2], [0, 0.1, 0.3]),
    np.logspace(-3, 0, 4)[2],
    float(table[np.argmin(table)]) + int(np.argmax(-table)),
    np.diff([1, 3])[0] + (np.ones(3) * 0.1)[-1] + np.array([1, 2]) @ np.array([0.1, 0.2]),
    sorted(np.array([0.3, 0.2]))[0] + list(np.arange(1, 10, 3))[1],
    sum(x * 0.1 for x in np.array([1, 2, 3]) // 2) + np.prod([0.5, 3]),
]
pairs = [x for x in np.array([0.1, 0.2])] * 2

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in mixed + pairs:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
for step in range(10):
    optimizer.param_groups[0]["lr"] = table[step] + cosine[step]
    optimizer.step()
for rate in np.linspace(0.5, 0.1, 5):
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
