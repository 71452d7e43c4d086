"""PyTorch: `torch.optim.lr_scheduler`, a step for every call of `step()`.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Some of torch's schedulers multiply the current rate instead of computing it anew; alone, they
give what is drawn here to the last few digits. `verbose` is a parameter of torch 1.7 to 2.6.
"""

from lrplot.catalogue import Framework, Optimizers

FRAMEWORK = Framework(
    paths=("torch.optim.lr_scheduler", "optim.lr_scheduler", "torch.optim.swa_utils", "pytorch"),
    stepped="once an epoch in torch's own examples, so that lengths count epochs: --interval epoch "
    "with --steps-per-epoch N draws that. Without it a step is an update.",
    first=("decays", "cycles", "triangles", "one_cycle", "lambdas", "plateau", "chains"),
    aliases={
        "1cycle": "OneCycleLR",
        "chained": "ChainedScheduler",
        "clr": "CyclicLR",
        "constant": "ConstantLR",
        "cosine": "CosineAnnealingLR",
        "cosine_annealing": "CosineAnnealingLR",
        "cosine_lr": "CosineAnnealingLR",
        "cosine_restarts": "CosineAnnealingWarmRestarts",
        "cyclic": "CyclicLR",
        "cyclical": "CyclicLR",
        "exp": "ExponentialLR",
        "exponential": "ExponentialLR",
        "lambda": "LambdaLR",
        "linear": "LinearLR",
        "multistep": "MultiStepLR",
        "multiplicative": "MultiplicativeLR",
        "one_cycle": "OneCycleLR",
        "plateau": "ReduceLROnPlateau",
        "poly": "PolynomialLR",
        "polynomial": "PolynomialLR",
        "reduce_lr_on_plateau": "ReduceLROnPlateau",
        "reduce_on_plateau": "ReduceLROnPlateau",
        "sequential": "SequentialLR",
        "sgdr": "CosineAnnealingWarmRestarts",
        "step": "StepLR",
        "swa": "SWALR",
        "triangular": "CyclicLR",
        "warm_restarts": "CosineAnnealingWarmRestarts",
    },
    optimizers=Optimizers(
        {
            "Adadelta": 1.0,
            "Adam": 0.001,
            "AdamW": 0.001,
            "Adamax": 0.002,
            "Muon": 0.001,
            "NAdam": 0.002,
            "RAdam": 0.001,
            "RMSprop": 0.01,
            "SGD": 0.001,
            "SparseAdam": 0.001,
        },
        keys=("lr",),
        place=1,
        signatures={
            "ASGD": "lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0",
            "Adadelta": "rho=0.9, eps=1e-6, weight_decay=0",
            "Adagrad": "lr_decay=0, weight_decay=0",
            "Adam": "betas=(0.9, 0.999), eps=1e-8, weight_decay=0",
            "AdamW": "betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01",
            "Adamax": "betas=(0.9, 0.999), eps=1e-8, weight_decay=0",
            "Muon": "weight_decay=0.1, momentum=0.95",
            "NAdam": "betas=(0.9, 0.999), eps=1e-8, weight_decay=0",
            "RAdam": "betas=(0.9, 0.999), eps=1e-8, weight_decay=0",
            "RMSprop": "alpha=0.99, eps=1e-8, weight_decay=0, momentum=0",
            "Rprop": "etas=(0.5, 1.2)",
            "SGD": "momentum=0, dampening=0, weight_decay=0",
            "SparseAdam": "betas=(0.9, 0.999)",
        },
    ),
)
