"""AllenNLP: `allennlp.training.learning_rate_schedulers`, stepped as its trainer does.

Noam, polynomial decay and the slanted triangle change before every update, the others after
every epoch: a step is then an epoch. The combined scheduler, which hands the rate that one
scheduler reached to the next as its base, is apart.

Keywords: Ai2, AllenAI.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=(
        "allennlp.training.learning_rate_schedulers",
        "allennlp.training.learning_rate_schedulers.noam",
        "allennlp.training.learning_rate_schedulers.polynomial_decay",
        "allennlp.training.learning_rate_schedulers.slanted_triangular",
        "allennlp.training.learning_rate_schedulers.linear_with_warmup",
        "allennlp.training.learning_rate_schedulers.cosine",
    ),
    first=("updates",),
    aliases={
        "noam": "NoamLR",
        "polynomial_decay": "PolynomialDecay",
        "linear_with_warmup": "LinearWithWarmup",
        "slanted_triangular": "SlantedTriangular",
        "cosine": "CosineWithRestarts",
        "constant": "ConstantLearningRateScheduler",
        "constant_with_warmup": "ConstantWithWarmupLearningRateScheduler",
        "cosine_with_warmup": "CosineWithWarmupLearningRateScheduler",
        "cosine_hard_restarts_with_warmup": "CosineHardRestartsWithWarmupLearningRateScheduler",
        "step": "StepLearningRateScheduler",
        "multi_step": "MultiStepLearningRateScheduler",
        "exponential": "ExponentialLearningRateScheduler",
        "reduce_on_plateau": "ReduceOnPlateauLearningRateScheduler",
    },
)
