# A rate for each epoch, by a function of the epoch and the rate before.
import math

import numpy as np
from tensorflow.keras.callbacks import EarlyStopping, LearningRateScheduler
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD


def scheduler(epoch, lr):
    if epoch < 3:
        return lr
    return lr * math.exp(-0.1)


x_train, y_train = np.random.rand(96, 3), np.random.rand(96, 1)

model = Sequential()
model.add(Dense(4, activation="relu"))
model.add(Dense(1))
model.compile(SGD(0.05), loss="mse")
callback = LearningRateScheduler(scheduler)
history = model.fit(
    x_train,
    y_train,
    epochs=7,
    validation_split=0.25,
    verbose=0,
    callbacks=[callback, EarlyStopping(patience=50)],
)
