import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras import backend as K

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


def cosine_decay_with_warmup(
    global_step,
    learning_rate_base,
    total_steps,
    warmup_learning_rate=0.0,
    warmup_steps=0,
    hold_base_rate_steps=0,
):
    if total_steps < warmup_steps:
        raise ValueError("total_steps must be larger or equal to warmup_steps.")
    learning_rate = (
        0.5
        * learning_rate_base
        * (
            1
            + np.cos(
                np.pi
                * (global_step - warmup_steps - hold_base_rate_steps)
                / float(total_steps - warmup_steps - hold_base_rate_steps)
            )
        )
    )
    if hold_base_rate_steps > 0:
        learning_rate = np.where(
            global_step > warmup_steps + hold_base_rate_steps, learning_rate, learning_rate_base
        )
    if warmup_steps > 0:
        if learning_rate_base < warmup_learning_rate:
            raise ValueError("learning_rate_base must be larger or equal to warmup_learning_rate.")
        slope = (learning_rate_base - warmup_learning_rate) / warmup_steps
        warmup_rate = slope * global_step + warmup_learning_rate
        learning_rate = np.where(global_step < warmup_steps, warmup_rate, learning_rate)
    return np.where(global_step > total_steps, 0.0, learning_rate)


class WarmUpCosineDecayScheduler(keras.callbacks.Callback):
    def __init__(
        self,
        learning_rate_base,
        total_steps,
        global_step_init=0,
        warmup_learning_rate=0.0,
        warmup_steps=0,
        hold_base_rate_steps=0,
        verbose=0,
    ):
        super(WarmUpCosineDecayScheduler, self).__init__()
        self.learning_rate_base = learning_rate_base
        self.total_steps = total_steps
        self.global_step = global_step_init
        self.warmup_learning_rate = warmup_learning_rate
        self.warmup_steps = warmup_steps
        self.hold_base_rate_steps = hold_base_rate_steps
        self.verbose = verbose
        self.learning_rates = []

    def on_batch_end(self, batch, logs=None):
        self.global_step = self.global_step + 1
        lr = float(self.model.optimizer.learning_rate)
        self.learning_rates.append(lr)

    def on_batch_begin(self, batch, logs=None):
        lr = cosine_decay_with_warmup(
            global_step=self.global_step,
            learning_rate_base=self.learning_rate_base,
            total_steps=self.total_steps,
            warmup_learning_rate=self.warmup_learning_rate,
            warmup_steps=self.warmup_steps,
            hold_base_rate_steps=self.hold_base_rate_steps,
        )
        self.model.optimizer.learning_rate.assign(float(lr))
        if self.verbose > 0:
            print("\nBatch %05d: setting learning rate to %s." % (self.global_step + 1, lr))


sample_count, batch_size, epochs, warmup_epoch = 100, 16, 5, 1
total_steps = int(epochs * sample_count / batch_size)
warmup_steps = int(warmup_epoch * sample_count / batch_size)
warm_up_lr = WarmUpCosineDecayScheduler(
    learning_rate_base=1e-3,
    total_steps=total_steps + 9,
    warmup_learning_rate=1e-4,
    warmup_steps=warmup_steps,
    hold_base_rate_steps=2,
)
model = build()
model.compile(optimizer="rmsprop", loss="mse")
model.fit(x_train, y_train, epochs=epochs, batch_size=batch_size, verbose=0, callbacks=[warm_up_lr])
