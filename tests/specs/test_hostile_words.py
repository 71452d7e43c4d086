"""Words that would harm: nothing in them is run, and what is too much is refused at once."""

import pytest

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read


def message(word):
    with pytest.raises(LrplotError) as error:
        read(word)
    return str(error.value)


@pytest.mark.parametrize(
    "word",
    [
        "__import__('os').system('touch run')",
        "CosineDecay(__import__('os').system('touch run'), 4000)",
        "CosineDecay(open('run', 'w'), 4000)",
        "CosineDecay((lambda: open('run', 'w'))(), 4000)",
        "CosineDecay([open('run', 'w') for x in [1]], 4000)",
        "CosineDecay(*[open('run', 'w')], 4000)",
        "CosineDecay(0.1, 2, **{'alpha': open('run', 'w')})",
        'CosineDecay(0.1, 2, alpha=f\'{open("run", "w")}\')',
        "CosineDecay(0.001, 4000)(open('run', 'w'))",
        "CosineDecay(0.001, x := 4000)",
        "exec('x')",
        "cosine:alpha=open('run','w')",
        "cosine:alpha=__import__('os').system('touch run')",
        "(lambda: open('run', 'w'))()",
        "[open('run', 'w')]",
        "registry.schedule(open('run', 'w'))",
        "os.system('touch run')",
        "cosine.function(1)",
    ],
)
def test_nothing_is_run(word, folder):
    assert "\n" not in message(word)
    assert not list(folder.iterdir())


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize(
    "word",
    [
        pytest.param("x" * 1_000_000, id="a name"),
        pytest.param("cosine:alpha=" + "1" * 100_000 + "x", id="a number"),
        pytest.param("CosineDecay(" + "1" * 90_000 + "x, 2)", id="a number in a constructor"),
        pytest.param("CosineDecay(0.001, 1" + "0" * 400 + ")", id="a whole number"),
        pytest.param("PiecewiseConstantDecay([1" + "0" * 400 + "], [1., 2.])", id="in a list"),
        pytest.param("repeat(cosine, times=1" + "0" * 400 + ")", id="how often"),
        pytest.param("CosineDecay(" + "1+" * 900 + "x, 3)", id="a sum"),
        pytest.param("CosineDecay(" + "not " * 900 + "x, 3)", id="operators"),
        pytest.param("a." * 900 + "CosineDecay(0.1, 3)", id="a path"),
        pytest.param("f" + "()" * 900, id="calls"),
        pytest.param("x" * 90_000 + "(1)", id="a long name that is called"),
        pytest.param("(" * 100_000, id="brackets"),
        pytest.param("repeat(" * 49 + "ramp(0.0, 1.0, 10)" + ")" * 49 + "x", id="nested"),
        pytest.param("repeat:of=" * 500 + "x", id="nested in parameters"),
        pytest.param("repeat:of=" * 10_000 + "x", id="nested deep in parameters"),
        pytest.param("then([" + "hold(0.1, 1)," * 7000 + "])", id="parts"),
        pytest.param("plus([" + "hold(0.1, 1)," * 7000 + "])", id="terms"),
        pytest.param("CosineDecay(" + "a=1," * 20_000 + ")", id="a keyword again"),
        pytest.param(
            "CosineDecay(" + ",".join(f"a{i}=1" for i in range(9000)) + ")", id="keywords"
        ),
        pytest.param("cosine:" + ",".join(f"a{i}=1" for i in range(50_000)), id="parameters"),
        pytest.param("cosine:" + "alpha=1," * 50_000, id="a parameter again"),
    ],
)
def test_what_is_too_much_is_refused_at_once(word):
    text = message(word)
    assert "\n" not in text
    assert len(text) < 1000
