# Arrays that are scaled and split, a dataset without end of which some batches are taken.
import keras
import numpy as np
import tensorflow as tf

x_all = np.random.rand(200, 4).astype("float32") / 255.0
y_all = np.random.rand(200, 1).reshape(-1, 1)
split = int(0.9 * len(x_all))
x_train, x_val = x_all[:split], x_all[split:]
y_train, y_val = y_all[:split], y_all[split:]
model = keras.Sequential([keras.layers.Dense(1)])
optimizer = keras.optimizers.Nadam(keras.optimizers.schedules.ExponentialDecay(0.1, 20, 0.5))
loss_fn = keras.losses.MeanSquaredError()
batches = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(64)
endless = batches.repeat()
for x, y in endless.take(int(batches.cardinality()) * 3 + 1):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
