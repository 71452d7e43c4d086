import flax
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones((2,)), "b": jnp.zeros(())}
X = jnp.ones((40, 2))
Y = jnp.ones((40,))


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


import numpy as np

rng = np.random.default_rng(0)
batch_size = 6
train_ds_size = len(X)
steps_per_epoch = train_ds_size // batch_size
tx = optax.sgd(optax.linear_schedule(0.1, 0.01, steps_per_epoch * 3))
from flax.training import train_state

state = train_state.TrainState.create(apply_fn=None, params=params, tx=tx)


def train_epoch(state, rng):
    perms = rng.permutation(train_ds_size)
    perms = perms[: steps_per_epoch * batch_size]
    perms = perms.reshape((steps_per_epoch, batch_size))
    for perm in perms:
        grads = jax.grad(loss_fn)(state.params, X[perm], Y[perm])
        state = state.apply_gradients(grads=grads)
    return state


for epoch in range(3):
    state = train_epoch(state, rng)
