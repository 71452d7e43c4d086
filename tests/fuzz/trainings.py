"""Inputs that are training configurations and training scripts, with mistakes in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fuzz.front import Case
from fuzz.texts import NUMBERS, PIECES, mutated, odd
from fuzz.words import Draw, seldom, shown
from hypothesis import strategies as st

TESTS = Path(__file__).resolve().parents[1]
CONFIGURATIONS = TESTS / "readers" / "configs" / "cases"
RECORDS = sorted(CONFIGURATIONS.rglob("*.record.json"))
SCRIPTS = sorted((TESTS / "scripts" / "cases").rglob("*.py"))

WORDS = (
    "auto", "null", "~", "true", "inf", "1e999", "[]", "{}", "${a.b}", "!!python/name:os.system",
    "&a", "*a", "<<: *a", "#", "---", "'''", '"""', "//", "/*", "=", "lr: 1", "for _ in x:",
    "if x:", "import torch", "def f():", "return", "range(10 ** 12)", "9 ** 9 ** 9", "while True:",
    "\n", "\n    ", "\t", "\r\n",
)  # fmt: skip
"""What may stand in the middle of a file, beside single characters."""

OPTIONS = (
    "--dataset-size", "--epochs", "--batch-size", "--grad-accum", "--gpus", "--total-steps",
    "--steps-per-epoch", "--set", "--let", "--x", "--at", "--every", "--as", "--lr",
)  # fmt: skip
FLAGS = ("--drop-last", "--no-drop-last", "--no-run", "--strict")


def spelled(options: dict[str, Any]) -> tuple[str, ...]:
    """Return what is recorded beside a file as it is typed."""
    args: list[str] = []
    for key, value in options.items():
        name = key.replace("_", "-")
        if isinstance(value, bool):
            args.append(f"--{name}" if value else f"--no-{name}")
        else:
            for each in value if isinstance(value, list) else [value]:
                args += [f"--{name}", str(each)]
    return tuple(args)


def changed(draw: Draw, text: str) -> str:
    """Return a text with a few mistakes in it: most times, so that some are drawn."""
    return draw(st.just(text) | mutated(st.just(text), (*PIECES, *WORDS, *NUMBERS)))


@st.composite
def asked(draw: Draw, word: str, known: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the arguments of a command that draws a file, or tells about it, and its output."""
    if seldom(draw):
        return ("info", word, *known), ""
    said, output = draw(shown(1))
    if "--steps" in said and output.endswith(("png", "svg", "pdf")) and draw(st.booleans()):
        # a training has a length of its own; a table may be too long to be written
        place = said.index("--steps")
        said = (*said[:place], *said[place + 2 :])
    more: list[str] = []
    for name in draw(st.lists(st.sampled_from([*OPTIONS, *FLAGS]), max_size=2)):
        if seldom(draw) or name in FLAGS:
            more.append(name)
        else:
            more += [name, draw(st.sampled_from(NUMBERS) | odd)]
    return ("compare", word, *known, *said, *more), output


@st.composite
def configurations(draw: Draw) -> Case:
    """Return a recorded configuration, changed or not, and the command that draws it."""
    record = draw(st.sampled_from(range(len(RECORDS))).map(RECORDS.__getitem__))
    stem = record.name.removesuffix(".record.json")
    (file,) = (path for path in record.parent.glob(f"{stem}.*") if path != record)
    kind = CONFIGURATIONS / file.relative_to(CONFIGURATIONS).parts[0]
    files = {
        str(path.relative_to(kind)): path.read_bytes()
        for path in sorted(kind.rglob("*"))
        if path.is_file() and path not in RECORDS
    }
    word = str(file.relative_to(kind))
    text = changed(draw, files[word].decode())
    files[word] = text.encode("utf-8", "surrogatepass")
    known = spelled(json.loads(record.read_text())["options"])
    args, output = draw(asked(word, () if seldom(draw) else known))
    return Case(args, tuple(files.items()), (), output)


@st.composite
def scripts(draw: Draw) -> Case:
    """Return a recorded training script, changed or not, and the command that draws it."""
    path = draw(st.sampled_from(range(len(SCRIPTS))).map(SCRIPTS.__getitem__))
    data = changed(draw, path.read_text()).encode("utf-8", "surrogatepass")
    size = ("--dataset-size", "1000") if draw(st.booleans()) else ()
    args, output = draw(asked("train.py", size))
    return Case(args, (("train.py", data),), (), output)


TRAININGS = {"configurations": configurations(), "scripts": scripts()}
