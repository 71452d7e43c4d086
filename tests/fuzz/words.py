"""Inputs that are words: names with parameters, constructors, formulas, and commands' options."""

from __future__ import annotations

from typing import Any

import click
from formulas import FORMULAS, GROWING
from fuzz.front import Case
from fuzz.texts import code, mutated, odd
from hypothesis import strategies as st
from strategies import specs, values

from lrplot.catalogue import Entry, find
from lrplot.cli import cli, options
from lrplot.cli.schedule import _option
from lrplot.parameters import NoEffect, Role
from lrplot.specs.spec import Spec

Draw = st.DrawFn
# by their places: Hypothesis writes out what it samples from, and warns where that is long
entries = st.integers(0, len(find.all_entries()) - 1).map(lambda at: find.all_entries()[at])
drawable = entries.flatmap(specs)

SHORT = (
    "300", "1", "5", "2k", "0:300:7", "17:40", "9007199254740000:9007199254740992:5", "1M:1000100",
    "1000000000000:1000000000050", "5:9007199254740993:4503599627370496",
)  # fmt: skip
"""Ranges of tables, which are as long as they are asked for."""

LONG = ("1M", "1e12", "9007199254740992", "1B:1T:7")
WRONG = ("0", "3:2", "-1", "x", "1e400", "0:1k:0", "::", "")
table_steps = st.sampled_from([*SHORT * 4, *WRONG])
picture_steps = st.sampled_from([*SHORT * 2, *LONG * 2, *WRONG])


def seldom(draw: Draw) -> bool:
    """Tell once in ten times to do something odd; not at the ends, which are drawn more often."""
    return draw(st.integers(0, 9)) == 7


@st.composite
def shown(draw: Draw, pictures: int = 3) -> tuple[tuple[str, ...], str]:
    """Return the options that say what is written, and its file; so many of ten are pictures."""
    kind = draw(st.sampled_from([*["csv"] * 5, "json", "npz", "words", *["picture"] * pictures]))
    strict = draw(st.sampled_from([(), (), ("--strict",)]))
    if kind == "words":
        return ("--show-words", *strict), ""
    if kind == "picture":
        form = draw(st.sampled_from(["png", "png", "svg", "pdf"]))
        said = draw(st.none() | picture_steps)
        small = draw(st.sampled_from([(), ("--size", "3x2"), ("--dpi", "40"), ("--log-y",)]))
        given = () if said is None else ("--steps", said)
        return ("-o", f"a.{form}", *given, *small, *strict), f"a.{form}"
    said = draw(table_steps)
    if kind == "csv" and draw(st.booleans()):
        return ("--format", "csv", "--steps", said, *strict), ""
    return ("-o", f"a.{kind}", "--steps", said, *strict), f"a.{kind}"


@st.composite
def compared(
    draw: Draw, words: st.SearchStrategy[str], pictures: int = 3, seconds: float = 5.0
) -> Case:
    """Return an input of one word, seldom two, that is drawn, or told about."""
    several = draw(st.lists(words, min_size=1, max_size=draw(st.sampled_from([1, 1, 1, 2]))))
    if seldom(draw):
        return Case(("info", several[0]), seconds=seconds)
    asked, output = draw(shown(pictures))
    lr = draw(st.sampled_from([(), (), ("--lr", "0.1")]))
    # behind --, no word is an option
    args = ("compare", *asked, *lr, "--", *several)
    return Case(args, words=tuple(several), output=output, seconds=seconds)


