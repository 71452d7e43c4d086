"""What a scheduler's get_lr reads, and is changed once it has trained."""

import torch

knobs = {"power": 1.0}
table = [1.0, 0.5]


class Own(torch.optim.lr_scheduler.LRScheduler):
    def get_lr(self):
        factor = table[0] / (1 + self.last_epoch) ** knobs["power"]
        return [base * factor for base in self.base_lrs]


opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
sched = Own(opt)
for epoch in range(5):
    opt.step()
    sched.step()
knobs["power"] = 2.0
table[0] = 7.0
