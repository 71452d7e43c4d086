"""Inputs that are style files and files of metrics."""

from __future__ import annotations

import matplotlib
import matplotlib.style
from fuzz.front import Case
from fuzz.texts import NUMBERS, TEXTS, mutated, odd
from fuzz.words import Draw, compared, seldom
from hypothesis import strategies as st

from lrplot.catalogue import Entry, find
from lrplot.parameters import Metric

STYLES = (
    "#12", "C0", "red", "sans-serif", "viridis", "jet", "cycler('color', ['r', 'g'])", "tight",
    "cycler('lw', [0, 1e9])", "cycler('color', [])", "1, 2", "1e400, 3", "-5, -5", "0.0, 0.0",
    "large", "bold", "--", "None", "none", "auto", "serif, x", "99999", "0.001", "center", "in",
    "both", "log",
)  # fmt: skip
SEEN = (
    "axes", "figure", "font", "grid", "legend", "lines", "savefig", "xtick", "ytick", "text", "svg",
)  # fmt: skip
KEYS = sorted({*matplotlib.rcParams} - {"backend"})
DRAWN = [key for key in KEYS if key.split(".")[0] in SEEN]
"""Keys that a picture of curves shows, most of them."""


def default(key: str) -> str:
    """Return the value that a key of matplotlib's has."""
    value = matplotlib.rcParamsDefault[key]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@st.composite
def lines(draw: Draw) -> str:
    """Return a line of a style file: a key, and what it, or one of its kind, takes or not."""
    key = draw(st.sampled_from(DRAWN) | st.sampled_from(DRAWN) | st.sampled_from(KEYS))
    kind, last = type(matplotlib.rcParamsDefault[key]), key.rpartition(".")[2]
    alike = [k for k in KEYS if k.endswith(last)]
    number = st.floats(-3, 30).map(lambda value: f"{value:.3g}")
    right = number if kind in (int, float) else st.sampled_from(alike).map(default)
    wrong = st.sampled_from([*STYLES, *NUMBERS, *TEXTS])
    return f"{draw(odd) if seldom(draw) else key}: {draw(wrong if seldom(draw) else right)}"


def key_of(line: str) -> str:
    """Return the key of a line, which may stand in a file once."""
    return line.partition(":")[0]


style_files = st.lists(lines(), min_size=1, max_size=5, unique_by=key_of).map("\n".join)


@st.composite
def looks(draw: Draw) -> Case:
    """Return a picture in a look."""
    form = draw(st.sampled_from(["png", "png", "svg", "pdf"]))
    text = draw(mutated(style_files) if seldom(draw) else style_files)
    known = [
        *matplotlib.style.available,
        "lrplot",
        "dark",
        "http://127.0.0.1:9/x.mplstyle",
        "l.mplstyle:",
    ]
    look = draw(st.sampled_from(known) | odd) if seldom(draw) else "l.mplstyle"
    size = draw(st.sampled_from([(), ("--size", "3x2"), ("--title", "$x^2$"), ("--log-x",)]))
    args = ("compare", "A=cosine", "exp", f"--look={look}", *size, "-o", f"a.{form}")
    data = text.encode("utf-8", "surrogatepass")
    return Case(args, (("l.mplstyle", data),), output=f"a.{form}")


MEASURED = [e for e in find.all_entries() if any(isinstance(p.role, Metric) for p in e.params)]
MEANT = st.sampled_from(["0.5", "0.4", "0.4", "1", "", " ", "nan", "inf", "-1", "1e308"])
CELLS = MEANT | st.sampled_from(["x", '"', '"0.1"', "\x00", "1e400", "\ud800"])
COLUMNS = ("loss", "a b", "epoch", "", "学", "loss ", "-1", "x:y")


@st.composite
def metrics(draw: Draw) -> Case:
    """Return a file of metrics, and the command that draws what follows it."""
    head = draw(st.just(["loss"]) | st.lists(st.sampled_from(COLUMNS), max_size=3))
    cells = st.lists(draw(st.just(MEANT) | st.just(CELLS)), min_size=1, max_size=3)
    rows = draw(st.lists(cells.map(",".join), max_size=12))
    lines = [draw(st.sampled_from(["", "\ufeff"])) + ",".join(head), *rows]
    text = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])).join(lines)
    data = draw(st.just(text) | st.just(text) | mutated(st.just(text))).encode(
        "utf-8", "surrogatepass"
    )
    entry: Entry = draw(st.sampled_from(MEASURED))
    key = next(p.key for p in entry.params if isinstance(p.role, Metric))
    column = draw(st.sampled_from([*head, "loss"]) | st.sampled_from(COLUMNS))
    name = draw(st.sampled_from([*["m.csv"] * 9, "m.tsv", "no.csv", "m", "../m.csv"]))
    lr = ",lr=0.1" if any(p.key == "lr" for p in entry.params) else ""
    word = f"{entry.title}:{key}={name}:{column}{lr}"
    case = draw(compared(st.just(word), pictures=1))
    return Case(case.args, (("m.csv", data), ("m.tsv", data)), case.words, case.output)
