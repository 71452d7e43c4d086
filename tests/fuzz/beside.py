"""Inputs that are style files and files of metrics."""

from __future__ import annotations

import matplotlib
import matplotlib.style
from fuzz.front import Case
from fuzz.texts import NUMBERS, TEXTS, mutated, odd
from fuzz.words import Draw, compared
from hypothesis import strategies as st

from lrplot.catalogue import Entry, find
from lrplot.parameters import Metric

STYLES = (
    "#12", "C0", "red", "sans-serif", "viridis", "jet", "cycler('color', ['r', 'g'])", "tight",
    "cycler('lw', [0, 1e9])", "cycler('color', [])", "1, 2", "1e400, 3", "-5, -5", "0.0, 0.0",
    "large", "bold", "--", "None", "none", "auto", "serif, x", "99999", "0.001", "center", "in",
    "both", "log",
)  # fmt: skip
KEYS = sorted(matplotlib.rcParams)


@st.composite
def style_files(draw: Draw) -> str:
    """Return a style file with some of matplotlib's keys, and values that they take or not."""
    keys = (
        st.sampled_from(KEYS) | st.sampled_from([k for k in KEYS if k.split(".")[0] in SEEN]) | odd
    )
    values = st.sampled_from([*STYLES, *NUMBERS, *TEXTS])
    pairs = draw(st.lists(st.tuples(keys, values | keys.map(default)), min_size=1, max_size=4))
    return "\n".join(f"{key}: {value}" for key, value in pairs)


SEEN = (
    "axes", "figure", "font", "grid", "legend", "lines", "savefig", "xtick", "ytick", "text", "svg",
)  # fmt: skip


def default(key: str) -> str:
    """Return the value that a key of matplotlib's has."""
    value = matplotlib.rcParamsDefault.get(key, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@st.composite
def looks(draw: Draw) -> Case:
    """Return a picture in a look."""
    form = draw(st.sampled_from(["png", "png", "svg", "pdf"]))
    text = draw(style_files() | mutated(style_files()))
    known = [
        *matplotlib.style.available,
        "lrplot",
        "dark",
        "http://127.0.0.1:9/x.mplstyle",
        "l.mplstyle:",
    ]
    look = draw(st.just("l.mplstyle") | st.just("l.mplstyle") | st.sampled_from(known) | odd)
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
