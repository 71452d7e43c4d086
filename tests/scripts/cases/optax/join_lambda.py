# A function of the step, joined with a schedule of optax's own.
import functools

import jax
import jax.numpy as jnp
import optax

PEAK = 3e-3
WARMUP = 5
TRAIN_STEPS = 30


def ramp(step, peak):
    return peak * (step + 1) / WARMUP


lr_schedule = optax.join_schedules(
    schedules=[
        functools.partial(ramp, peak=PEAK),
        optax.exponential_decay(PEAK, transition_steps=10, decay_rate=0.5, staircase=True),
    ],
    boundaries=[WARMUP],
)
tx = optax.sgd(lr_schedule, momentum=0.9)


def update(params, state, x):
    grads = jax.grad(lambda p: jnp.sum((p * x) ** 2))(params)
    updates, state = tx.update(grads, state, params)
    return optax.apply_updates(params, updates), state


update = jax.jit(update)

params = jnp.ones(2)
state = tx.init(params)
step = 0
while step < TRAIN_STEPS:
    params, state = update(params, state, jnp.ones(2))
    step += 1
