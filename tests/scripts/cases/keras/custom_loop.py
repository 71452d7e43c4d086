# A training loop of the script's own, with GradientTape.
import tensorflow as tf

epochs, steps = 4, 5
boundaries = [steps, 3 * steps]
values = [1e-2, 1e-3, 1e-4]
lr_fn = tf.keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values)
optimizer = tf.keras.optimizers.RMSprop(learning_rate=lr_fn)
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
loss_fn = tf.keras.losses.MeanSquaredError()


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss


for epoch in range(epochs):
    for step in range(steps):
        loss = train_step(tf.random.normal((4, 2)), tf.random.normal((4, 1)))
    print(f"epoch {epoch}: {float(loss):.4f}")
