"""ESPnet: `espnet2.schedulers`, stepped after each update, and NoamOpt of ESPnet 1."""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=(
        "espnet2.schedulers.warmup_lr",
        "espnet2.schedulers.noam_lr",
        "espnet2.schedulers.tristage_lr",
        "espnet2.schedulers.piecewise_linear_warmup_lr",
        "espnet2.schedulers.warmup_step_lr",
        "espnet2.schedulers.cosine_anneal_warmup_restart",
        "espnet2.schedulers.exponential_decay_warmup",
        "espnet2.schedulers.warmup_reducelronplateau",
        "espnet.nets.pytorch_backend.transformer.optimizer",
    ),
    first=("noams", "phases", "restarts"),
    aliases={
        "warmuplr": "WarmupLR",
        "noamlr": "NoamLR",
        "tristagelr": "TristageLR",
        "piecewiselinearwarmuplr": "PiecewiseLinearWarmupLR",
        "warmupsteplr": "WarmupStepLR",
        "cosineannealingwarmuprestarts": "CosineAnnealingWarmupRestarts",
        "exponentialdecaywarmup": "ExponentialDecayWarmup",
        "warmupreducelronplateau": "WarmupReduceLROnPlateau",
    },
)
