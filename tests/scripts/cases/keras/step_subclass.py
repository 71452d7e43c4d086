# Warmup in front of a schedule of Keras's own, by a class that calls another.
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass
class Config:
    base_lr: float = 2e-3
    warmup_steps: int = 6
    batch_size: int = 10
    epochs: int = 2


class WarmUp(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, initial_learning_rate, total_steps, warmup_steps, name=None):
        super().__init__()
        self.initial_learning_rate = initial_learning_rate
        self.total_steps = total_steps
        self.warmup_steps = warmup_steps
        self.name = name

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        warmup = self.initial_learning_rate * step / self.warmup_steps
        progress = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        decayed = 0.5 * self.initial_learning_rate * (1.0 + tf.cos(np.pi * progress))
        return tf.where(step < self.warmup_steps, warmup, decayed)


cfg = Config()
features = np.random.rand(95, 3)
labels = np.random.rand(95, 1)
total = cfg.epochs * -(-len(features) // cfg.batch_size)
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile(
    tf.keras.optimizers.AdamW(WarmUp(cfg.base_lr, total, cfg.warmup_steps), weight_decay=1e-2),
    "mse",
)
model.fit(features, labels, epochs=cfg.epochs, batch_size=cfg.batch_size, verbose=0)
