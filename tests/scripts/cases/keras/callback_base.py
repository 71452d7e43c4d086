import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras import backend as K

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


class Base(keras.callbacks.Callback):
    def value(self, epoch):
        raise NotImplementedError

    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = self.value(epoch)


class Poly(Base):
    def __init__(self, n, lr):
        super().__init__()
        self.n = n
        self.lr = lr

    def value(self, epoch):
        return self.lr * (1 - epoch / self.n) ** 0.9


model = build()
model.compile(keras.optimizers.SGD(0.5), "mse")
model.fit(
    x_train,
    y_train,
    epochs=4,
    batch_size=25,
    callbacks=[Poly(4, 0.2), keras.callbacks.CSVLogger("a.csv")],
    verbose=0,
)
