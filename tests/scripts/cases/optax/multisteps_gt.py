# MultiSteps as a transformation.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
tx = optax.MultiSteps(optax.sgd(cosine), every_k_schedule=4).gradient_transformation()
state = tx.init(params)
for i in range(18):
    updates, state = tx.update(grads, state, params)
