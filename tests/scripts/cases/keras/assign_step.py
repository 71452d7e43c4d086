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


def lr_at(step, warmup=4, total=20):
    if step < warmup:
        return 0.1 * (step + 1) / warmup
    return 0.1 * 0.5 * (1 + np.cos(np.pi * (step - warmup) / (total - warmup)))


step = 0
for epoch in range(4):
    for x, y in train_dataset:
        optimizer.learning_rate.assign(lr_at(step))
        train_step(x, y)
        step += 1
