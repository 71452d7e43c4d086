"""What people call a peak, a warmup, a total and an end is answered with what is typed here."""

import pytest

import lrplot
from lrplot.errors import LrplotError

OPTIONS = [
    ("cosine --warmup-ratio 0.1", "--warmup-steps 10%"),
    ("cosine --warmup-ratio=0.06", "--warmup-steps 6%"),
    ("cosine --warmup-percent 10", "--warmup-steps 10%"),
    ("cosine --warmup 100", "--warmup-steps"),
    ("cosine --warmup 0.1", "--warmup-steps 10%"),
    ("cosine --num-warmup-steps 500", "--warmup-steps"),
    ("cosine --warmup-epochs 5", "--warmup-steps 5ep --steps-per-epoch N"),
    ("cosine --max-epochs 3", "--total-steps 3ep --steps-per-epoch N"),
    ("cosine --num-train-epochs 3 --steps-per-epoch 9", "--total-steps 3ep"),
    ("cosine --max-steps 100", "--total-steps"),
    ("cosine --iters 100", "--total-steps"),
    ("cosine --min-lr 1e-5", "--end-lr"),
    ("cosine --learning-rate 1e-3", "--peak-lr"),
    ("cosine --cooldown-ratio 0.2", "--cooldown-steps 20%"),
    ("cosine --figsize 3x4", "--size WIDTHxHEIGHT"),
    ("cosine --label x", "LABEL=WORD"),
]


@pytest.mark.parametrize(("line", "meant"), OPTIONS)
def test_an_option_of_others_names_ours(refused, line, meant):
    name = line.split()[1].partition("=")[0]
    said = refused("compare", *line.split())
    assert said == f"lrplot compare: No such option {name!r}. Did you mean {meant!r}?"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("cosine --lr 1", " Did you mean '--peak-lr'?"),
        ("torch.StepLR --num-epochs 90", " Did you mean '--steps 90ep --steps-per-epoch N'?"),
        # it has neither a peak nor an end
        ("noam --lr 1", ""),
        ("noam --min-lr 1", ""),
    ],
)
def test_a_schedule_s_command_names_what_it_takes(refused, line, meant):
    title, name, _ = line.split()
    assert refused(*line.split()) == f"lrplot {title}: No such option {name!r}.{meant}"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("cosine:warmup_ratio=0.1", "warmup_steps=10%"),
        ("cosine(warmup_ratio=0.1)", "warmup_steps=10%"),
        ("cosine:warmup=10", "warmup_steps"),
        ("cosine:epochs=3", "total_steps=3ep"),
        ("linear:min_lr=1e-5", "end_lr"),
        ("hf.linear:warmup_ratio=0.2", "warmup_steps=20%"),
        # what is a part there too is its own
        ("torch.OneCycleLR:warmup_ratio=0.1", "pct_start"),
        ("cosine:alpa=0", "alpha"),
    ],
)
def test_a_parameter_of_others_names_ours(word, meant):
    with pytest.raises(LrplotError) as error:
        lrplot.read(word)
    name = word.partition("=")[0].replace("(", ":").rpartition(":")[2]
    assert str(error.value).endswith(f": no parameter {name!r}; did you mean {meant}?")


def test_so_do_plans_and_python(write):
    text = "request: {warmup_ratio: 0.2}\nschedules: [cosine]\n"
    with pytest.raises(LrplotError, match="no key 'warmup_ratio'; did you mean warmup_steps: 20%"):
        lrplot.plan(write("a.yaml", text))
    with pytest.raises(LrplotError, match="no option 'num_epochs'; did you mean total_steps=3ep"):
        lrplot.plan("cosine", num_epochs=3)


def test_what_a_configuration_has_is_said_of_a_schedule_otherwise():
    with pytest.raises(
        LrplotError, match=r"--epochs 3: .*; a schedule takes --total-steps 3ep --st"
    ):
        lrplot.plan("cosine", epochs=3)
