import flax
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones((2,)), "b": jnp.zeros(())}
X = jnp.ones((40, 2))
Y = jnp.ones((40,))


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


tx = optax.sgd(optax.cosine_decay_schedule(0.1, 15))


def body(carry, batch):
    params, opt_state = carry
    x, y = batch
    grads = jax.grad(loss_fn)(params, x, y)
    updates, opt_state = tx.update(grads, opt_state)
    params = optax.apply_updates(params, updates)
    return (params, opt_state), 0.0


batches = (X.reshape(8, 5, 2), Y.reshape(8, 5))
carry = (params, tx.init(params))
for epoch in range(2):
    carry, losses = jax.lax.scan(body, carry, batches)
