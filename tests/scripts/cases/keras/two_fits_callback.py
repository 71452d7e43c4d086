# Two trainings of one model: the callback begins anew at epoch 0.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])


def sched(epoch):
    return 0.1 * 0.9**epoch


cb = keras.callbacks.LearningRateScheduler(sched)
model.compile("adam", "mse")
model.fit(x, y, epochs=2, verbose=0, callbacks=[cb])
model.fit(x, y, epochs=3, verbose=0, callbacks=[cb])
