"""Functions of the user's own files where a lambda stands, and the rate beside a file's word."""

import pytest

from lrplot.errors import LrplotError
from lrplot.readers import plan
from lrplot.specs.grammar import read

SGD = "torch.optim.SGD(params, lr=0.1)"


@pytest.fixture(autouse=True)
def mine(write):
    write(
        "my-own.py",
        "calls = 0\n"
        "def factor(epoch, low=0.5, lr=1.0): return lr * (low if epoch < 1 else 1.0)\n"
        "def table(step): return [1.0, 0.5, 0.25][step]\n"
        "def counts(step):\n    global calls\n    calls += 1\n    return 1 / calls\n"
        "def rate(step, lr): return lr\n"
        "def base(step, base_lr, other=2): return base_lr / other\n"
        "def between(step, base_lr=1.0, max_lr=2.0): return base_lr + max_lr\n"
        "class Kept:\n    def __init__(self, learning_rate=0.25): self.rate = learning_rate\n"
        "    def __call__(self, step): return self.rate\n"
        "def guarded(step):\n    try: return 0.5\n    except ValueError: return 1.0\n",
    )


def message(word, lr=None):
    with pytest.raises(LrplotError) as error:
        read(word, lr=lr).schedule()(range(3))
    return str(error.value)


@pytest.mark.parametrize(
    ("word", "rates"),
    [
        (f"LambdaLR({SGD}, 'my-own.py:factor')", [0.05, 0.1, 0.1]),
        (f"LambdaLR({SGD}, ['my-own.py:factor(low=0.25)'])", [0.025, 0.1, 0.1]),
        ("torch.LambdaLR:lr=0.1,lr_lambda=my-own.py:factor", [0.05, 0.1, 0.1]),
        (f"LambdaLR({SGD}, 'my-own.py:table')", [0.1, 0.05, 0.025]),
        (f"LambdaLR({SGD}, 'my-own.py:counts')", [0.1, 0.05, 0.1 / 3]),
        (f"MultiplicativeLR({SGD}, 'my-own.py:table')", [0.1, 0.05, 0.0125]),
        ("paddle.optimizer.lr.LambdaDecay(0.1, 'my-own.py:table')", [0.1, 0.05, 0.025]),
    ],
)
def test_a_function_in_a_file_stands_for_a_lambda(word, rates):
    spec = read(word)
    assert spec.schedule()([0, 1, 2]).tolist() == pytest.approx(rates, rel=1e-12)
    for again in (spec.word(), spec.constructor()):
        assert read(again) == spec


def test_the_message_about_a_name_says_what_works():
    text = message(f"LambdaLR({SGD}, factor)")
    assert text.endswith("put it into a Python file and write 'FILE.py:factor' in its place")
    assert read(f"LambdaLR({SGD}, 'my-own.py:factor')").schedule()(0) == 0.05


@pytest.mark.parametrize("word", [True, False])
def test_a_plan_runs_no_file_unless_it_may(word):
    def plan_of(name, **options):
        lr_lambda = f"my-own.py:{name}"
        written = f"LambdaLR({SGD}, '{lr_lambda}')"
        item = {"schedule": "torch.LambdaLR", "lr": 0.1, "lr_lambda": lr_lambda}
        (spec,) = plan.interpret({"schedules": [written if word else item]}, **options).specs
        return spec.schedule()(0)

    assert plan_of("factor") == plan_of("factor", allow_python=True) == 0.05
    with pytest.raises(
        LrplotError, match=r"\(line 15: try is not read here\), and would run Python"
    ):
        plan_of("guarded")
    assert plan_of("guarded", allow_python=True) == 0.05


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (f"LambdaLR({SGD}, 'my-own.py:factr')", "did you mean factor?"),
        (f"LambdaLR({SGD}, 'my-own.py:rate')", "my-own.py:rate: lr must be given"),
        (f"MultiplicativeLR({SGD}, 'my-own.py:counts')", "my-own.py:counts remembers its calls"),
        (
            "SequentialLR(opt, [LambdaLR(opt, 'my-own.py:counts'), ConstantLR(opt)], [2], lr=1)",
            "my-own.py:counts remembers its calls, and is not called once a step, from 0, here",
        ),
        ("CyclicLR(opt, 0, 1, 3, scale_fn='my-own.py:counts')", "counts remembers its calls"),
    ],
)
def test_what_cannot_be_a_factor(word, text):
    assert text in message(word)


@pytest.mark.parametrize(
    ("word", "rate"),
    [
        ("rate", 0.5),
        ("rate(lr=0.1)", 0.1),
        ("base", 0.25),
        ("base(other=4)", 0.125),
        ("factor", 0.5),
        ("Kept", 0.5),
        ("Kept(learning_rate=2)", 2.0),
    ],
)
def test_the_rate_beside_a_word_is_used(word, rate, run):
    assert read(f"my-own.py:{word}", lr=0.5).schedule()(1) == rate
    done = run("compare", f"my-own.py:{word}", "--lr", "0.5", "--steps", "2", "--format", "csv")
    assert float(done.out.split(b",")[-1]) == rate


def test_a_default_is_used_without_it():
    assert read("my-own.py:Kept").schedule()(1) == 0.25
    assert read("my-own.py:factor").schedule()(1) == 1.0


def test_a_rate_that_has_no_use_is_refused():
    assert message("my-own.py:table", 0.5) == (
        "my-own.py:table: takes no --lr; its parameters are none; a factor of the rate goes into "
        "LambdaLR(torch.optim.SGD(params, lr=0.1), 'my-own.py:table')"
    )
    assert message("my-own.py:between", 0.5) == (
        "my-own.py:between: say in the word which is the rate: base_lr or max_lr"
    )
