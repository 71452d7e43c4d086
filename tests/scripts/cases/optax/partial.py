import flax
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones((2,)), "b": jnp.zeros(())}
X = jnp.ones((40, 2))
Y = jnp.ones((40,))


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


from functools import partial

opt = partial(optax.adam, b1=0.5)
tx = opt(optax.polynomial_schedule(1e-2, 1e-4, 2.0, 10, 3))
st = tx.init(params)
for s in range(15):
    g = jax.grad(loss_fn)(params, X, Y)
    u, st = tx.update(g, st, params)
