# Accumulation by MultiSteps: the schedule counts what is really updated.
import jax
import jax.numpy as jnp
import optax

EPOCHS, BATCHES, EVERY = 3, 6, 4
cosine = optax.cosine_decay_schedule(0.05, decay_steps=EPOCHS * BATCHES // EVERY)
inner = optax.chain(optax.add_decayed_weights(1e-4), optax.sgd(cosine, nesterov=True))
tx = optax.MultiSteps(inner, every_k_schedule=EVERY)
params = jnp.ones(2)
opt_state = tx.init(params)


def train_step(params, opt_state):
    grads = jax.grad(lambda p: (p**2).sum())(params)
    updates, opt_state = tx.update(grads, opt_state, params)
    return optax.apply_updates(params, updates), opt_state


for epoch in range(EPOCHS):
    for batch in range(BATCHES):
        params, opt_state = train_step(params, opt_state)
