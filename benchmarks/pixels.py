"""Is the picture the same as if every step had been drawn? Compares the two pixel by pixel.

    python benchmarks/pixels.py [PART OF A NAME ...] [--steps 40k,1M] [--keep FOLDER]

Each picture is drawn twice by lrplot's own writer: once as it is, once with `curve.every` in
place of `curve.sample`. Prints a Markdown table. `unlike` is the share of pixels of which some
channel differs by more than 32 of 255; `shift` is the largest difference that is left when a
pixel may be taken for any of its eight neighbours, so that what only moved by a pixel is not
counted. `--keep` writes both pictures, and where they differ, as PNG files.
"""

from __future__ import annotations

import argparse
import io
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.plots.plan import Plan
from lrplot.plots.sampling import every
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.writers.figure import contents, draw

UNLIKE = 32
DOCUMENT = "cosine exp piecewise warmup"
RESTARTS = "cosine-restarts:t_mul=1,first_decay_steps={steps}/{cycles}"

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "document": (DOCUMENT, {}),
    "10 restarts": (RESTARTS.replace("{cycles}", "10"), {}),
    "300 restarts": (RESTARTS.replace("{cycles}", "300"), {}),
    "3000 restarts": (RESTARTS.replace("{cycles}", "3000"), {}),
    "100000 restarts": (RESTARTS.replace("{cycles}", "100000"), {}),
    "stretched, fading restarts": (
        "cosine-restarts:first_decay_steps=100,t_mul=1.3,m_mul=0.9,alpha=0.1", {},
    ),
    "polynomial with cycle": (
        "keras.PolynomialDecay:initial_learning_rate=0.001,decay_steps={steps}/50,cycle=true", {},
    ),
    "200 stairs": ("step:step_size={steps}/200,gamma=0.98", {}),
    "20000 stairs": ("step:step_size={steps}/20000,gamma=0.9999", {}),
    "one-cycle": ("one-cycle:total_steps={steps}", {}),
    "wsd": ("wsd:total_steps={steps}", {}),
    "noam, short warmup": ("noam:warmup_steps=30", {}),
    "document, log x": (DOCUMENT, {"log_x": True}),
    "document, log y": (DOCUMENT, {"log_y": True}),
    "300 restarts, log x": (RESTARTS.replace("{cycles}", "300"), {"log_x": True}),
    "300 restarts, log y": (RESTARTS.replace("{cycles}", "300"), {"log_y": True}),
    "noam, short warmup, log x": ("noam:warmup_steps=30", {"log_x": True}),
    "noam, short warmup, log x, log y": (
        "noam:warmup_steps=30", {"log_x": True, "log_y": True},
    ),
    "one-cycle, log y": ("one-cycle:total_steps={steps}", {"log_y": True}),
}  # fmt: skip

LOOKS = {"default": None, "solid": "'-'", "dashed": "'--'"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare sampled pictures with full ones.")
    parser.add_argument("names", nargs="*", help="parts of the names of pictures")
    parser.add_argument("--steps", default="40k,1M,3M", help="numbers of steps")
    parser.add_argument("--looks", default="default,solid", help=f"some of {', '.join(LOOKS)}")
    parser.add_argument("--keep", type=Path, help="a folder for the pictures")
    given = parser.parse_args()
    print("| picture | steps | look | pixels that differ | largest | unlike | shift |")
    print("|---|--:|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        looks = {name: look(Path(folder), name) for name in given.looks.split(",")}
        for name, steps, (kind, path) in itertools.product(
            PICTURES, map(numbers.number, given.steps.split(",")), looks.items()
        ):
            if all(part in name for part in given.names):
                ours, full = drawn(name, int(steps), path), drawn(name, int(steps), path, True)
                row = compared(ours, full)
                print(f"| {name} | {steps:,.0f} | {kind} | {row} |", flush=True)
                if given.keep:
                    keep(given.keep, f"{name}, {steps:.0f}, {kind}", ours, full)


def look(folder: Path, name: str) -> str | None:
    """Return the default look, all its lines in one style."""
    if LOOKS[name] is None:
        return None
    text = (resources.files("lrplot.writers.figure") / "looks" / "lrplot.mplstyle").read_text()
    before, plus, after = text.partition(" + cycler('linestyle', [")
    if not plus:
        raise SystemExit("the default look has no line styles to replace")
    _, _, after = after.partition("])")
    path = folder / f"{name}.mplstyle"
    path.write_text(f"{before}{after}\nlines.linestyle: {LOOKS[name].strip(chr(39))}\n")
    return str(path)


def drawn(name: str, steps: int, look: str | None, full: bool = False) -> np.ndarray:
    """Return the picture, sampled or with every step, as pixels from 0 to 255."""
    words, settings = PICTURES[name]
    words = words.replace("{steps}", str(steps))
    specs = tuple(grammar.read(_worked_out(word)) for word in words.split())
    plan = Plan(specs, Settings(steps=Range(0, steps), look=look, **settings))
    stream = io.BytesIO()
    with every_step() if full else _nothing():
        draw.write(plan.plot(), stream, "png")
    stream.seek(0)
    return np.round(matplotlib.image.imread(stream)[..., :3] * 255).astype(np.int16)


def _worked_out(word: str) -> str:
    """Return the word with its quotient worked out."""
    head, equals, tail = word.partition("/")
    if not equals:
        return word
    before, equals, over = head.rpartition("=")
    under, comma, rest = tail.partition(",")
    return f"{before}={int(over) / int(under):.17g}{comma}{rest}"


@contextmanager
def every_step() -> Iterator[None]:
    sample = contents.sample
    contents.sample = lambda label, schedule, steps, *_: every(label, schedule, steps)
    try:
        yield
    finally:
        contents.sample = sample


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def compared(ours: np.ndarray, full: np.ndarray) -> str:
    if ours.shape != full.shape:
        return f"sizes {ours.shape} and {full.shape} | | |"
    off = np.abs(ours - full).max(axis=2)
    shift = max(_beyond(ours, full).max(), _beyond(full, ours).max())
    return f"{(off > 0).sum():,} | {off.max()} | {(off > UNLIKE).mean():.4%} | {shift}"


def _beyond(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return how far each pixel lies outside what the other picture has in its 3 x 3 pixels."""
    padded = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    high, width = other.shape[:2]
    near = [padded[y : y + high, x : x + width] for y in range(3) for x in range(3)]
    low, top = np.minimum.reduce(near), np.maximum.reduce(near)
    return np.maximum(low - one, one - top).max(axis=2).clip(0)


def keep(folder: Path, name: str, ours: np.ndarray, full: np.ndarray) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"ours": ours, "full": full}
    if ours.shape == full.shape:
        pictures["off"] = 255 - np.abs(ours - full)
    for kind, pixels in pictures.items():
        place = folder / f"{name.replace(', ', '-').replace(' ', '-')}-{kind}.png"
        matplotlib.image.imsave(place, pixels.astype(np.uint8))


if __name__ == "__main__":
    main()
