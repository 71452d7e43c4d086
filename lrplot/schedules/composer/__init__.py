"""MosaicML Composer: `composer.optim`, as its Trainer steps them, and LLM Foundry's own one.

A time is text as in Composer: `100ba` (batches, which are the updates), `10ep`, `5000sp`,
`3e6tok`, or `0.1dur`, a part of the whole. What it comes to depends on the Trainer, so that
each schedule takes what the Trainer is given: the optimizer's `lr`, `max_duration`, the length
of its dataloader (`batches_per_epoch`), `samples_per_batch` and `tokens_per_batch`, which are
taken to be always the same, and `scale_schedule_ratio`. Wall clock times and iterations
(`iter`, whose length is a private setting) are refused. The schedulers are multipliers of the
optimizer's rate, stepped after every batch (with one of torch's in the list, Composer steps all
of them after every epoch).

Keywords: Databricks, LLM Foundry.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=(
        "composer.optim",
        "composer.optim.scheduler",
        "llmfoundry.optim",
        "llmfoundry.optim.scheduler",
    ),
    first=("steps",),
    aliases={
        "MultiStepWithWarmup": "MultiStepWithWarmupScheduler",
        "ConstantWithWarmup": "ConstantWithWarmupScheduler",
        "LinearWithWarmup": "LinearWithWarmupScheduler",
        "CosineAnnealingWithWarmup": "CosineAnnealingWithWarmupScheduler",
        "PolynomialWithWarmup": "PolynomialWithWarmupScheduler",
        # the names of llm-foundry's configs
        "constant_with_warmup": "ConstantWithWarmupScheduler",
        "cosine_with_warmup": "CosineAnnealingWithWarmupScheduler",
        "linear_decay_with_warmup": "LinearWithWarmupScheduler",
        "inv_sqrt_with_warmup": "InverseSquareRootWithWarmupScheduler",
    },
)
