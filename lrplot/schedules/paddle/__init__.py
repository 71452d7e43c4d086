"""PaddlePaddle: `paddle.optimizer.lr`, stepped once an update.

A scheduler takes its own rate, not an optimizer's.

Keywords: Baidu.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("paddle.optimizer.lr", "optimizer.lr", "paddle.fluid.layers.learning_rate_scheduler"),
    first=("decays", "cycles", "others", "plateau"),
    # Bare names that are left to a framework further behind: TensorFlow's and fairseq's.
    yields=(
        "exponential_decay",
        "natural_exp_decay",
        "inverse_time_decay",
        "polynomial_decay",
        "cosine_decay",
    ),
)
