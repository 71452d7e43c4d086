"""PyTorch: `torch.optim.lr_scheduler`, stepped once an update.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Some of torch's schedulers multiply the current rate instead of computing it anew; alone, they
give what is drawn here to the last few digits.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("torch.optim.lr_scheduler", "optim.lr_scheduler", "torch.optim.swa_utils"),
    first=("decays", "cycles", "one_cycle", "lambdas", "plateau"),
)
