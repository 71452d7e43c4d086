import keras
import numpy as np
import tensorflow as tf

x_train = np.ones((100, 4), "float32")
y_train = np.ones((100, 1), "float32")
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD(learning_rate=0.1)
train_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(20)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


class Trainer:
    def __init__(self):
        self.opt = keras.optimizers.Adam(1e-3)
        self.model = model

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(x) - y) ** 2)
        self.opt.apply_gradients(
            zip(tape.gradient(loss, self.model.trainable_variables), self.model.trainable_variables)
        )

    def fit(self, n):
        for e in range(n):
            self.opt.learning_rate.assign(1e-3 / (e + 1))
            for x, y in train_dataset:
                self.step(x, y)


Trainer().fit(3)
