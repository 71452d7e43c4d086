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


for epoch in range(6):
    if epoch == 3:
        optimizer.learning_rate.assign(0.01)
    for x, y in train_dataset:
        train_step(x, y)
