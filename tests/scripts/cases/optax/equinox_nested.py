import flax
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.ones((2,)), "b": jnp.zeros(())}
X = jnp.ones((40, 2))
Y = jnp.ones((40,))


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


import equinox as eqx


class Lin(eqx.Module):
    w: jax.Array

    def __call__(self, x):
        return x @ self.w


model = Lin(jnp.ones(2))
optim = optax.adamw(optax.exponential_decay(1e-2, 5, 0.5))
opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))


def train(model, opt_state, steps, print_every):
    @eqx.filter_jit
    def make_step(model, opt_state, x, y):
        loss, grads = eqx.filter_value_and_grad(lambda m: jnp.mean((m(x) - y) ** 2))(model)
        updates, opt_state = optim.update(grads, opt_state, eqx.filter(model, eqx.is_inexact_array))
        model = eqx.apply_updates(model, updates)
        return model, opt_state, loss

    def infinite():
        while True:
            yield X, Y

    for step, (x, y) in zip(range(steps), [(X, Y)] * steps):
        model, opt_state, loss = make_step(model, opt_state, x, y)
        if (step % print_every) == 0 or (step == steps - 1):
            print(f"{step=}, loss={loss.item()}")
    return model


train(model, opt_state, 22, 10)
