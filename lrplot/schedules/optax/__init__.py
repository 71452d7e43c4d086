"""optax: all of `optax.schedules`, and `optax.contrib.reduce_on_plateau`.

The count is that of the optimizer's updates, from 0, and the rate goes into the update of that
number. optax computes in float32 unless JAX is told `jax_enable_x64`; lrplot gives the same
curves in float64. A schedule goes on for as long as it is called.
"""

from __future__ import annotations

from lrplot.catalogue import Framework, Optimizers

FRAMEWORK = Framework(
    paths=("optax", "optax.schedules", "optax.contrib", "jax"),
    first=("decays", "tables"),
    aliases={
        "constant": "constant_schedule",
        "cosine": "cosine_decay_schedule",
        "exp": "exponential_decay",
        "exponential": "exponential_decay",
        "linear": "linear_schedule",
        "one_cycle": "cosine_onecycle_schedule",
        "piecewise": "piecewise_constant_schedule",
        "piecewise_constant": "piecewise_constant_schedule",
        "plateau": "reduce_on_plateau",
        "poly": "polynomial_schedule",
        "polynomial": "polynomial_schedule",
        "sgdr": "sgdr_schedule",
        "warmup_cosine": "warmup_cosine_decay_schedule",
        "warmup_exponential": "warmup_exponential_decay_schedule",
    },
    optimizers=Optimizers(
        dict.fromkeys(
            (
                "adabelief",
                "adadelta",
                "adagrad",
                "adam",
                "adamax",
                "adamaxw",
                "adamw",
                "adan",
                "amsgrad",
                "lamb",
                "lars",
                "lion",
                "nadam",
                "nadamw",
                "noisy_sgd",
                "novograd",
                "radam",
                "rmsprop",
                "scale_by_learning_rate",
                "sgd",
                "sign_sgd",
                "signum",
                "sm3",
                "yogi",
            )
        ),
        keys=("learning_rate",),
        chains=("chain",),
        scalings=("scale_by_schedule",),
        factor="scale",
        others=(
            "add_",
            "centralize",
            "clip",
            "ema",
            "identity",
            "keep_params",
            "normalize",
            "scale_by_",
            "trace",
            "zero_nans",
        ),
    ),
)
