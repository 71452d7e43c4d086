"""What curves are called, and what a picture is."""

import pytest

from lrplot.plots.labels import labels, swept, title
from lrplot.plots.origins import named
from lrplot.specs.grammar import read


def specs(*words):
    return [read(word, lr=0.1) for word in words]


def title_of(*words):
    found = specs(*words)
    return title(found, named(found))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["noam:d_model=128"], "noam, d_model=128"),
        (["cosine"], "cosine"),
        (["mine=noam:d_model=128"], "mine"),
        (["timm.cosine:t_initial=9"], "timm.cosine, lr=0.1, t_initial=9"),
        (["StepLR(opt, 30)"], "torch.StepLR, lr=0.1, step_size=30"),
        (["expr: 0.1 * 0.9 ** t"], "0.1 * 0.9 ** t"),
        (
            ["SequentialLR(opt, [ConstantLR(opt, 0.5), StepLR(opt, 9)], [5])"],
            "torch.SequentialLR, lr=0.1, schedulers=[ConstantLR, StepLR], milestones=[5]",
        ),
        (["floor(exp(), 0.1)"], "compose.floor, of=exp, value=0.1"),
        (["noam:warmup_steps=10,d_model=3", "noam:warmup_steps=20,d_model=3"], "noam, d_model=3"),
        (["a=noam:d_model=2", "a=noam:d_model=3"], "a"),
        (["expr: 0.1 * t", "expr: 0.2 * t"], ""),
        (["cosine", "exp"], ""),
        (["a=cosine", "b=cosine"], ""),
    ],
)
def test_a_title_names_one_schedule_or_what_a_sweep_is_of(words, said):
    assert title_of(*words) == said


def test_a_long_title_is_cut():
    cut = title_of(f"piecewise:boundaries={[*range(60)]},values={[*range(61)]}")
    assert len(cut) == 100
    assert cut.startswith("piecewise, boundaries=[0,1,2,")
    assert cut.endswith("…")


def test_a_long_title_cuts_no_number():
    values = "lr=0.001,num_warmup_steps=100,num_training_steps=1000"
    word = f"transformers.get_cosine_schedule_with_warmup:{values}"
    assert title_of(word).endswith("num_warmup_steps=100, …")


def test_what_a_sweep_varies():
    found = swept(specs("noam:d_model=2,warmup_steps=10", "noam:d_model=3,warmup_steps=10k"))
    assert [(each.key, each.texts, each.values) for each in found] == [
        ("d_model", ("2", "3"), (2, 3)),
        ("warmup_steps", ("10", "10k"), (10, 10_000)),
    ]
    assert swept(specs("noam:d_model=2", "noam:d_model=3", "exp")) == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["keras.CosineDecay(0.1, 9)", "deepspeed.WarmupCosineLR:total_num_steps=99", "cosine"],
         ["keras.CosineDecay", "deepspeed.WarmupCosineLR", "cosine"]),
        (["torch.StepLR:step_size=3", "ExponentialLR(opt, 0.9)"], ["StepLR", "ExponentialLR"]),
        (["nanogpt", "timm.cosine:t_initial=9"], ["nanogpt", "timm.cosine"]),
    ],
)  # fmt: skip
def test_labels_that_mix_frameworks_name_each(words, said):
    assert labels(specs(*words)) == said
