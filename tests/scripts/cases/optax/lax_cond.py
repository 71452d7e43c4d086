import flax
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones((2,)), "b": jnp.zeros(())}
X = jnp.ones((40, 2))
Y = jnp.ones((40,))


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


def lr_fn(step):
    return jax.lax.cond(step < 5, lambda s: 0.1 * (s + 1) / 5, lambda s: 0.1 * 0.9 ** (s - 5), step)


tx = optax.adam(lr_fn)
state = tx.init(params)
for _ in range(15):
    grads = jax.grad(loss_fn)(params, X, Y)
    updates, state = tx.update(grads, state)
