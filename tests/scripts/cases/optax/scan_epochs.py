# Scans inside a scan, each jitted.
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones(2), "b": jnp.ones(1)}
grads = jax.tree_util.tree_map(jnp.ones_like, params)
cosine = optax.cosine_decay_schedule(0.1, 12)
tx = optax.sgd(cosine)


@jax.jit
def epoch(carry, _):
    def step(carry, x):
        p, s = carry
        u, s = tx.update(grads, s, p)
        return (optax.apply_updates(p, u), s), None

    return jax.lax.scan(step, carry, None, length=4)


(params, state), _ = jax.lax.scan(epoch, (params, tx.init(params)), None, length=3)
