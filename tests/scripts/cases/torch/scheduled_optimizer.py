"""An object around the optimizer that sets its rate before each update."""

import numpy as np, torch


class ScheduledOptim:
    def __init__(self, optimizer, d_model, n_warmup_steps):
        self._optimizer = optimizer
        self.n_warmup_steps = n_warmup_steps
        self.n_current_steps = 0
        self.init_lr = np.power(d_model, -0.5)

    def step_and_update_lr(self):
        self._update_learning_rate()
        self._optimizer.step()

    def zero_grad(self):
        self._optimizer.zero_grad()

    def _get_lr_scale(self):
        return np.min(
            [
                np.power(self.n_current_steps, -0.5),
                np.power(self.n_warmup_steps, -1.5) * self.n_current_steps,
            ]
        )

    def _update_learning_rate(self):
        self.n_current_steps += 1
        lr = self.init_lr * self._get_lr_scale()
        for param_group in self._optimizer.param_groups:
            param_group["lr"] = lr


model = torch.nn.Linear(2, 1)
optim = ScheduledOptim(torch.optim.Adam(model.parameters(), lr=1e-4), 512, n_warmup_steps=6)
for epoch in range(3):
    for x in [torch.ones(2)] * 5:
        optim.zero_grad()
        model(x).sum().backward()
        optim.step_and_update_lr()
