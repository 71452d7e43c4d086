# Two trainings of one model: the optimizer counts on.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(
    keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.9)), "mse"
)
model.fit(x, y, epochs=2, batch_size=20, verbose=0)
model.fit(x, y, epochs=3, verbose=0)
