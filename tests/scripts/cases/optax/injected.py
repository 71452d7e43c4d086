# inject_hyperparams around an optimizer, several passes over a list of batches.
import jax.numpy as jnp
import optax

batches = [jnp.full((2,), float(i)) for i in range(7)]
epochs = 4
decay = optax.polynomial_schedule(1e-2, 1e-3, power=2.0, transition_steps=epochs * len(batches))
opt = optax.inject_hyperparams(optax.adamw)(learning_rate=decay, weight_decay=0.01)
w = jnp.ones(2)
state = opt.init(w)
for epoch in range(epochs):
    for batch in batches:
        updates, state = opt.update(w - batch, state, w)
        w = optax.apply_updates(w, updates)
