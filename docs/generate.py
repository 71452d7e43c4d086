"""Write the pages that are read off the catalogue: `python docs/generate.py`.

`catalogue.md` and a page for each framework in `catalogue/`, with a small picture of every
schedule; `configurations.md` and a page for each format in `configurations/`; `one-request.md`,
what one request gives in every framework; `api.md`, what Python has. A test holds them current.
"""

from __future__ import annotations

import functools
import json
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

# this checkout's, whichever is installed
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import api
import configurations

import lrplot
from lrplot.analysis import info
from lrplot.arithmetic.steps import Range
from lrplot.catalogue import Entry, modules
from lrplot.parameters import NoEffect
from lrplot.plots.plan import whole_range
from lrplot.specs.grammar import example
from lrplot.specs.request import Request
from lrplot.specs.spec import Spec

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "tests" / "golden"
WIDTH, HEIGHT, EDGE = 240, 60, 2
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
COLUMNS = 120


def pages() -> dict[str, str]:
    """Return every page and picture, by its path below this folder."""
    out = {"api.md": api.page(), "catalogue.md": index(), "one-request.md": one_request()}
    for framework, module in modules.modules():
        found = modules.entries(module).values()
        out[f"catalogue/{framework}.md"] = page(framework, module.__doc__ or "", list(found))
        for entry in found:
            drawn = [example(entry)]
            out[f"catalogue/{framework}/{entry.name}.svg"] = thumbnail(drawn, whole_range(drawn))
    return out | dict(configurations.pages(functools.partial(thumbnail, height=160)))


def title(doc: str, framework: str) -> str:
    """Return the first line of a module's docstring as a heading."""
    return (doc.partition("\n")[0] or framework).rstrip(".").replace("`", "")


def index() -> str:
    """Return the list of frameworks, with the names of their schedules."""
    lines = [
        "# The catalogue",
        "",
        "Every schedule that lrplot knows, by framework; `lrplot list` and `lrplot info` say the",
        "same in a terminal. These pages are written by `docs/generate.py`.",
        "",
        "| framework | schedules | recorded from |",
        "|---|--:|---|",
    ]
    total = 0
    for framework, module in modules.modules():
        found = modules.entries(module)
        total += len(found)
        seen = {text: None for entry in found.values() for text in recorded(entry)}
        name = title(module.__doc__ or "", framework)
        said = "; ".join(seen) if len(seen) <= 2 else f"{len(seen)} sources"
        lines.append(f"| [{name}](catalogue/{framework}.md) | {len(found)} | {said} |")
    return "\n".join([*lines, f"| all | {total} | |", ""])


def page(framework: str, doc: str, found: list[Entry[...]]) -> str:
    """Return the page of one framework."""
    _, _, rest = doc.partition("\n")
    parts = [f"# {title(doc, framework)}", rest.strip()]
    for entry in found:
        parts += section(entry)
    return "\n\n".join(part for part in parts if part) + "\n"


def section(entry: Entry[...]) -> Iterator[str]:
    """Yield the paragraphs about one schedule."""
    spec = example(entry)
    yield f"## {entry.name}"
    yield entry.summary
    yield f"![{entry.title}]({entry.framework}/{entry.name}.svg)"
    params = [p for p in entry.params if not isinstance(p.role, NoEffect)]
    if params:
        rows = (
            f"| `{p.key}` | {p.role.name} | {p.role.help} | {info.default(p)} |" for p in params
        )
        yield "\n".join(["| parameter | role | | |", "|---|---|---|---|", *rows])
    for head in ("Formula", "Stepped", "Differs", "Renamed", "Source", "Keywords"):
        if text := entry.notes.get(head):
            yield f"*{head}:* {marked(text)}"
    yield f"*Drawn:* `{spec.word()}`, made of"
    yield f"```text\n{info.tree(spec.schedule())}\n```"
    if said := "; ".join(recorded(entry)):
        yield f"*Recorded:* {said}"


def marked(text: str) -> str:
    """Return a text as Markdown that shows it: a call of an item is no link, a star no emphasis."""
    parts = text.split("`")
    # a star between spaces is one in any case
    parts[::2] = [
        re.sub(r"(?<=\])\(|(?<![\s*])\*|\*(?![\s*])", r"\\\g<0>", own) for own in parts[::2]
    ]
    return "`".join(parts)


@cache
def _cases() -> Mapping[str, dict[str, int]]:
    """Return for each entry how many cases were recorded, by the versions they are of."""
    out: dict[str, dict[str, int]] = {}
    for path in sorted(GOLDEN.glob("*.json")):
        data = json.loads(path.read_text())
        versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items())
        for case in data["cases"]:
            counts = out.setdefault(lrplot.read(case["word"]).entry.title, {})
            counts[versions] = counts.get(versions, 0) + 1
    return out


