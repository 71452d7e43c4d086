"""What a picture shows at every size, and that nothing stands in anything's way."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pictures import covered, drawn, labels, uncut

from lrplot.arithmetic.steps import Range
from lrplot.plots.plan import Plan
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.writers.figure import draw

DOCUMENT = ("cosine", "exp", "piecewise", "warmup")
NAMES = ("torchtitan", "nanogpt", "transformers.cosine", "optax.warmup_cosine_decay_schedule",
         "deepspeed.WarmupCosineLR")  # fmt: skip
FRAMEWORKS = tuple(f"{name}=cosine:decay_steps={n}000" for n, name in enumerate(NAMES, start=1))


def page(axes: Axes) -> Figure:
    figure = axes.get_figure()
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (DOCUMENT, "Learning rate schedule"),
        (("noam:d_model=128",), "noam, d_model=128"),
        (("cosine:alpha=0.1,decay_steps=9", "cosine:alpha=0.2,decay_steps=9"),
         "cosine, decay_steps=9"),
    ],
)  # fmt: skip
def test_a_title_says_what_is_shown(words: tuple[str, ...], title: str) -> None:
    assert drawn(*words).get_title() == title
    assert drawn(*words, title="Said").get_title() == "Said"
    assert drawn(*words, title="").get_title() == ""
    # on paper the caption says it
    assert drawn(*words, look="print").get_title() == ""


def test_a_sweep_says_in_its_legend_what_of_where_the_title_does_not() -> None:
    words = ("noam:warmup_steps=9", "noam:warmup_steps=10")
    for settings, heading in (
        ({}, ""), ({"title": "Ours"}, "noam"), ({"look": "print"}, "noam"),
        ({"title": "Noam, two warmups"}, ""),
    ):  # fmt: skip
        legend = drawn(*words, **settings).get_legend()
        assert legend.get_title().get_text() == heading


def test_what_follows_a_metric_has_epochs() -> None:
    measured = "lr=0.1,patience=1,metrics=[1,1,1,1]"
    words = [
        f"{name}:{measured}" for name in ("torch.ReduceLROnPlateau", "keras.ReduceLROnPlateau")
    ]
    assert drawn(*words).get_xlabel() == "Epoch"
    assert drawn(*words, xlabel="Check").get_xlabel() == "Check"
    assert drawn(*words, "exp").get_xlabel() == "Train Step"
    # a value each update, and several updates a value
    assert drawn(f"optax.reduce_on_plateau:{measured}").get_xlabel() == "Train Step"
    many = f"mmengine.ReduceOnPlateauLR:{measured},epoch_length=9"
    assert drawn(many).get_xlabel() == "Train Step"


@pytest.mark.parametrize("look", ["lrplot", "print", "dark", "ggplot"])
def test_a_slide_is_the_usual_picture_made_larger(look: str) -> None:
    usual, slide = drawn(*DOCUMENT, look=look), drawn(*DOCUMENT, look=look, size=(19.2, 10.8))
    for text in ("title", "xaxis.label", "yaxis.label"):
        sizes = []
        for axes in (usual, slide):
            part: Any = axes
            for name in text.split("."):
                part = getattr(part, name)
            sizes.append(part.get_fontsize() / page(axes).get_size_inches()[1])
        if sizes[0]:
            assert sizes[1] == pytest.approx(sizes[0], rel=0.2)
    wide = [line.get_linewidth() for line in slide.get_lines()]
    assert all(
        w > 2 * line.get_linewidth() for w, line in zip(wide, usual.get_lines(), strict=True)
    )
    assert uncut(slide)


@pytest.mark.parametrize("look", ["lrplot", "print", "dark"])
@pytest.mark.parametrize("size", [(3.3, 2.2), (3.3, 2.5), (3.4, 2.6)])
@pytest.mark.parametrize("words", [DOCUMENT, FRAMEWORKS], ids=["document", "frameworks"])
def test_a_column_keeps_half_its_height_for_the_curves(
    words: tuple[str, ...], size: tuple[float, float], look: str
) -> None:
    axes = drawn(*words, size=size, look=look)
    frame, whole = axes.get_window_extent(), page(axes).bbox
    assert frame.height >= 0.5 * whole.height
    assert frame.width >= 0.5 * whole.width
    assert len(labels(axes)) == len(words)
    assert covered(axes) == []
    assert uncut(axes)
    texts = [*axes.get_legend().get_texts(), axes.xaxis.label, *axes.get_xticklabels()]
    assert min(text.get_fontsize() for text in texts) > 5


def test_long_labels_are_wrapped_before_the_legend_leaves_the_axes() -> None:
    cosine = (
        "expr: 1e-3 * (t / 100 if t < 100 else 0.5 + 0.5 * math.cos(math.pi * (t - 100) / 900))"
    )
    words = [f"{name}={cosine}" for name in NAMES[2:4]]
    words += [
        f"nanogpt={cosine} + 6e-8 * t",
        "torchtitan=expr: min(t / 100, (1000 - t) / 900) / 1e3",
    ]
    words += [f"deepspeed.WarmupCosineLR={cosine} + max(0, 1e-4 - t * 1e-6)"]
    axes = drawn(*words, steps=Range(0, 1000))
    legend, frame = axes.get_legend().get_window_extent(), axes.get_window_extent()
    assert frame.containsx(legend.x0)
    assert frame.containsy(legend.y0)
    assert covered(axes) == []


@pytest.mark.parametrize("settings", [{}, {"size": (8.0, 3.0)}, {"size": (3.3, 2.2)}])
@pytest.mark.parametrize("look", ["lrplot", "print", "dark"])
def test_no_title_leaves_no_band(look: str, settings: dict[str, Any]) -> None:
    axes = drawn(*DOCUMENT, title="", look=look, **settings)
    _, height = page(axes).get_size_inches()
    assert height - axes.get_window_extent().y1 / page(axes).dpi < 0.16
    assert uncut(axes)


@pytest.mark.parametrize("title", ["Both", "A title that needs more than one line " * 3])
@pytest.mark.parametrize("size", [None, (3.3, 2.5), (12.0, 4.0)])
def test_no_two_texts_overlap(size: tuple[float, float] | None, title: str) -> None:
    axes = drawn(*DOCUMENT, title=title, steps_per_epoch=1250.0, size=size)
    (top,) = axes.child_axes
    texts = [axes.title, axes.xaxis.label, axes.yaxis.label, top.xaxis.label]
    for axis in (axes.xaxis, axes.yaxis, top.xaxis):
        low, high = sorted(axis.get_view_interval())
        places = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
        texts += [label for at, label in places if low <= at <= high]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_the_grid_does_not_cut_the_line_of_epochs() -> None:
    axes = drawn(*DOCUMENT, steps_per_epoch=1250.0)
    grid = max(line.get_zorder() for line in axes.get_xgridlines())
    assert axes.child_axes[0].get_zorder() > max(grid, axes.xaxis.get_zorder())


@pytest.mark.parametrize(
    ("rates", "limits"),
    [
        ([0.1, 0.0998], (0, 0.108)),
        ([-0.1, -0.0998], (-0.108, 0)),
        ([0.1, 0.06], (0, 0.108)),
        # what falls to a tenth of its peak ends a tenth above the axis
        ([0.1, 0.04], (0, 0.108)),
        ([6e-4, 6e-5], (0, 6.48e-4)),
        # a long tail near 0 is not cut off
        ([0.1, 1e-6], (1e-6 - 0.004, 0.104)),
    ],
)
def test_a_small_change_looks_small(rates: list[float], limits: tuple[float, float]) -> None:
    axes = Figure().add_subplot()
    axes.margins(y=0.04)
    draw.draw(axes, [Curve("a", np.arange(2.0), np.array(rates))])
    assert axes.get_ylim() == pytest.approx(limits, rel=1e-3, abs=1e-9)


def test_a_part_that_is_asked_for_is_shown_as_large_as_it_can_be() -> None:
    assert drawn("warmup", steps=Range(3990, 4011)).get_ylim()[0] > 9.9e-4
    assert drawn("exp", xlim=(10.0, 20.0)).get_ylim()[0] > 9.9e-4
    assert drawn("exp", steps=Range(0, 20)).get_ylim()[0] == 0


def test_a_plan_of_two_frameworks_says_which_is_which() -> None:
    specs = tuple(
        map(
            grammar.read, ("keras.CosineDecay(1e-3, 900)", "optax.cosine_decay_schedule(1e-3, 800)")
        )
    )
    names = [name for name, _ in Plan(specs, Settings()).plot().curves]
    assert names == ["keras.CosineDecay", "optax.cosine_decay_schedule"]
