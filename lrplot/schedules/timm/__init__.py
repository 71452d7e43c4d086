"""timm: `timm.scheduler`, stepped as its training script does, by the epoch or by the update.

A step here is one of what the lengths count: an epoch, or an update with t_in_epochs=False. A
parameter group's `lr_scale` is not drawn.

Keywords: PyTorch Image Models, Hugging Face.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("timm.scheduler", "timm.scheduler.scheduler_factory"),
    stepped="once an epoch by timm's training script, after every update with step_update and "
    "lengths in updates (t_in_epochs=False, or sched_on_updates): --interval epoch with "
    "--steps-per-epoch N draws the first.",
    first=("curves", "stairs", "phases", "plateau"),
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