def given(role_text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return what is said for a parameter: what it takes, most times."""
    return role_text | role_text | odd


def said(param: object) -> st.SearchStrategy[str]:
    """Return texts that the role of a parameter takes."""
    if isinstance(param.role, NoEffect):
        return st.just("None")
    return values(param.role, 2).map(lambda value: str(param.role.text(value)))


@st.composite
def names(draw: Draw) -> str:
    """Return a name with parameters, some of them wrong, or none of them."""
    entry: Entry = draw(entries)
    chosen = draw(st.lists(st.sampled_from(entry.params), max_size=4)) if entry.params else []
    pairs = [f"={draw(given(said(p)))}" for p in chosen]
    label = draw(st.sampled_from(["", "", "", "A b=", "学=", "$x=", "\x1b=", "\ud800="]))
    return f"{label}{entry.title}:{','.join(pairs)}"


def literal(role: Role, value: Any) -> str:
    """Return a value as a script has it; a schedule inside as its constructor."""
    if isinstance(value, Spec):
        return value.constructor()
    if isinstance(value, tuple) and value and isinstance(value[0], Spec):
        return f"[{', '.join(spec.constructor() for spec in value)}]"
    return role.literal(value)


@st.composite
def constructors(draw: Draw) -> str:
    """Return a constructor as a script has it, some of its arguments wrong."""
    spec: Spec = draw(drawable)
    entry = spec.entry
    arguments = []
    for param in entry.params:
        kind = draw(st.sampled_from(["good", "good", "good", "left out", "odd", "twice"]))
        if kind == "left out":
            continue
        if kind == "odd" or param not in spec.given():
            text = draw(code)
        else:
            value = spec.value(param)
            text = "None" if value is None else literal(param.role, value)
        named = draw(st.sampled_from([f"{param.name}=", f"{param.name}=", ""]))
        arguments += [f"{named}{text}"] * (2 if kind == "twice" else 1)
    if seldom(draw):
        arguments.append(
            f"{draw(st.sampled_from(['a', 'last_epoch', 'verbose', 'lr']))}={draw(code)}"
        )
    name = draw(st.sampled_from([entry.name, entry.title, entry.path, f"sched = {entry.path}"]))
    return f"{name.replace('-', '_')}({', '.join(arguments)})"


FORMULA_WORDS = (
    "expr: {}", "expr: lambda step: {}", "LambdaLR(torch.optim.SGD(p, lr=0.1), lambda t: {})",
    "torch.LambdaLR:lr=0.1,lr_lambda=lambda t: {}", "compose.expr(formula=lambda t: {})",
    "MultiplicativeLR(torch.optim.SGD(p, lr=0.1), lambda t: {})",
    "keras.LearningRateScheduler(lambda t, lr: lr * ({}))", "A b=expr:{}",
)  # fmt: skip


@st.composite
def formulas(draw: Draw) -> str:
    """Return a word that has a formula in it."""
    text = draw(FORMULAS | GROWING | mutated(FORMULAS) | code)
    return draw(st.sampled_from(FORMULA_WORDS)).format(text)


plain = drawable.map(Spec.word)
pasted = drawable.map(Spec.paste) | drawable.map(Spec.constructor)
WORDS = {
    "names": compared(plain | plain | names() | names() | mutated(plain)),
    "constructors": compared(pasted | constructors() | mutated(constructors())),
    "formulas": compared(formulas(), pictures=1, seconds=1.5),
}


LEFT = ("output", "format", "_click_default_help")
"""Options that say what is written, which is said apart."""

GOOD = {
    "steps": "1k", "title": "A title", "xlabel": "学", "ylabel": "$x$", "xlim": "1:100",
    "ylim": "0:1", "steps_per_epoch": "50", "legend": "below", "look": "dark", "size": "4x3",
    "dpi": "60",
}  # fmt: skip
"""What the options of every plot take."""


@st.composite
def commanded(draw: Draw) -> Case:
    """Return a command with any of its options, what each takes or something else."""
    name = draw(
        st.sampled_from(["compare", "info", "info", "list", "schema", "", *["an entry"] * 6])
    )
    entry: Entry = draw(entries)
    root = click.Context(cli)
    taken: set[str] = set()
    if name in ("list", "schema", ""):
        # a name alone would be drawn
        texts = st.just(entry.title) | odd if name else odd.map(lambda text: f"-{text}")
        words = draw(st.lists(texts, max_size=2 if seldom(draw) else 1))
        return Case((*[name] * bool(name), *words))
    if name == "info":
        args, params = ["info", draw(plain | st.just(entry.title))], options.of_schedule(entry)
    elif name == "compare":
        args = ["compare", *draw(st.lists(plain, min_size=1, max_size=2))]
        params = cli.get_command(root, name).get_params(root)
    else:
        args, taken = [entry.title], options.taken(entry)
        params = cli.get_command(root, entry.title).get_params(root)
        for key, text in () if seldom(draw) else entry.example().items():
            args += _option(entry.param(key), text)
    chosen = [p for p in params if isinstance(p, click.Option) and p.name not in LEFT]
    for param in draw(st.lists(st.sampled_from(chosen), max_size=4, unique=not seldom(draw))):
        args.append(draw(st.sampled_from([*param.opts, *param.secondary_opts])))
        if not param.is_flag and not param.secondary_opts:
            args.append(draw(text_of(param)))
    if seldom(draw):
        # behind --, what follows would be words, and a table as long as all that happens
        args.insert(draw(st.integers(0, len(args))), draw(odd.filter(lambda text: text != "--")))
    if name == "info":
        return Case(tuple(args))
    steps = f"--{options.spelled('steps', taken)}".replace("_", "-")
    form = draw(st.sampled_from(["csv", "png", "svg", "npz"]))
    if form in ("csv", "npz"):
        # what comes again would be refused
        args = [*without(args, steps), steps, draw(table_steps)]
    return Case((*args, "-o", f"a.{form}"), output=f"a.{form}")


def without(args: list[str], option: str) -> list[str]:
    """Return arguments without an option and its value."""
    cut = {place + more for place, text in enumerate(args) if text == option for more in (0, 1)}
    return [text for place, text in enumerate(args) if place not in cut]


def text_of(param: click.Option) -> st.SearchStrategy[str]:
    """Return what is said for an option: what its role takes, or something else."""
    role = getattr(param.type, "role", None)
    name = str(param.name)
    while name.startswith("plot_"):
        # a framework's own parameter has the shorter name
        name = name.removeprefix("plot_")
    if name in GOOD or role is None:
        return given(st.just(GOOD.get(name, "1")))
    return given(values(role, 2).map(lambda value: str(role.text(value))))
