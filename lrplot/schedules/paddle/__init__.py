"""PaddlePaddle: `paddle.optimizer.lr`, stepped once an update.

A scheduler takes its own rate, not an optimizer's.
"""

PATHS = ("paddle.optimizer.lr", "optimizer.lr", "paddle.fluid.layers.learning_rate_scheduler")
PARTS = ("decays", "cycles", "others", "plateau", "graph")
YIELDS = (
    "exponential_decay", "natural_exp_decay", "inverse_time_decay", "polynomial_decay",
    "cosine_decay",
)  # fmt: skip
"""Bare names that are left to a framework further behind: TensorFlow's and fairseq's."""
