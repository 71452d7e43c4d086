"""The pages on training configurations, read off the formats and their recorded cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from lrplot.arithmetic.steps import Range
from lrplot.readers.common.format import Format
from lrplot.readers.configs import formats
from lrplot.readers.words import plan
from lrplot.specs.spec import Spec

CASES = Path(__file__).parents[1] / "tests" / "readers" / "configs" / "cases"
INTRODUCTION = """\
# Training configurations

`lrplot compare FILE` draws the rate of the run that a configuration starts, update by update. A
file is recognised by its keys, whatever it is called; `--as FORMAT` says what it is where the keys
do not decide. `lrplot list --formats` lists the same in a terminal. These pages are written by
`docs/generate.py` from the formats' modules and from configurations whose runs were recorded.

| format | is | held to |
|---|---|---|
"""

Picture = Callable[[Sequence[Spec], Range], str]


def pages(picture: Picture) -> Iterator[tuple[str, str]]:
    """Yield every page and picture with its path; `picture` draws the schedules of a training."""
    rows = []
    for name, form in formats().items():
        records = sorted((CASES / name).glob("*.record.json"))
        said = [json.loads(path.read_text()) for path in records]
        versions = "; ".join(dict.fromkeys(one["version"] for one in said))
        what = f"{len(records)} configurations: {versions}"
        rows.append(f"| [`{name}`](configurations/{name}.md) | {form.what} | {what} |")
        file = next(path for path in files(records[0]))
        options = said[0]["options"]
        specs, steps, told = trained(file, options)
        yield f"configurations/{name}.md", page(name, form, file, options, told)
        yield f"configurations/{name}.svg", picture(specs, steps)
    yield "configurations.md", INTRODUCTION + "\n".join(rows) + "\n"


def files(record: Path) -> list[Path]:
    """Return the configuration that a record is of, alone in a list."""
    name = record.name.removesuffix(".record.json")
    return [path for path in sorted(record.parent.glob(f"{name}.*")) if path != record]


def trained(file: Path, options: dict) -> tuple[tuple[Spec, ...], Range, tuple[str, ...]]:
    """Return the schedules of a configuration, its steps, and what was understood of it."""
    asked = plan(file, **options)
    return asked.specs, asked.settings.steps, asked.specs[0].told[1:]


def page(name: str, form: Format, file: Path, options: dict, told: Sequence[str]) -> str:
    """Return the page of a format: a file beside its curve, and what it is read as."""
    import sys

    doc = sys.modules[form.read.__module__].__doc__ or ""
    head, _, rest = doc.partition("\n")
    flags = " ".join(_flag(key, value) for key, value in options.items())
    keys = [f"| `--{flag.replace('_', '-')}` | `{key}` |" for flag, key in form.flags.items()]
    table = (
        f"<table><tr><th>{file.name}</th><th>its learning rate</th></tr><tr><td>"
        f"<pre>{escape(file.read_text().rstrip())}</pre></td><td>"
        f'<img src="{name}.svg" alt="The learning rate of {file.name}"></td></tr></table>'
    )
    parts = [
        f"# {form.what}",
        head,
        rest.strip(),
        f"```console\n$ lrplot compare {file.name} {flags}\n```",
        table,
        "`lrplot info` says of it:",
        "```text\n" + "\n".join(told) + "\n```",
    ]
    if keys:
        parts.append("\n".join(["| option | its key |", "|---|---|", *keys]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _flag(key: str, value: object) -> str:
    flag = "--as" if key == "as_format" else f"--{key.replace('_', '-')}"
    if isinstance(value, list):
        return " ".join(f"{flag} {one}" for one in value)
    return flag if value is True else f"{flag} {value}"
