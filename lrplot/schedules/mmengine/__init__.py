"""MMEngine: `mmengine.optim.scheduler`, one by one or in a list, as its runner steps them.

A scheduler acts from its step `begin` on and before its step `end`; elsewhere it leaves the rate
as it is. Its steps are epochs if `by_epoch` is true, and iterations if not. With `epoch_length`,
which mmengine's runner knows, the steps drawn are iterations: what is by epoch acts once in so
many, or, with `convert_to_iter_based`, lasts so many times as long. Without it the steps drawn
are the scheduler's own.

Keywords: OpenMMLab, mmcv, MMDetection.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("mmengine.optim", "mmengine.optim.scheduler", "mmengine.optim.scheduler.lr_scheduler"),
    first=("decays", "cycles", "plateau"),
)
