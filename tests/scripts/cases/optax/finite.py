# Updates that are not finite are left out.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
tx = optax.apply_if_finite(optax.adam(cosine), max_consecutive_errors=5)
state = tx.init(params)
for i in range(12):
    updates, state = tx.update(grads, state, params)
