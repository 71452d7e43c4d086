import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


class Halve(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        lr = float(self.model.optimizer.learning_rate)
        self.model.optimizer.learning_rate = lr * 0.5


model = build()
model.compile(keras.optimizers.Adam(0.01), loss="mse")
model.fit(x_train, y_train, epochs=4, callbacks=[Halve()], verbose=0)
