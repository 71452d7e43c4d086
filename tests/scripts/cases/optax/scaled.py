# Transformations put together by hand: the schedule scales the updates.
import argparse

import jax.numpy as jnp
import optax

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=20)
parser.add_argument("--lr", type=float, default=0.02)
args = parser.parse_args()

schedule_fn = optax.linear_schedule(args.lr, 0.1 * args.lr, args.steps - 5, 5)
tx = optax.chain(
    optax.clip(1.0),
    optax.scale_by_adam(eps=1e-6),
    optax.scale_by_schedule(schedule_fn),
    optax.scale(-1.0),
)
params = jnp.zeros(3)
opt_state = tx.init(params)
for i in range(args.steps):
    grads = jnp.ones(3)
    updates, opt_state = tx.update(grads, opt_state)
    params = optax.apply_updates(params, updates)
