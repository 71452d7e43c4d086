# A loop of JAX's own.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
tx = optax.sgd(cosine)
state = tx.init(params)


def body(i, c):
    p, s = c
    u, s = tx.update(grads, s, p)
    return optax.apply_updates(p, u), s


params, state = jax.lax.fori_loop(0, 12, body, (params, state))
