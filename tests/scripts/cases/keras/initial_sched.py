# A training that begins at a later epoch is shorter, and its schedule is not.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(0.1, 12)), "mse")
model.fit(x, y, epochs=5, initial_epoch=2, verbose=0)
