"""Looks of somebody else's, and what else is set around the command, which must not matter."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from matplotlib import style as styles

PROGRAM = [sys.executable, "-m", "lrplot"]

SAID = (
    "wrote a.png\ncosine: peak 0.001 at step 0, last 0; "
    f"exp: peak 0.001 at step 0, last {1e-3 * 0.9 ** (39999 / 4000):.4g}; steps 0 to 39999\n"
)
"""What is said of a picture of cosine and exp, where there is nothing else to say."""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("text.usetex: True", "latex"),
        ("figure.dpi: 0", "figure.dpi: must be from 20 to 2000, not 0"),
        ("font.size: nan", "font.size: must be"),
        ("figure.figsize: nan, 3", "figure.figsize: must be from 1 to 100, not nan"),
        ("figure.figsize: 3000, 3", "figure.figsize: must be from 1 to 100, not 3000"),
        ("lines.linewidth: inf", "lines.linewidth: must be"),
        ("image.cmap: nope", "image.cmap"),
        ("font.family: Nowhere Sans", "no font Nowhere Sans is installed"),
        (
            "savefig.bbox: tight\nsavefig.pad_inches: 100",
            "inches are too many (at most 100 a side)",
        ),
        ("axes.titlepad: 7000", "inches are too many"),
        ("figure.figsize: 99, 99\nfigure.dpi: 2000", "pixels are too many"),
        ("no.such: 3", "no.such"),
        ("path.effects: x", "path.effects: only Python can say one"),
        ("lines.linewidth: thick", "lines.linewidth"),
        ("hello", "line 1 ('hello')"),
        ("font.size: 9\nfont.size: 8", "line 2"),
        (b"\xff\xfe\0", "utf-8"),
        (b"#" * 200_000, "larger than 100,000 bytes"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_what_a_look_does_wrong_is_one_line_that_names_it(refused, write, text, part):
    # LaTeX may be installed
    os.environ["PATH"], path = "", os.environ["PATH"]
    try:
        line = refused("compare", "cosine", "exp", "--look", write("a.mplstyle", text))
    finally:
        os.environ["PATH"] = path
    assert line.startswith("lrplot: a.mplstyle: ")
    assert part in line


def test_a_vector_is_as_large_as_a_picture_at_the_most(refused, write):
    write("a.mplstyle", "savefig.bbox: tight\nsavefig.pad_inches: 100")
    assert "inches are too many" in refused("cosine", "--look", "a.mplstyle", "-o", "a.svg")


@pytest.mark.parametrize("text", ["figure.autolayout: True", "figure.constrained_layout.use: True",
                                  "font.family: Nowhere Sans, DejaVu Sans"])  # fmt: skip
def test_what_a_look_may_well_say_is_drawn_without_a_word(run, write, text):
    done = run("compare", "cosine", "exp", "--look", write("a.mplstyle", text), "-o", "a.png")
    assert done == (0, b"", SAID)


@pytest.mark.parametrize("name", styles.library)
def test_every_style_of_matplotlib_s(run, name):
    done = run("compare", "cosine", "exp", "--look", name, "-o", "a.png")
    assert done == (0, b"", SAID)


@pytest.mark.parametrize("name", ["pipe", "zero", "folder", "nul\0", "none", "\ud800"])
def test_a_look_is_a_regular_file(refused, folder, name):
    os.mkfifo("pipe.mplstyle")
    (folder / "zero.mplstyle").symlink_to("/dev/zero")
    (folder / "folder.mplstyle").mkdir()
    assert refused("cosine", "--look", f"{name}.mplstyle").startswith("lrplot: ")


@pytest.fixture
def picture(folder, environment):
    """Draw in a process of its own, with variables of the environment; return the bytes."""

    def picture(**variables):
        line = [*PROGRAM, "compare", "cosine", "exp", "-o", "a.png"]
        done = subprocess.run(
            line, env=environment | variables, capture_output=True, check=True, timeout=30
        )
        assert done.stderr.decode() == SAID
        return (folder / "a.png").read_bytes()

    return picture


def test_no_configuration_of_matplotlib_s_matters(folder, picture):
    usual = picture()
    (folder / "bad").write_bytes(bytes(range(256)))
    for backend in ("module://matplotlib_inline.backend_inline", "nosuch", "tkagg"):
        assert picture(MPLBACKEND=backend, DISPLAY="") == usual
    assert picture(MATPLOTLIBRC="bad") == usual
    for text in (b"backend: module://nosuch", b"no.such: 3\nhello", bytes(range(256))):
        (folder / "matplotlibrc").write_bytes(text)
        assert picture() == usual
    (folder / "matplotlibrc").unlink()
    os.mkfifo("matplotlibrc")
    assert picture() == usual


def test_the_library_leaves_the_host_s_backend_alone(folder, environment):
    code = (
        "import lrplot; lrplot.write(lrplot.plan('cosine', look='ggplot'), 'a.png')\n"
        "import matplotlib; print(matplotlib.get_backend(), matplotlib.rcParams['font.size'])\n"
        "from matplotlib import pyplot; lrplot.draw(pyplot.subplots()[1], [])\n"
    ).replace("[])", "[lrplot.sample('a', lrplot.read('exp').schedule(), lrplot.Range(0, 9))])")
    code += "print(matplotlib.get_backend())"
    (folder / "matplotlibrc").write_text("font.size: 7.5")
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | {"MPLBACKEND": "svg"}, capture_output=True
    )
    assert done.stdout.decode().split() == ["svg", "7.5", "svg"]
