# A second training goes on at the epoch where the first ended.
import keras
import numpy as np

x = np.random.rand(100, 4)
y = np.random.rand(100, 1)
model = keras.Sequential([keras.layers.Dense(1)])


def sched(epoch, lr):
    return lr if epoch < 1 else lr * 0.9


cb = keras.callbacks.LearningRateScheduler(sched)
model.compile("sgd", "mse")
model.fit(x, y, epochs=2, verbose=0, callbacks=[cb])
model.fit(x, y, epochs=4, initial_epoch=2, verbose=0, callbacks=[cb])
