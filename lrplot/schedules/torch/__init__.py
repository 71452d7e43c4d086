"""PyTorch: `torch.optim.lr_scheduler`, a step for every call of `step()`.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Some of torch's schedulers multiply the current rate instead of computing it anew; alone, they
give what is drawn here to the last few digits.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("torch.optim.lr_scheduler", "optim.lr_scheduler", "torch.optim.swa_utils"),
    stepped="once an epoch in torch's own examples, so that lengths count epochs: --interval epoch "
    "with --steps-per-epoch N draws that. Without it a step is an update.",
    first=("decays", "cycles", "one_cycle", "lambdas", "plateau"),
)
