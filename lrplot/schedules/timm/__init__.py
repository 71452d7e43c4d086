"""timm: `timm.scheduler`, stepped as its training script does, by the epoch or by the update.

A step here is one of what the lengths count: an epoch, or an update with t_in_epochs=False. A
parameter group's `lr_scale` is not drawn.

Keywords: PyTorch Image Models, Hugging Face.
"""

from lrplot.catalogue import Framework, Renamed

OLD = {"t_mul": "cycle_mul", "decay_rate": "cycle_decay"}

ENDLESS = 1_000_000
"""Cycles for ever, as older versions had them where nothing was given."""

FRAMEWORK = Framework(
    paths=("timm.scheduler", "timm.scheduler.scheduler_factory"),
    stepped="once an epoch by timm's training script, after every update with step_update and "
    "lengths in updates (t_in_epochs=False, or sched_on_updates): --interval epoch with "
    "--steps-per-epoch N draws the first.",
    first=("curves", "stairs", "phases", "plateau"),
    renamed={
        "CosineLRScheduler": Renamed(
            OLD, "timm 0.5", {"cycle_limit": ENDLESS}, beside={"decay_rate": "lr_min"}
        ),
        "TanhLRScheduler": Renamed(
            OLD,
            "timm 0.5",
            {"cycle_limit": ENDLESS, "lb": -6.0, "ub": 4.0},
            beside={"decay_rate": "lr_min"},
        ),
    },
    aliases={
        "cosine": "CosineLRScheduler",
        "tanh": "TanhLRScheduler",
        "poly": "PolyLRScheduler",
        "step": "StepLRScheduler",
        "multistep": "MultiStepLRScheduler",
        "wsd": "WSDLRScheduler",
        "plateau": "PlateauLRScheduler",
    },
)
