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
    return jnp.select([step < 3, step < 8], [0.1, 0.01], 0.001)


tx = optax.adam(lr_fn)
state = tx.init(params)
for _ in range(15):
    grads = jax.grad(loss_fn)(params, X, Y)
    updates, state = tx.update(grads, state)
