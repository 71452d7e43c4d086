"""Lists and mappings are changed in their place, and known by other names too."""

import torch


def cut(values):
    del values[0]


lrs = [0.1, 0.2, 0.4]
lrs.reverse()
milestones = [9, 2, 7, 5, 1]
milestones.sort()
milestones.remove(5)
cut(milestones)
options = {"lr": lrs[0], "gamma": 0.5, "momentum": 0.9}
options.popitem()
del options["gamma"]
stale = [1, 2]
stale.clear()
params = [torch.nn.Parameter(torch.ones(1))]
opt = torch.optim.SGD(params, **options, momentum=0.9)
sched = torch.optim.lr_scheduler.MultiStepLR(opt, stale or milestones, options.get("gamma", 0.1))
for _ in range(12):
    opt.step()
    sched.step()