def recorded(entry: Entry[...]) -> list[str]:
    """Return the versions that an entry's golden values are of."""
    return list(_cases().get(entry.title, {}))


def thumbnail(specs: Sequence[Spec], steps: Range, height: int = HEIGHT) -> str:
    """Return a small picture of schedules: a line each, from 0 to the highest rate."""
    curves = [lrplot.sample("", spec.curve(), steps, COLUMNS) for spec in specs]
    kept = [np.isfinite(curve.rates) for curve in curves]
    rates = [curve.rates[own] for curve, own in zip(curves, kept, strict=True)]
    top = max(each.max(initial=0.0) for each in rates) or 1.0
    low = min(0.0, *(each.min(initial=0.0) for each in rates))
    lines = []
    for curve, own, each, colour in zip(curves, kept, rates, COLOURS, strict=False):
        x = EDGE + (WIDTH - 2 * EDGE) * (curve.steps[own] - steps.start) / max(
            steps.last - steps.start, 1
        )
        y = height - EDGE - (height - 2 * EDGE) * (each - low) / (top - low)
        # neighbours that fall on one point say nothing new
        points = dict.fromkeys(zip(x.round().astype(int), y.round(1), strict=True))
        line = " ".join(f"{a},{b:g}" for a, b in points)
        lines.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" '
            'stroke-linejoin="round"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}">{"".join(lines)}</svg>\n'
    )


STEPS = (0, 1, 10, 50, 99, 100, 101, 500, 999)
ASKED = Request(peak_lr=1e-3, warmup_steps=100.0, total_steps=1000.0, end_lr=1e-4)
WORDS = {
    "transformers cosine_with_min_lr": "transformers.cosine_with_min_lr",
    "transformers cosine_warmup_with_min_lr": "transformers.cosine_warmup_with_min_lr",
    "torchtitan": "torchtitan:decay_type=cosine",
    "nanoGPT": "nanogpt",
    "litgpt pretrain": "litgpt.get_lr",
    "Megatron-LM": "megatron.OptimizerParamScheduler:lr_decay_style=cosine",
    "MaxText": "maxtext",
    "Levanter": "levanter.AdamConfig",
    "GPT-NeoX": "gpt_neox.AnnealingLR:decay_style=cosine",
    "OLMo": "olmo.CosWithWarmup",
    "optax": "optax.warmup_cosine_decay_schedule",
    "optax, decay_steps=900": "optax.warmup_cosine_decay_schedule:decay_steps=900",
    "Keras CosineDecay": "keras.CosineDecay",
    "Keras CosineDecay, decay_steps=1000": "keras.CosineDecay:decay_steps=1000",
    "NeMo CosineAnnealing": "nemo.CosineAnnealing",
    "nanotron": "nanotron:lr_warmup_style=linear,lr_decay_style=cosine",
    "DeepSpeed WarmupCosineLR (log)": "deepspeed.WarmupCosineLR",
    "DeepSpeed WarmupCosineLR (linear)": "deepspeed.WarmupCosineLR:warmup_type=linear",
    "timm cosine, warmup_prefix off": "timm.cosine",
    "timm cosine, warmup_prefix on": "timm.cosine:warmup_prefix=true",
}


def one_request() -> str:
    """Return the page with the table of what one request gives in every framework."""
    written, table, _ = (
        (HERE / "one-request.md").read_text(encoding="utf-8").partition("| framework ")
    )
    assert table
    head = " | ".join(f"t={step}" for step in STEPS)
    lines = [
        f"| framework | {head} | mean |",
        f"|---|{'--:|' * (len(STEPS) + 1)}",
    ]
    for name, word in WORDS.items():
        schedule = lrplot.read(word, request=ASKED).schedule()
        rates = [f"{rate:.4g}" for rate in [*schedule(STEPS), schedule(np.arange(1000)).mean()]]
        lines.append(f"| {name} | {' | '.join(rates)} |")
    return written + "\n".join([*lines, ""])


def alone() -> None:
    """Leave out the schedules of packages that happen to be installed."""
    metadata.entry_points = lambda **group: ()


def main() -> None:
    """Write every page, and remove those that nothing writes any more."""
    alone()
    warnings.simplefilter("ignore", lrplot.LrplotWarning)
    found = pages()
    for folder in ("catalogue", "configurations"):
        for path in (HERE / folder).rglob("*.*"):
            if str(path.relative_to(HERE)) not in found:
                path.unlink()
    for name, text in found.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(found)} files")


if __name__ == "__main__":
    main()
