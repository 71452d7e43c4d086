# A part of the parameters is frozen.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
tx = optax.partition(
    {"train": optax.adam(cosine), "frozen": optax.set_to_zero()}, {"w": "train", "b": "frozen"}
)
state = tx.init(params)
for i in range(12):
    updates, state = tx.update(grads, state, params)
