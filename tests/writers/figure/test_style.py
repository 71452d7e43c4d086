"""Looks, letters, and the words of ticks; and what a picture refuses."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib import colors, rcParams

from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.writers import formats, suffixes
from lrplot.writers.figure import draw, style, ticks

PICTURES = [name for name in suffixes() if not formats()[name].table]

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; grey is the luminance
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175],
                [0.0193339, 0.119192, 0.9503041]])  # fmt: skip
EYES = {
    "usual": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.01182, 0.04294, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.3039]],
    "grey": np.tile(XYZ[1], (3, 1)),
}  # fmt: skip


def lab(color: str, eye: str) -> np.ndarray:
    """Return CIE L*a*b* of a colour as an eye sees it."""
    rgb = np.array(colors.to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(np.asarray(EYES[eye]) @ linear, 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("look", style.LOOKS)
def test_the_first_six_lines_are_told_apart(look: str, eye: str) -> None:
    with style.look(Settings(look=look)):
        lines, page = list(rcParams["axes.prop_cycle"])[:6], rcParams["axes.facecolor"]
    for one, other in combinations(lines, 2):
        apart = np.linalg.norm(lab(one["color"], eye) - lab(other["color"], eye))
        dashes = one["linestyle"] != other["linestyle"]
        # 2.3 is a just noticeable difference; in colour, lines differ even without their dashes
        assert apart > (10 if eye != "grey" else 0 if dashes else 12), (one, other)
    for line in lines:
        assert np.linalg.norm(lab(line["color"], eye) - lab(page, eye)) > 20


@pytest.mark.parametrize("look", style.LOOKS)
def test_a_line_that_covers_another_leaves_some_of_it_to_be_seen(look: str) -> None:
    with style.look(Settings(look=look)):
        lines = list(rcParams["axes.prop_cycle"])
    for under, over in combinations(lines, 2):
        assert over["linestyle"] != "-" or over["linewidth"] < 0.8 * under["linewidth"]


def pixels(**settings: object) -> bytes:
    stream = io.BytesIO()
    plot = Plan((grammar.read("cosine"), grammar.read("exp")), Settings(**settings)).plot()
    draw.write(plot, stream, "png")
    return stream.getvalue()


def test_a_look_is_ours_or_matplotlibs_or_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.mplstyle"
    own.write_text("lines.linewidth: 5\n")
    pictures = {pixels(look=look) for look in (None, "print", "dark", "ggplot", str(own))}
    assert len(pictures) == 5
    assert pixels(look="lrplot") == pixels()
    assert rcParams["lines.linewidth"] != 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--look drak", "no look 'drak'; did you mean dark?"),
        (
            "--look qqqq",
            "no look 'qqqq'; it is lrplot, print or dark, a style of matplotlib's "
            "or an .mplstyle file",
        ),
        ("--size 1x1", "size: 1x1 inches leave no room for the labels; make it larger"),
        (
            "--size 100x100 --dpi 2000",
            "200,000 x 200,000 pixels are too many (100 million at the most); lower size or dpi",
        ),
        (
            "--size 100x1 --dpi 700",
            "70,000 x 700 pixels are too many (at most 65,535 a side); lower size or dpi",
        ),
        ("--log-x --steps 1", "log x: step 0 is the only one, and has no logarithm"),
        ("--log-x --xlim 0:9", "x limits: a logarithmic axis starts above 0, not at 0"),
        ("--log-y --ylim -1:9", "y limits: a logarithmic axis starts above 0, not at -1"),
        ("--log-y --xlim 8k:9k --steps 9k", "log y: no rate is above 0"),
        ("--xlim 50k:60k", "x limits: 50k:60k shows none of the steps 0 to 4999"),
    ],
)
def test_what_cannot_be_drawn_is_refused(refused, options: str, message: str) -> None:
    assert refused("cosine", *options.split(), "-o", "a.png") == f"lrplot: {message}"


def test_a_vector_has_no_pixels_to_be_too_many(run) -> None:
    assert run("cosine", "--size", "40x40", "--dpi", "2000", "-o", "a.svg").status == 0


def test_control_characters_do_not_reach_the_file() -> None:
    words = ("a\x00b\ud800=cosine", "exp")
    plot = Plan(tuple(map(grammar.read, words)), Settings(title="a\tb\x1b")).plot()
    stream = io.BytesIO()
    draw.write(plot, stream, "svg")
    assert not {0, 27} & set(stream.getvalue())
    assert "a b\ufffd" in stream.getvalue().decode()


def test_the_same_input_gives_the_same_bytes_whatever_the_reader_has_set(tmp_path: Path) -> None:
    rc = tmp_path / "matplotlibrc"
    rc.write_text("lines.linewidth: 9\nfont.size: 30\nsvg.hashsalt: x\nsavefig.bbox: tight\n")
    files = []
    for seed, more in (("1", {}), ("2", {"MATPLOTLIBRC": str(rc), "SOURCE_DATE_EPOCH": "5"})):
        names = [tmp_path / f"{seed}.{form}" for form in PICTURES]
        command = [
            sys.executable,
            "-W",
            "error",
            "-m",
            "lrplot",
            "compare",
            "cosine",
            "exp",
            "noam",
        ]
        for name in names:
            command += ["-o", str(name)]
        environment = os.environ | {"PYTHONHASHSEED": seed, **more}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        files.append([name.read_bytes() for name in names])
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("write", "values", "texts"),
    [
        (ticks.steps, [0, 2000, 4000], "0 2000 4000"),
        (ticks.steps, [0, 5000, 10_000, 12_500], "0 5k 10k 12.5k"),
        (ticks.steps, [0, 250_000, 1e6], "0 0.25M 1M"),
        (ticks.steps, [9990, 9995, 10_000], "9,990 9,995 10,000"),
        (ticks.steps, [1e12, 1e12 + 50], "1,000,000,000,000 1,000,000,000,050"),
        (ticks.rates, [0, 2e-4, 1e-3], "0 2e-4 1e-3"),
        (ticks.rates, [0, 2.5e-12], "0 2.5e-12"),
        (ticks.rates, [0, 0.005, 0.01], "0 0.005 0.01"),
        (ticks.rates, [0, 250, 1000], "0 250 1000"),
        (ticks.rates, [0, 5e4], "0 5e4"),
        (ticks.rates, [1.0000001e-3, 1.0000002e-3], "1.0000001e-3 1.0000002e-3"),
        (ticks.numbers, [0, 0.5, 32], "0 0.5 32"),
    ],
)
def test_ticks_are_written_as_they_are_read(write: ticks.Texts, values, texts: str) -> None:
    assert write(values, False) == texts.split()
