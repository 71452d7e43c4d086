import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras import backend as K

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


class Sched(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = 0.1 / (epoch + 1)


model = build()
model.compile(keras.optimizers.SGD(0.5), "mse")
model.fit(x_train, y_train, epochs=2, verbose=0)
model.fit(x_train, y_train, epochs=5, initial_epoch=2, callbacks=[Sched()], verbose=0)
