"""PyTorch-Ignite: `ignite.handlers.param_scheduler`, called when an iteration starts.

A step is an event that the scheduler is attached to. ParamGroupScheduler gives each parameter
group a scheduler of its own: draw these. A scheduler of a batch
size has no rate.

Keywords: PyTorch.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(paths=("ignite.handlers", "ignite.handlers.param_scheduler"), first=("saws",))
