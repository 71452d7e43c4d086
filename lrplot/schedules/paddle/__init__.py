"""PaddlePaddle: `paddle.optimizer.lr`, stepped once an update.

A scheduler takes its own rate, not an optimizer's.
"""

PATHS = ("paddle.optimizer.lr", "optimizer.lr")
PARTS = ("decays", "cycles", "others", "plateau")
