# Flax's style: a warmup and a cosine, an optimizer in a chain, a jitted step.
import jax
import jax.numpy as jnp
import optax

num_epochs, steps_per_epoch = 3, 8
total_steps = num_epochs * steps_per_epoch

schedule = optax.warmup_cosine_decay_schedule(
    init_value=0.0,
    peak_value=1e-2,
    warmup_steps=4,
    decay_steps=total_steps,
    end_value=1e-4,
)
optimizer = optax.chain(
    optax.clip_by_global_norm(1.0),
    optax.adamw(learning_rate=schedule, weight_decay=1e-4),
)
params = {"w": jnp.ones(3)}
opt_state = optimizer.init(params)


def loss_fn(params, batch):
    return jnp.mean((batch @ params["w"]) ** 2)


@jax.jit
def train_step(params, opt_state, batch):
    loss, grads = jax.value_and_grad(loss_fn)(params, batch)
    updates, opt_state = optimizer.update(grads, opt_state, params)
    params = optax.apply_updates(params, updates)
    return params, opt_state, loss


for epoch in range(num_epochs):
    for step in range(steps_per_epoch):
        batch = jnp.ones((4, 3)) * step
        params, opt_state, loss = train_step(params, opt_state, batch)
