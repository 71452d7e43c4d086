# A TrainState of a class of its own, with statistics beside.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
from typing import Any
from flax.training import train_state


class TrainState(train_state.TrainState):
    batch_stats: Any = None


def create():
    return TrainState.create(apply_fn=None, params=params, tx=optax.adam(cosine), batch_stats={})


state = create()
for i in range(12):
    state = state.apply_gradients(grads=grads)
