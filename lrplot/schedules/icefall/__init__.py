"""icefall: Eden, Eden2, Noam, and the schedulers of its encodec recipe, with an update a step.

Keywords: k2, Zipformer.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(paths=("zipformer.optim", "conformer_ctc.transformer", "encodec.scheduler"))
