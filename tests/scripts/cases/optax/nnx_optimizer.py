# Flax NNX: the optimizer holds the transformation, an evaluation stands in between.
import jax.numpy as jnp
import optax
from flax import nnx


class Model(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.linear = nnx.Linear(2, 1, rngs=rngs)

    def __call__(self, x):
        return self.linear(x)


train_steps, eval_every = 25, 10
learning_rate, momentum = 0.005, 0.9
model = Model(nnx.Rngs(0))
schedule = optax.sgdr_schedule(
    [
        {
            "init_value": 0.0,
            "peak_value": peak,
            "warmup_steps": 2,
            "decay_steps": 12,
            "end_value": 0.0,
        }
        for peak in (learning_rate, learning_rate / 2)
    ]
)
optimizer = nnx.Optimizer(model, optax.adamw(schedule, momentum), wrt=nnx.Param)


def loss_fn(model, x):
    return (model(x) ** 2).mean()


@nnx.jit
def train_step(model, optimizer, x):
    loss, grads = nnx.value_and_grad(loss_fn)(model, x)
    optimizer.update(model, grads)
    return loss


for step in range(train_steps):
    train_step(model, optimizer, jnp.ones((4, 2)))
    if step > 0 and (step % eval_every == 0 or step == train_steps - 1):
        print(f"loss {loss_fn(model, jnp.ones((4, 2)))}")
