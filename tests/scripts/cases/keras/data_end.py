import keras
import numpy as np
import tensorflow as tf
from keras import layers

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
x_test, y_test = x_train[:20], y_train[:20]


def build():
    return keras.Sequential([keras.Input((4,)), layers.Dense(1)])


ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(30)
model = build()
model.compile(
    keras.optimizers.SGD(
        keras.optimizers.schedules.PiecewiseConstantDecay([3, 7], [0.1, 0.01, 0.001])
    ),
    "mse",
)
model.fit(ds, epochs=3, steps_per_epoch=10, verbose=0)
