# The schedule of "Attention is all you need", as a class of the script's own.
import numpy as np
import tensorflow as tf
from tensorflow import keras


class CustomSchedule(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super().__init__()
        self.d_model = d_model
        self.d_model = tf.cast(self.d_model, tf.float32)
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        step = tf.cast(step, dtype=tf.float32)
        arg1 = tf.math.rsqrt(step)
        arg2 = step * (self.warmup_steps**-1.5)
        return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)

    def get_config(self):
        return {"d_model": self.d_model, "warmup_steps": self.warmup_steps}


def build_model():
    inputs = keras.Input((6,))
    hidden = keras.layers.Dense(8)(inputs)
    return keras.Model(inputs, keras.layers.Dense(1)(hidden))


learning_rate = CustomSchedule(128, warmup_steps=20)
optimizer = keras.optimizers.Adam(learning_rate, beta_1=0.9, beta_2=0.98, epsilon=1e-9)

data = tf.data.Dataset.from_tensor_slices((np.random.rand(72, 6), np.random.rand(72, 1)))
train_batches = data.shuffle(72).batch(8).prefetch(tf.data.AUTOTUNE)

transformer = build_model()
transformer.compile(loss="mse", optimizer=optimizer)
transformer.fit(train_batches, epochs=5, verbose=0)
