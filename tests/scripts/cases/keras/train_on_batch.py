# A loop of the script's own over train_on_batch.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(0.1, 8)), "mse")
for i in range(10):
    model.train_on_batch(x[:8], y[:8])
