import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


BATCH_SIZE = 16
EPOCHS = 4
steps_per_epoch = len(x_train) // BATCH_SIZE
lr = keras.optimizers.schedules.InverseTimeDecay(
    0.001, decay_steps=steps_per_epoch * 2, decay_rate=1, staircase=False
)
model = build()
model.compile(optimizer=keras.optimizers.Adam(lr), loss="mse")
model.fit(
    x_train,
    y_train,
    steps_per_epoch=steps_per_epoch,
    batch_size=BATCH_SIZE,
    epochs=EPOCHS,
    verbose=0,
)
