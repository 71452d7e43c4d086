# A schedule written by hand with jnp, made by a factory, in a TrainState.
import jax
import jax.numpy as jnp
import optax
from flax.training.train_state import TrainState


def create_learning_rate_fn(base_lr, warmup_steps, total_steps, floor=0.1):
    def schedule(count):
        warm = base_lr * jnp.minimum(1.0, count / warmup_steps)
        frac = jnp.clip((count - warmup_steps) / (total_steps - warmup_steps), 0.0, 1.0)
        cos = floor + (1 - floor) * 0.5 * (1 + jnp.cos(jnp.pi * frac))
        return jnp.where(count < warmup_steps, warm, base_lr * cos)

    return schedule


def create_train_state(config):
    fn = create_learning_rate_fn(config["lr"], config["warmup"], config["steps"])
    tx = optax.adam(fn, b2=0.95)
    return TrainState.create(apply_fn=lambda p, x: p["w"] * x, params={"w": jnp.ones(2)}, tx=tx)


def train_step(state, x):
    grads = jax.grad(lambda p: jnp.sum(state.apply_fn(p, x) ** 2))(state.params)
    state = state.apply_gradients(grads=grads)
    return state


def main():
    config = {"lr": 4e-4, "warmup": 6, "steps": 24}
    state = create_train_state(config)
    for _ in range(config["steps"]):
        state = train_step(state, jnp.ones(2))


if __name__ == "__main__":
    main()
