"""Training with optax: run.py installs it; see `make adapters`."""

import pickle
import re
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import lrplot

INSTALL = ("optax==0.2.8 jax==0.10.2 jaxlib==0.10.2", "pytest")

PAGE = (Path(__file__).parents[2] / "docs" / "adapters.md").read_text(encoding="utf-8")

UPDATES = 60

OWN = {
    "cosine_decay_schedule(0.1, 40, alpha=0.1)": {},
    "warmup_cosine_decay_schedule(0.0, 0.1, 10, 50, 0.01)": {},
    "piecewise_constant_schedule(0.1, {10: 0.5, 33: 0.1})": {},
    "linear_onecycle_schedule(60, 0.1)": {},
    "exponential_decay(0.1, 7, 0.8)": {},
    "exponential_decay(0.1, 7, 0.8, staircase=True)": {"updates": UPDATES},
    "join_schedules([optax.linear_schedule(0.0, 0.1, 9), "
    "optax.exponential_decay(0.1, 5, 0.9)], [9])": {},
}
"""Words that optax itself runs, and what is said beside them."""

ANY = {
    "noam:d_model=64,warmup_steps=20": {},
    "wsd:total_steps=60,warmup_steps=5": {},
    "MultiStepLR(torch.optim.SGD(params, lr=0.1), [2, 4])": {
        "interval": "epoch",
        "steps_per_epoch": 12,
    },
    "expr: 0.1 / (1 + t // 7)": {},
}


def drawn(word, options, tmp_path):
    """Return the rates in the table that is drawn of a word."""
    path = tmp_path / "curve.csv"
    options = {key: value for key, value in options.items() if key != "updates"}
    lrplot.write(lrplot.plan(word, steps=UPDATES, **options), [str(path)])
    return np.loadtxt(path, delimiter=",", skiprows=1)[:, 1]


def trained(schedule, compiled=jax.jit):
    """Return by how much each update moves a weight whose gradient is -1: by the rate."""
    optimizer = optax.sgd(schedule)

    @compiled
    def update(state):
        change, state = optimizer.update({"weight": jnp.float32(-1)}, state)
        return state, change["weight"]

    state, out = optimizer.init({"weight": jnp.float32(0)}), []
    for _ in range(UPDATES):
        state, change = update(state)
        out.append(change)
    return np.array(out)


@pytest.mark.parametrize("compiled", [jax.jit, lambda function: function], ids=["jit", "eager"])
@pytest.mark.parametrize("word", [*OWN, *ANY])
def test_the_rate_at_every_update_is_the_one_in_the_table(word, compiled, tmp_path):
    options = {**OWN, **ANY}[word]
    found = trained(lrplot.optax.schedule(word, **options), compiled)
    assert found.dtype == np.float32
    assert (found == drawn(word, options, tmp_path).astype(np.float32)).all()


@pytest.mark.parametrize("word", OWN)
def test_it_trains_as_optax_does(word):
    theirs = trained(eval(f"optax.{word}"))
    # optax computes in float32, step by step
    assert np.abs(trained(lrplot.optax.schedule(word, **OWN[word])) - theirs).max() < 1e-6 * 0.1


@pytest.mark.parametrize("word", [*OWN, *ANY])
def test_what_jax_does_to_functions_is_done(word, tmp_path):
    options = {**OWN, **ANY}[word]
    schedule = lrplot.optax.schedule(word, **options)
    steps = jnp.arange(UPDATES)
    expected = drawn(word, options, tmp_path).astype(np.float32)
    ways = {
        "jit": jax.jit(schedule),
        "vmap": jax.vmap(schedule),
        "jit(vmap)": jax.jit(jax.vmap(schedule)),
        "vmap(jit)": jax.vmap(jax.jit(schedule)),
        "scan": lambda steps: jax.lax.scan(lambda _, at: (_, schedule(at)), 0, steps)[1],
        "map": lambda steps: jax.lax.map(schedule, steps),
        "pickle": pickle.loads(pickle.dumps(schedule)),
        "float": jax.jit(lambda steps: schedule(steps.astype(float))),
    }
    for name, way in ways.items():
        assert (np.asarray(way(steps)) == expected).all(), name
    square = jax.jit(jax.vmap(jax.vmap(schedule)))(steps.reshape(4, -1))
    assert (np.asarray(square).ravel() == expected).all()
    assert not jax.vmap(jax.grad(schedule))(steps.astype(float)).any()
    assert type(schedule(3)) is float


def test_far_behind_the_last_update_the_curve_goes_on():
    steps = jnp.int32(3_000_000)
    cosine = lrplot.optax.schedule("optax.cosine_decay_schedule(0.1, 40, alpha=0.1)")
    assert jax.jit(cosine)(steps) == np.float32(0.1 * 0.1)
    # arXiv:1706.03762, equation 3
    noam = lrplot.optax.schedule("noam:d_model=512,warmup_steps=4000")
    np.testing.assert_allclose(jax.jit(noam)(steps), 512**-0.5 * 3_000_000**-0.5, rtol=1e-7)
    assert np.isnan(jax.jit(lrplot.optax.schedule("noam", updates=9))(jnp.int32(9)))


def test_float64_is_as_it_is_drawn(tmp_path):
    with jax.enable_x64(True):
        for word, options in ANY.items():
            found = jax.jit(lrplot.optax.schedule(word, **options))(jnp.arange(UPDATES))
            assert found.dtype == np.float64
            assert (np.asarray(found) == drawn(word, options, tmp_path)).all()


@pytest.mark.parametrize("word", ["noam:d_model=64", "wsd:total_steps=60,warmup_steps=5"])
def test_whole_optimizers_take_it(word):
    schedule = lrplot.optax.schedule(word)
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0), optax.inject_hyperparams(optax.adamw)(schedule)
    )
    weights = {"weight": jnp.ones(3)}
    state = optimizer.init(weights)

    @jax.jit
    def update(weights, state):
        slopes = jax.grad(lambda each: jnp.square(each["weight"] - 2).sum())(weights)
        change, state = optimizer.update(slopes, state, weights)
        return optax.apply_updates(weights, change), state

    for step in range(20):
        weights, state = update(weights, state)
        assert state[1].hyperparams["learning_rate"] == np.float32(schedule(step))


def test_the_readmes_line_trains():
    (line,) = re.findall(r"^```python\n([^`]*lrplot\.optax[^`]*)^```", PAGE, re.MULTILINE)
    names = {"optax": optax, "lrplot": lrplot}
    exec(line, names)
    weights = {"weight": jnp.ones(3)}
    state = names["optimizer"].init(weights)
    for _ in range(3):
        change, state = jax.jit(names["optimizer"].update)(weights, state, weights)
    assert (np.asarray(change["weight"]) < 0).all()
