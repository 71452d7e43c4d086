import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


class CustomLearningRateScheduler(keras.callbacks.Callback):
    def __init__(self, schedule):
        super().__init__()
        self.schedule = schedule

    def on_epoch_begin(self, epoch, logs=None):
        if not hasattr(self.model.optimizer, "learning_rate"):
            raise ValueError('Optimizer must have a "learning_rate" attribute.')
        lr = self.model.optimizer.learning_rate
        scheduled_lr = self.schedule(epoch, lr)
        self.model.optimizer.learning_rate = scheduled_lr
        print(f"\nEpoch {epoch}: Learning rate is {float(np.array(scheduled_lr))}.")


LR_SCHEDULE = [(3, 0.05), (6, 0.01), (9, 0.005), (12, 0.001)]


def lr_schedule(epoch, lr):
    if epoch < LR_SCHEDULE[0][0] or epoch > LR_SCHEDULE[-1][0]:
        return lr
    for i in range(len(LR_SCHEDULE)):
        if epoch == LR_SCHEDULE[i][0]:
            return LR_SCHEDULE[i][1]
    return lr


model = build()
model.compile(keras.optimizers.Adam(0.1), loss="mse")
model.fit(
    x_train,
    y_train,
    batch_size=64,
    steps_per_epoch=2,
    epochs=15,
    verbose=0,
    callbacks=[CustomLearningRateScheduler(lr_schedule)],
)
