"""An optimizer alone is its rate, or the schedule that it is given; golden/ has what each gives."""

import numpy as np
import pytest

from lrplot import read
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.plots.labels import labels

COSINE = "optax.cosine_decay_schedule(0.1, 100)"
STEPS = np.arange(120)


@pytest.mark.parametrize(
    ("word", "rate"),
    [
        ("AdamW", 0.001),
        ("torch.optim.SGD(model.parameters(), lr=3e-4, momentum=0.9)", 3e-4),
        ("optim.AdamW([p for p in model.parameters()], 5e-5)", 5e-5),
        ("SGD(params, 0.1)", 0.1),
        # Keras has its rate first
        ("SGD(0.1)", 0.1),
        ("Adagrad(0.1)", 0.1),
        ("Adam(lr=1e-3)", 1e-3),
        ("tf.keras.optimizers.Adam(1e-2 / 2)", 5e-3),
        ("optax.adamw(3e-4, weight_decay=0.1)", 3e-4),
    ],
)
def test_a_rate_stays(word, rate):
    assert list(read(word).schedule()(STEPS)) == [rate] * 120


def test_the_decay_of_an_old_optimizer_of_keras():
    """`lr *= 1 / (1 + decay * iterations)`, as in Keras 2.10 and optimizers.legacy."""
    expected = 0.01 / (1 + 1e-2 * STEPS)
    for word in (
        "SGD(lr=0.01, decay=1e-2, momentum=0.9, nesterov=True)",
        "tf.keras.optimizers.legacy.Adam(0.01, decay=1e-2)",
    ):
        np.testing.assert_allclose(read(word).schedule()(STEPS), expected, rtol=1e-15)
    assert list(read("SGD(0.1, decay=0.0)").schedule()([0, 9])) == [0.1, 0.1]


@pytest.mark.parametrize(
    ("word", "same"),
    [
        (
            "keras.optimizers.Adam(learning_rate=CosineDecay(0.1, 100))",
            "keras.CosineDecay(0.1, 100)",
        ),
        (f"optax.adamw(learning_rate={COSINE})", COSINE),
        (f"optax.chain(optax.clip(1.0), optax.adamw({COSINE}))", COSINE),
        (
            f"optax.chain(optax.trace(0.9), optax.scale_by_schedule({COSINE}), optax.scale(-1))",
            COSINE,
        ),
        (f"optax.chain(optax.sgd({COSINE}), optax.scale(0.5))", f"scale({COSINE}, 0.5)"),
        (f"optax.inject_hyperparams(optax.adam)(learning_rate={COSINE})", COSINE),
    ],
)
def test_a_schedule_inside_is_drawn(word, same):
    assert list(read(word).schedule()(STEPS)) == list(read(same).schedule()(STEPS))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("optax.adam()", "optax.adam: learning_rate must be given, as in adam(0.001)"),
        ("optax.adamw(learning_rate=schedule)", "optax.adamw: 'schedule' is a variable of your"),
        ("optax.chain(optax.clip(1.0), tx)", "optax.chain: 'tx' is a variable of your script"),
        ("optax.chain(optax.adam(0.1), mine(3))", "optax.chain: mine: 'mine(3)' cannot be read in"),
        (
            f"optax.chain(optax.scale_by_adam(), optax.scale_by_schedule({COSINE}))",
            "optax.chain: nothing in it turns the updates down the gradient",
        ),
        ("optax.chain(optax.clip(1.0))", "optax.chain: nothing in it turns"),
        ("torch.optim.SGD(params, lr=lr)", "torch.SGD: 'lr' cannot be read; write its number in"),
        ("torch.optim.SGD(0.1)", "torch.SGD: params must be the model's parameters"),
        ("torch.optim.SGD(params, lr=0.1, lr_decay=1)", "torch.SGD: no parameter 'lr_decay'"),
        ("torch.optim.SGD([{'params': a, 'lr': 0.1}], 0.2)", "torch.SGD: a parameter group has an"),
        ("keras.optimizers.SGD(0.2, learning_rate=0.1)", "keras.SGD: learning_rate is given twice"),
        ("torch.optim.Adagrad(0.1)", "torch.Adagrad: params: '0.1' is no params"),
        ("optax.lbfgs()", "no schedule 'optax.lbfgs'"),
    ],
)
def test_what_cannot_be_told_is_refused(word, message):
    with pytest.raises(LrplotError) as error:
        read(word)
    assert str(error.value).startswith(message)


def test_a_curve_is_called_as_its_optimizer():
    for word, label in (("torch.optim.SGD(params, lr=0.1)", "SGD"), ("Adam(0.1)", "Adam")):
        assert labels([read(word)]) == [label]
    assert labels([read("torch.optim.Adagrad(params)")]) == ["Adagrad"]


def test_no_optimizer_has_the_name_of_a_schedule_beside_it():
    titles = set(find.titles())
    for framework, optimizers in find.optimizers("", ""):
        assert not titles & {f"{framework}.{name}" for name in optimizers.rates}
