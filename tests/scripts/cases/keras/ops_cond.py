import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


from keras import ops


class LRSchedule(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, post_warmup_learning_rate, warmup_steps):
        super().__init__()
        self.post_warmup_learning_rate = post_warmup_learning_rate
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        global_step = ops.cast(step, "float32")
        warmup_steps = ops.cast(self.warmup_steps, "float32")
        warmup_progress = global_step / warmup_steps
        warmup_learning_rate = self.post_warmup_learning_rate * warmup_progress
        return ops.cond(
            global_step < warmup_steps,
            lambda: warmup_learning_rate,
            lambda: self.post_warmup_learning_rate,
        )


num_train_steps = 7 * 3
num_warmup_steps = num_train_steps // 5
lr_schedule = LRSchedule(post_warmup_learning_rate=1e-4, warmup_steps=num_warmup_steps)
model = build()
model.compile(optimizer=keras.optimizers.Adam(lr_schedule), loss="mse")
model.fit(x_train, y_train, batch_size=16, epochs=3, verbose=0)
