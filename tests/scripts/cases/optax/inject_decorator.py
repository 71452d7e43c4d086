# A function under inject_hyperparams.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)


@optax.inject_hyperparams
def make(learning_rate):
    return optax.chain(optax.clip(1.0), optax.sgd(learning_rate))


tx = make(learning_rate=cosine)
state = tx.init(params)
for i in range(12):
    updates, state = tx.update(grads, state, params)
