import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


opt = keras.optimizers.SGD(
    keras.optimizers.schedules.CosineDecay(0.1, 10), gradient_accumulation_steps=4
)
model = build()
model.compile(opt, "mse")
model.fit(x_train, y_train, batch_size=10, epochs=3, verbose=0)
