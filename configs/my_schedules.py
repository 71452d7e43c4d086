"""Schedules of one's own: a class as it stands in a training script, and plain functions.

    lrplot compare 'configs/my_schedules.py:MySchedule(0.001)' configs/my_schedules.py:sawtooth

The class derives from TensorFlow's; lrplot runs it without TensorFlow, since it uses no more of
it than that.
"""

import tensorflow as tf


class MySchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    """The notes' own: up in a line, then down as 1 / step."""

    def __init__(self, initial_learning_rate, warmup_steps=4000):
        super().__init__()
        self.initial_learning_rate = initial_learning_rate
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        if step > self.warmup_steps:
            return self.initial_learning_rate * self.warmup_steps * step**-1
        return self.initial_learning_rate * step * (self.warmup_steps**-1)


def sawtooth(step, period=8000, peak=1e-3):
    """A line down, again and again."""
    return peak * (1 - step % period / period)


def slower(epoch, lr):
    """A tenth off each epoch after the tenth, as for Keras's LearningRateScheduler."""
    return lr if epoch < 10 else lr * 0.9


def drop(epoch):
    """A factor of the rate, as for torch's LambdaLR."""
    return 0.1 ** (epoch // 30)
