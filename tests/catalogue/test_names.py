"""What people call a schedule finds it: in any case, by a framework's own word for it."""

import pytest

import lrplot
from lrplot.catalogue import find, modules, outline
from lrplot.catalogue.framework import framework_of
from lrplot.errors import LrplotError


@pytest.mark.parametrize(
    ("name", "title"),
    [
        # in another case than a short name it is no framework's class
        ("Cosine", "cosine"),
        ("Linear", "linear"),
        ("Noam", "noam"),
        ("WSD", "wsd"),
        ("Exponential", "exp"),
        ("OneCycle", "one-cycle"),
        # case, - and _ do not matter
        ("steplr", "torch.StepLR"),
        ("cosineannealinglr", "torch.CosineAnnealingLR"),
        ("one-cycle-lr", "torch.OneCycleLR"),
        ("reducelronplateau", "torch.ReduceLROnPlateau"),
        ("Torch.steplr", "torch.StepLR"),
        ("tf.keras.cosine-decay", "keras.CosineDecay"),
        ("one cycle", "one-cycle"),
        ("Inverse  Sqrt", "inverse-sqrt"),
        ("fit one cycle", "fastai.fit_one_cycle"),
        ("torch.one cycle", "torch.OneCycleLR"),
        # the framework's own
        ("keras.cosine", "keras.CosineDecay"),
        ("torch.cosine", "torch.CosineAnnealingLR"),
        ("optax.cosine", "optax.cosine_decay_schedule"),
        ("transformers.cosine", "transformers.get_cosine_schedule_with_warmup"),
        ("hf.cosine", "transformers.get_cosine_schedule_with_warmup"),
        ("huggingface.cosine", "transformers.get_cosine_schedule_with_warmup"),
        ("pytorch.cosine", "torch.CosineAnnealingLR"),
        ("PyTorch.StepLR", "torch.StepLR"),
        ("tf.cosine", "keras.CosineDecay"),
        ("tensorflow.CosineDecay", "keras.CosineDecay"),
        ("jax.cosine", "optax.cosine_decay_schedule"),
        (
            "cosine_with_min_lr",
            "transformers.get_cosine_with_min_lr_schedule_with_warmup",
        ),
    ],
)
def test_a_name_is_found(name, title):
    assert find.entry(name).title == title


@pytest.mark.parametrize(
    ("word", "title"),
    [
        # arguments say more than a name: the classes of frameworks stay what they were
        ("Cosine(opt, 0.1, 10, 100)", "bmtrain.Cosine"),
        ("Cosine:start_lr=0.1,warmup_iter=5,end_iter=90", "bmtrain.Cosine"),
        ("WSD(max_steps=100, warmup=5)", "olmo_core.WSD"),
        ("OneCycle(cycle_min_lr=0, cycle_max_lr=1)", "deepspeed.OneCycle"),
        ("cosine()", "cosine"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*is read as")
def test_a_constructor_binds_by_its_arguments(word, title):
    spec = lrplot.read(word, lr=0.1)
    assert spec.entry.title == title


def test_a_bare_name_in_several_frameworks_names_the_usual_first():
    with pytest.raises(LrplotError) as error:
        lrplot.read("linear_with_warmup")
    assert str(error.value).startswith("transformers.get_linear_schedule_with_warmup: num_warmup")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("cosine annealing", "cosine, keras.CosineDecay or torch.CosineAnnealingLR"),
        ("cosine decay", "cosine, keras.CosineDecay or torch.CosineAnnealingLR"),
        ("step lr", "torch.StepLR, mmengine.StepLR or colossalai.StepLR"),
        ("linear warmup", "paddle.LinearWarmup, pytorch_warmup.LinearWarmup or tfm.LinearWarmup"),
    ],
)
def test_words_that_several_are_called_by_are_a_question(name, near):
    with pytest.raises(LrplotError) as error:
        find.entry(name)
    assert str(error.value) == f"no schedule {name!r}; did you mean {near}?"


def test_a_name_with_spaces_is_a_word_of_every_command(run, folder):
    for args in (["compare", "one cycle:max_lr=0.2"], ["one cycle", "--max-lr", "0.2"]):
        done = run(*args, "--steps", "1:3", "--format", "csv")
        assert done.out == run("one-cycle", "--max-lr", "0.2", "--steps", "1:3",
                               "--format", "csv").out  # fmt: skip
    assert run("info", "one cycle", "--max-lr", "0.2").status == 0


@pytest.mark.parametrize("framework", outline.frameworks())
def test_every_alias_names_a_schedule_of_its_framework(framework):
    module = modules.module(framework)
    known = modules.entries(module)
    for alias, names in framework_of(module).aliases.items():
        assert alias not in known
        for name in [names] if isinstance(names, str) else names:
            assert name in known
        prefix = "" if framework == outline.SHORT else f"{framework}."
        assert find.entry(f"{prefix}{alias}") in known.values()


def test_what_else_a_short_name_is_called_is_no_class_of_a_framework():
    """Else a word would mean another schedule than the name says."""
    others = {e.name for e in find.all_entries() if e.framework != outline.SHORT}
    aliases = framework_of(modules.module(outline.SHORT)).aliases
    assert not others & {alias.replace("-", "_") for alias in aliases}


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
def test_a_title_finds_its_own_entry_and_no_other(entry):
    assert list(find.owners(entry.title)) == [[entry]] or entry.framework == outline.SHORT
    assert find.entry(entry.title) == entry


def refusal(word):
    try:
        lrplot.read(word)
    except LrplotError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
def test_what_must_be_given_is_shown_by_an_example_that_can_be_drawn(entry):
    lrplot.read(entry.word).schedule()(0)
    said = refusal(entry.title)
    assert entry.word in said or "must be given" not in said


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "compare cosine decay_steps=8k",
            "'decay_steps=8k' is a parameter of cosine: type cosine:decay_steps=8k",
        ),
        (
            "compare a=cosine:alpha=0 total-steps=8k",
            "'total-steps=8k' is a parameter of cosine: type a=cosine:alpha=0,total-steps=8k",
        ),
        (
            "cosine decay_steps=8k",
            "'decay_steps=8k' is a parameter of cosine: type --decay-steps 8k",
        ),
        ("compare cosine a=8k", "no schedule '8k'; lrplot list shows them all"),
        (
            "compare cosin decay_steps=8k",
            "no schedule 'cosin'; did you mean cosine or CosineDecay?",
        ),
    ],
)
def test_a_parameter_behind_a_space_is_told_where_it_belongs(refused, line, message):
    assert refused(*line.split()) == f"lrplot: {message}"


