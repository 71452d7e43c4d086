# An optimizer made of a configuration.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])
opt = keras.optimizers.get({"class_name": "SGD", "config": {"learning_rate": 0.03}})
model.compile(opt, "mse")
model.fit(x, y, epochs=2, verbose=0)
