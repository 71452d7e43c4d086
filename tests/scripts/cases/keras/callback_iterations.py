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
    def on_train_batch_begin(self, batch, logs=None):
        it = int(self.model.optimizer.iterations)
        self.model.optimizer.learning_rate.assign(0.1 * 0.9**it)


model = build()
model.compile(keras.optimizers.SGD(0.5), "mse")
model.fit(x_train, y_train, epochs=2, callbacks=[Sched()], verbose=0)