SAID = """
1cycle one-cycle | onecycle one-cycle | OneCycle one-cycle | super_convergence one-cycle
one_cycle_policy one-cycle | OneCycleLR torch.OneCycleLR | onecyclelr torch.OneCycleLR
SGDR cosine-restarts | warm_restarts cosine-restarts | WarmRestarts cosine-restarts
cosine_restarts cosine-restarts | CLR torch.CyclicLR | cyclic torch.CyclicLR
triangular torch.CyclicLR | trapezoid wsd | trapezoidal wsd | WSD wsd
warmup_stable_decay transformers.get_wsd_schedule | StepLR torch.StepLR | steplr torch.StepLR
step_lr torch.StepLR | Step step | multistep torch.MultiStepLR | MultiStepLR torch.MultiStepLR
cosine cosine | Cosine cosine | cosineannealing torch.CosineAnnealingLR
CosineAnnealingLR torch.CosineAnnealingLR | cosine_annealing torch.CosineAnnealingLR
cosine-lr torch.CosineAnnealingLR | warmup_cosine optax.warmup_cosine_decay_schedule
cosine_warmup transformers.get_cosine_schedule_with_warmup
cosine_with_warmup transformers.get_cosine_schedule_with_warmup
linear_with_warmup transformers.get_linear_schedule_with_warmup | Linear linear
constant_with_warmup transformers.get_constant_schedule_with_warmup | flat constant
cosine_with_restarts transformers.get_cosine_with_hard_restarts_schedule_with_warmup
cosine_hard_restarts transformers.get_cosine_with_hard_restarts_schedule_with_warmup
cosine_with_min_lr transformers.get_cosine_with_min_lr_schedule_with_warmup
inverse_sqrt inverse-sqrt | InverseSqrt inverse-sqrt | invsqrt inverse-sqrt
inv_sqrt inverse-sqrt | inverse_square_root inverse-sqrt | reciprocal_sqrt inverse-sqrt
rsqrt timm.rsqrt | noam noam | Noam noam | vaswani noam | transformer noam
plateau torch.ReduceLROnPlateau | reduce_on_plateau torch.ReduceLROnPlateau
reduce_lr_on_plateau torch.ReduceLROnPlateau | ReduceLrOnPlateau torch.ReduceLROnPlateau
poly poly | polynomial poly | Polynomial poly | PolynomialLR torch.PolynomialLR
exponential exp | Exponential exp | ExponentialLR torch.ExponentialLR | hyperbolic inverse-time
tristage fairseq.tri_stage | swa torch.SWALR | lambda torch.LambdaLR | InverseTime inverse-time
"""
"""What people type, and what is found."""

NEARLY = """
cosin cosine | cosnie cosine | StepRL StepLR | OneCycelLR OneCycleLR | expo exp | noma noam
linaer linear | polynomal poly | warmups warmup | inverse_sqr inverse-sqrt
CosineAnealing CosineAnnealingLR
triangular2 triangular | cosine_schedule_with_warmup get_cosine_schedule_with_warmup
keras.CosinDecay keras.CosineDecay | torch.StepRL torch.StepLR | torchh.StepLR torch.StepLR
hf.linear_with_warmups hf.linear_with_warmup
"""
"""What people mistype, and what the message names."""


def pairs(table):
    return [each.split() for each in table.replace("\n", "|").split("|") if each.strip()]


@pytest.mark.parametrize(("name", "title"), pairs(SAID))
def test_what_people_say_is_found(name, title):
    assert find.entry(name).title == title


def test_there_are_many_of_them():
    assert len(pairs(SAID)) >= 50


@pytest.mark.parametrize(("name", "near"), pairs(NEARLY))
def test_what_people_mistype_is_told(name, near, refused):
    said = refused("compare", name)
    assert near in said.partition("did you mean ")[2]
