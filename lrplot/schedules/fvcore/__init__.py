"""fvcore: the parameter schedulers of `fvcore.common.param_scheduler`.

They know only the fraction of training done, `where`, and give a rate, or a factor for an
optimizer's (see detectron2's LRMultiplier). `max_iter` is lrplot's own: the number of updates
that `where` is a fraction of, where = t / max_iter. In a schedule around them that one's counts.
fvcore wants `where` below 1; from `max_iter` on, where some of its schedulers raise an error and
others go on, the rate stays here.

Keywords: Facebook, Meta.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(paths=("fvcore.common.param_scheduler",), first=("decays", "levels"))
