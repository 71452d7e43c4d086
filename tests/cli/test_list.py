"""The index of the catalogue, its search, and what it is for programs."""

import json
import re
import sys

import pytest

from lrplot.catalogue import find
from lrplot.cli import say

TITLES = find.titles()


@pytest.fixture
def names(run):
    """Return the names that a search finds."""

    def names(*words):
        done = run("list", "--names", *words)
        assert done.err == ""
        return done.out.decode().split()

    return names


@pytest.fixture
def columns(monkeypatch):
    """Let standard output be a terminal of so many columns."""

    def columns(count):
        monkeypatch.setattr(say, "width", lambda: count)

    return columns


def test_the_index_has_every_framework_and_its_count(run):
    text = run("list").out.decode()
    for found in find.contents():
        if found.framework in ("plain", "compose"):
            for title in found.docs:
                assert re.search(rf"(^|  ){re.escape(title)}(  |$)", text, re.MULTILINE)
        else:
            assert re.search(rf"^  {found.framework} +{len(found.docs)}  \S", text, re.MULTILINE)
    assert len(text.splitlines()) < 80


def test_a_framework_has_a_line_for_each_schedule(run):
    heading, *lines = run("list", "torch").out.decode().splitlines()
    assert heading.startswith("PyTorch: ")
    assert [line.split()[0] for line in lines] == [t for t in TITLES if t.startswith("torch.")]


@pytest.mark.parametrize("count", [50, 80, 120])
@pytest.mark.parametrize("words", [[], ["torch"], ["warm restarts"], ["transformers"]])
def test_no_line_is_wider_than_the_terminal(run, columns, count, words):
    columns(count)
    lines = run("list", *words).out.decode().splitlines()
    assert not [line for line in lines if len(line) > count]


def test_the_width_is_that_of_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "57")
    assert say.width() is None
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert say.width() == 57


def test_nothing_is_cut_in_a_pipe(run):
    assert "…" not in run("list", "warm restarts").out.decode()


@pytest.mark.parametrize(
    ("said", "some"),
    [
        ("pytorch", "torch.StepLR"),
        ("tensorflow", "keras.CosineDecay tf1.cosine_decay"),
        ("hugging face", "transformers.get_wsd_schedule diffusers.get_scheduler"),
        ("Hugging-Face wsd", "transformers.get_wsd_schedule"),
        ("jax", "optax.cosine_decay_schedule flax.create_cosine_learning_rate_schedule"),
        ("warm restarts", "cosine-restarts torch.CosineAnnealingWarmRestarts"),
        ("restarts warm", "cosine-restarts torch.CosineAnnealingWarmRestarts"),
        ("1cycle", "one-cycle torch.OneCycleLR fastai.fit_one_cycle"),
        ("trapezoid", "wsd transformers.get_wsd_schedule"),
        ("step decay", "step torch.StepLR keras.PiecewiseConstantDecay"),
        ("SGDR", "cosine-restarts keras.CosineDecayRestarts optax.sgdr_schedule"),
        ("CLR", "torch.CyclicLR tfa.CyclicalLearningRate"),
        ("D2Z", "linear transformers.get_linear_schedule_with_warmup"),
        ("minus_sqrt", "wsd megatron.OptimizerParamScheduler"),
        ("inverse square root", "inverse-sqrt noam fairseq.inverse_sqrt"),
        ("one cycle", "one-cycle torch.OneCycleLR optax.cosine_onecycle_schedule"),
        ("polynomial", "poly torch.PolynomialLR timm.PolyLRScheduler"),
        ("plateau", "torch.ReduceLROnPlateau optax.reduce_on_plateau"),
        ("cosine_restarts", "cosine-restarts"),
        ("torch.optim onecycle", "torch.OneCycleLR"),
    ],
)
def test_what_people_say(names, said, some):
    """In one word with spaces, in several, and in capitals: the same is found."""
    for words in ([said], said.split(), [said.upper()]):
        assert set(some.split()) <= set(names(*words)), words


@pytest.mark.parametrize(
    ("words", "none"),
    [
        (["torch", "cosine"], "torchtitan"),
        (["pytorch"], "pytorch_warmup"),
        (["1cycle"], "cosine-restarts"),
        (["warm", "restarts"], "noam"),
        # in prose alone, where names and keywords have it
        (["one cycle"], "levanter"),
        (["plateau"], "optax.linear_schedule"),
        (["plateau"], "nemo"),
        (["pytorch_warmup"], "warmup"),
        (["pytorch-warmup"], "torch"),
    ],
)
def test_a_search_finds_no_more(names, words, none):
    assert not [name for name in names(*words) if name.startswith(none)]


@pytest.mark.parametrize(
    ("word", "some"),
    [
        # what a framework is called as well, in scripts or by its people
        ("warmup", "warmup pytorch_warmup.RAdamWarmup deepspeed.WarmupLR optax.warmup_constant_sc"),
        ("T5", "t5x.create_learning_rate_scheduler nemo.T5InverseSquareRootAnnealing"),
        ("warmup cosine", "deepspeed.WarmupCosineLR"),
    ],
)
def test_a_word_that_schedules_have_is_not_a_framework_alone(names, word, some):
    found = names(*word.split())
    for name in some.split():
        assert [one for one in found if one.startswith(name)], name


def test_prose_is_searched_where_nothing_else_has_it(names):
    assert "cosine" in names("half a cosine from the peak")


def test_all_names_are_one_a_line(run):
    assert run("list", "--names").out.decode() == "\n".join(TITLES) + "\n"


def test_json(run):
    (one,) = json.loads(run("list", "--json", "torch.OneCycleLR").out)
    entry = find.entry("torch.OneCycleLR")
    assert one["name"] == entry.title
    assert one["framework"] == "torch"
    assert one["sentence"] == entry.summary
    assert "1cycle" in one["keywords"]
    assert len(json.loads(run("list", "--json").out)) == len(TITLES)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["sgrd"], "did you mean sgdr"),
        (["one", "cicle"], "one cycle"),
        (["?"], "lrplot list"),
        (["qqqqqq"], "lrplot list"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--names"], ["--json"]])
def test_what_is_nowhere_is_refused_with_the_nearest(refused, words, near, more):
    said = refused("list", *more, *words)
    assert "no schedule has" in said
    assert near in said


@pytest.mark.parametrize("command", [["compare"], []])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("D2Z", "did you mean linear, torch.PolynomialLR or transformers.get_linear_schedule_w"),
        ("minus-sqrt", "did you mean wsd, transformers.get_wsd_schedule or timm.WSDLRScheduler?"),
        ("STLR", "did you mean allennlp.SlantedTriangular or thinc.slanted_triangular?"),
        ("fastai.SGDR", "did you mean fastai.fit_sgdr?"),
        ("spacy.warmup_linear", "did you mean thinc.warmup_linear?"),
        ("OpenMMLab.StepLR", "did you mean mmengine.StepLR?"),
        ("torch", "lrplot list torch shows its schedules"),
        ("Hugging Face", "lrplot list Hugging Face shows its schedules"),
        ("jax", "lrplot list jax shows its schedules"),
    ],
)
def test_what_people_say_is_suggested(refused, command, name, hint):
    assert hint in refused(*command, name)
