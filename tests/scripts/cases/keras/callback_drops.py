# Step drops by a function of the epoch alone; the model is a class of the script's own.
import keras
import numpy as np

initial_lr = 0.1


def step_decay(epoch):
    drop, every = 0.5, 2.0
    return initial_lr * drop ** np.floor((1 + epoch) / every)


class Regressor(keras.Model):
    def __init__(self, units=4):
        super().__init__()
        self.hidden = keras.layers.Dense(units, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.hidden(inputs))


def generator(batch=8):
    while True:
        yield np.random.rand(batch, 5), np.random.rand(batch, 1)


model = Regressor()
model.compile(optimizer="sgd", loss="mse")
model.fit(
    generator(),
    steps_per_epoch=6,
    epochs=5,
    callbacks=[keras.callbacks.LearningRateScheduler(step_decay)],
    verbose=0,
)
