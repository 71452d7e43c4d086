"""Training with Keras on each of its backends: run.py installs them; see `make adapters`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from keras.optimizers.schedules import (
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
)

import lrplot

INSTALL = (
    "torch==2.13.0 numpy",
    "tensorflow-cpu==2.21.0 keras==3.15.1 jax==0.10.2 jaxlib==0.10.2",
    "pytest",
)

PAGE = (Path(__file__).parents[2] / "docs" / "adapters.md").read_text(encoding="utf-8")

UPDATES = 40

OWN = {
    "CosineDecay(0.1, 20, alpha=0.1, warmup_target=0.2, warmup_steps=5)": {},
    "PiecewiseConstantDecay([5, 20], [0.1, 0.05, 0.01])": {},
    "PolynomialDecay(0.1, 30, 0.001, power=2.0)": {},
    "CosineDecayRestarts(0.1, 6)": {},
    "ExponentialDecay(0.1, 7, 0.8)": {},
    "InverseTimeDecay(0.1, 7, 0.8, staircase=True)": {"updates": UPDATES},
}
"""Words that Keras itself runs, and what is said beside them."""

ANY = {
    "noam:d_model=64,warmup_steps=20": {"updates": UPDATES},
    "wsd:total_steps=40,warmup_steps=5": {},
    "MultiStepLR(torch.optim.SGD(params, lr=0.1), [1, 3])": {
        "interval": "epoch",
        "steps_per_epoch": 10,
    },
    "expr: 0.1 / (1 + t // 7)": {},
}

NAMES = {
    each.__name__: each
    for each in (
        CosineDecay, CosineDecayRestarts, ExponentialDecay, InverseTimeDecay,
        PiecewiseConstantDecay, PolynomialDecay,
    )
}  # fmt: skip

# numpy 2 warns of how Keras reads arrays
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BACKEND = keras.config.backend()


def drawn(word, options, tmp_path):
    """Return the rates in the table that is drawn of a word."""
    path = tmp_path / "curve.csv"
    options = {key: value for key, value in options.items() if key != "updates"}
    lrplot.write(lrplot.plan(word, steps=UPDATES, **options), [str(path)])
    return np.loadtxt(path, delimiter=",", skiprows=1)[:, 1]


def model(schedule, compiled=False):
    """Return a model of one weight, whose gradient is -1 whatever it is."""
    made = keras.Sequential(
        [
            keras.layers.Input((1,)),
            keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros"),
        ]
    )
    made.compile(
        keras.optimizers.SGD(schedule),
        lambda _, found: -keras.ops.mean(found),
        jit_compile=compiled,
    )
    return made


def trained(made, updates=UPDATES):
    """Return by how much each update moves the weight: by the rate."""
    out = []
    for _ in range(updates):
        made.layers[0].set_weights([np.zeros((1, 1))])
        made.train_on_batch(np.ones((1, 1)), np.ones((1, 1)))
        out.append(made.layers[0].get_weights()[0].item())
    return np.array(out)


def called_in_xla(word, options):
    """Tell whether a curve goes on without end, which TensorFlow's XLA cannot call."""
    endless = not np.isfinite(lrplot.plan(word, **options).specs[0].curve().end)
    return BACKEND == "tensorflow" and endless


@pytest.mark.parametrize("compiled", [False, True], ids=["graph", "jit"])
@pytest.mark.parametrize("word", [*OWN, *ANY])
def test_the_rate_at_every_update_is_the_one_in_the_table(word, compiled, tmp_path):
    options = {**OWN, **ANY}[word]
    if compiled and "updates" not in options and called_in_xla(word, options):
        options = {**options, "updates": UPDATES}
    compiled = compiled and BACKEND != "torch"
    found = trained(model(lrplot.keras.schedule(word, **options), compiled))
    assert (found == drawn(word, options, tmp_path).astype(np.float32)).all()


@pytest.mark.parametrize("word", OWN)
def test_it_trains_as_keras_does(word):
    theirs = trained(model(eval(word, NAMES)))
    found = trained(model(lrplot.keras.schedule(word, **OWN[word])))
    # what docs/trust.md allows in float32, in which Keras computes
    assert np.abs(found - theirs).max() < 2e-6 * 0.2


@pytest.mark.parametrize("word", ["noam:d_model=64", "CosineDecay(0.1, 20)"])
def test_fit_trains_with_it_and_a_saved_model_goes_on(word, tmp_path):
    data = np.random.default_rng(1).normal(size=(20, 4))

    def fitted(made, epochs):
        made.fit(
            data, data.sum(1, keepdims=True), batch_size=4, epochs=epochs, verbose=0, shuffle=False
        )
        return made

    def made():
        keras.utils.set_random_seed(1)
        found = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(1)])
        found.compile(keras.optimizers.Adam(lrplot.keras.schedule(word)), "mse")
        return found

    whole, path = fitted(made(), 4), str(tmp_path / "model.keras")
    fitted(made(), 2).save(path)
    again = fitted(keras.models.load_model(path), 2)
    for one, other in zip(whole.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)
    assert float(again.optimizer.learning_rate) == np.float32(lrplot.read(word).schedule()(20))
    # where nothing was made with it before
    load = f"import keras, lrplot; lrplot.keras.DrawnSchedule; keras.models.load_model({path!r})"
    env = os.environ | {"PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-c", load], check=True, env=env)


@pytest.mark.parametrize("word", [*OWN, *ANY])
def test_its_configuration_makes_it_again(word, tmp_path):
    options = {**OWN, **ANY}[word]
    schedule = lrplot.keras.schedule(word, **options)
    data = json.loads(json.dumps(keras.optimizers.schedules.serialize(schedule)))
    again = keras.optimizers.schedules.deserialize(data)
    assert isinstance(again, lrplot.keras.DrawnSchedule)
    assert again.get_config() == schedule.get_config()
    found = [float(again(step)) for step in range(UPDATES)]
    assert (found == drawn(word, options, tmp_path).astype(np.float32)).all()


def test_a_configuration_runs_no_python_file(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("import sys\n\ndef rate(step):\n    return 0.1 if sys.stdout else 0.2\n")
    with pytest.warns(UserWarning, match="is run"):
        schedule = lrplot.keras.schedule(f"{path}:rate")
    with pytest.raises(lrplot.LrplotError):
        lrplot.keras.DrawnSchedule.from_config(schedule.get_config())


def test_the_readmes_line_trains():
    (line,) = re.findall(r"^```python\n([^`]*lrplot\.keras[^`]*)^```", PAGE, re.MULTILINE)
    names = {"keras": keras, "lrplot": lrplot}
    exec(line, names)
    made = model(0.1)
    made.compile(names["optimizer"], "mse")
    made.fit(np.ones((4, 1)), np.ones((4, 1)), batch_size=1, verbose=0)
    assert int(names["optimizer"].iterations) == 4
