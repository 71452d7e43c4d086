# A small classifier with a cosine decay over all updates.
import keras
import numpy as np

BATCH = 16
EPOCHS = 3

x = np.random.rand(100, 4).astype("float32")
y = np.random.randint(0, 3, size=(100,))

steps_per_epoch = int(np.ceil(len(x) / BATCH))
schedule = keras.optimizers.schedules.CosineDecay(
    initial_learning_rate=1e-4,
    decay_steps=EPOCHS * steps_per_epoch - 4,
    alpha=0.05,
    warmup_target=1e-3,
    warmup_steps=4,
)

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3)])
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=schedule),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, verbose=0)
