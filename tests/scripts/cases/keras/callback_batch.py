import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


class WarmupCosine(keras.callbacks.Callback):
    def __init__(self, base_lr, total_steps, warmup_steps):
        super().__init__()
        self.base_lr = base_lr
        self.total_steps = total_steps
        self.warmup_steps = warmup_steps
        self.global_step = 0

    def on_train_batch_begin(self, batch, logs=None):
        if self.global_step < self.warmup_steps:
            lr = self.base_lr * (self.global_step + 1) / self.warmup_steps
        else:
            progress = (self.global_step - self.warmup_steps) / (
                self.total_steps - self.warmup_steps
            )
            lr = 0.5 * self.base_lr * (1 + np.cos(np.pi * progress))
        self.model.optimizer.learning_rate.assign(lr)
        self.global_step += 1


model = build()
model.compile(keras.optimizers.Adam(), loss="mse")
model.fit(x_train, y_train, epochs=5, callbacks=[WarmupCosine(1e-2, 20, 5)], verbose=0)
